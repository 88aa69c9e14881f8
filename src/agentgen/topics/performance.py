"""What specs demand of speed: caches, compression, pages, batches, figures to reach."""

import re

from agentgen.ir.policy import Statement
from agentgen.ir.prose import is_example, plain
from agentgen.topics.base import Params, Topic, demanded
from agentgen.topics.phrasing import flag, words

_ERROR_RATE = re.compile(
    r"(?:<=?|under|below|less than|at most|within)\s*(\d{1,2}(?:\.\d+)?) ?(?:%|percent)"
)


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
