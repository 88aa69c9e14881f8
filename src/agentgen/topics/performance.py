"""What specs demand of speed: caches, compression, pages, batches, figures to reach."""

import re

from agentgen.ir.policy import Statement
from agentgen.ir.prose import is_example, plain
from agentgen.topics.base import Params, Topic, demanded
from agentgen.topics.phrasing import flag, words

_PERCENTILE = r"(?:p(?P<p>\d{2})|(?P<th>\d{2})th[ -]percentile|(?P<of>\d{2}) ?% of)"
_LATENCY = re.compile(
    r"(?:<=?|under|below|less than|at most|within|max(?:imum)?(?: of)?)\s*"
    r"(?P<n>\d{1,5}(?:\.\d+)?)\s?(?P<unit>ms|milliseconds?|s|secs?|seconds?)\b"
)
_ERROR_RATE = re.compile(
    r"(?:<=?|under|below|less than|at most|within)\s*(\d{1,2}(?:\.\d+)?) ?(?:%|percent)"
)


def _latency(statement: Statement) -> Params | None:
    """«p95 latency < 300 ms», «responses within 200 ms for the 95th percentile»."""
    text = plain(statement)
    about = re.search(
        r"\b(?:latency|response times?|responses?|respond|p\d\d|requests (?:must "
        r"|should )?(?:finish|complete))\b",
        text,
    )
    limit = _LATENCY.search(text)
    if is_example(statement) or about is None or limit is None:
        return None
    value = float(limit["n"]) * (1 if limit["unit"].startswith("m") else 1000)
    percentile = re.search(_PERCENTILE, text)
    users = re.search(r"\b(\d{1,6}) (?:vus?|virtual users|concurrent users|users)\b", text)
    return {
        "max_ms": int(value) if value.is_integer() else value,
        **({"percentile": int(next(filter(None, percentile.groups())))} if percentile else {}),
        **({"users": int(users[1])} if users else {}),
    }


def _error_rate(statement: Statement) -> Params | None:
    """«Error rate: < 1 % 5xx responses»."""
    text = plain(statement)
    limit = _ERROR_RATE.search(text)
    if is_example(statement) or limit is None:
        return None
    return (
        {"max_percent": float(limit[1])} if re.search(r"\berror rates?\b|\b5xx\b", text) else None
    )


TOPICS = (
    Topic(
        id="batching",
        title="Work is done in batches",
        phrases=demanded(
            r"\bbatch(?:ed|ing)? (?:api |llm )?(?:process\w*|calls?|requests?|quer(?:y|ies)"
            r"|operations?|writes?|inserts?|updates?)\b"
        ),
        keywords=words("batch"),
        prose={
            "Batch API calls": {},
            "Optimize with batch processing": {},
            "Use batched inserts for imports": {},
        },
        not_prose=("Avoid batch processing", "The batch number of the parcel"),
    ),
    Topic(
        id="query-optimization",
        title="Queries are fast",
        phrases=demanded(
            r"\boptimi[sz]e (?:\w+ )?quer(?:y|ies)\b|\bquer(?:y|ies)(?: performance)? (?:is|are"
            r"|must be|should be) optimi[sz]ed\b|^(?:[\w ]+: )?query optimi[sz]ation\b"
            r"|\bquery performance\b[^.;]{0,12}\boptimi[sz]ed\b|\bexplain analy[sz]e\b"
            r"|\b(?:sub-?)?quer(?:y|ies)\b[^.;]{0,25}\b(?:project|select|fetch|load"
            r"|name)s?\b[^.;]{0,12}"
            r"\b(?:explicit|needed|required|named|only the) (?:\w+ )?columns\b"
        ),
        keywords=words("optimi quer subquer explain"),
        prose={
            "Optimise queries": {},
            "Subqueries must project explicit columns": {},
            "Queries are optimized before the release": {},
            "Check slow statements with EXPLAIN ANALYZE": {},
        },
        not_prose=("Optimize images", "Do not optimize queries early"),
    ),
    Topic(
        id="latency-limit",
        title="Answers come in time",
        phrases=_latency,
        keywords=words("latency response respond request p50 p75 p90 p95 p99"),
        prose={
            "Ensure p95 latency < 300 ms under load": {"max_ms": 300, "percentile": 95},
            "Response times must be under 200ms for the 95th percentile": {
                "max_ms": 200,
                "percentile": 95,
            },
            "95% of requests must finish within 250 ms": {"max_ms": 250, "percentile": 95},
            "p99 latency below 1.5 s with 50 virtual users": {
                "max_ms": 1500,
                "percentile": 99,
                "users": 50,
            },
        },
        not_prose=("Retry within 300 ms", "Latency matters"),
    ),
    Topic(
        id="error-rate-limit",
        title="Few requests fail",
        phrases=_error_rate,
        keywords=words("error 5xx"),
        prose={
            "Error rate: < 1 % 5xx responses": {"max_percent": 1.0},
            "Error rates must stay below 0.1%": {"max_percent": 0.1},
            "Fewer 5xx: under 2 percent": {"max_percent": 2.0},
        },
        not_prose=("Coverage below 80 % fails", "Watch the error rate"),
    ),
    Topic(
        id="scalability",
        title="The system grows by adding instances",
        phrases=demanded(
            r"\bhorizontal(?:ly)? (?:scal\w+)\b|\bscal(?:e|es|ing) horizontally\b"
            r"|\b(?:auto-?scaling|scaling polic(?:y|ies))\b|\bstateless (?:services?|processes)\b",
            flag("by", r"\bauto-?scaling\b", "autoscaling"),
        ),
        keywords=words("horizontal scal auto stateless"),
        prose={
            "Design for horizontal scaling": {},
            "Services scale horizontally": {},
            "Scaling policies and autoscaling": {"by": "autoscaling"},
        },
        not_prose=("No horizontal scrolling", "Do not scale horizontally yet"),
    ),
)
