"""Every request gets an id that logs and answers carry."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bcorrelation[-_ ]ids?\b(?! ?[,)])|\brequest[-_ ]ids?\b[^.;]{0,25}\b(?:propagat\w+"
    r"|thread\w*"
    r"|headers?|every|each)\b|\btrace[-_ ]ids?\b[^.;]{0,25}\b(?:propagat\w+|headers?)\b"
    r"|\bunique (?:request )?ids? (?:per|for each|for every) request\b",
    flag("field", r"\bcorrelation[-_ ]id", "correlation_id"),
)

_ID = r"correlation[-_]?id|request[-_]?id|trace[-_]?id|asgi[-_]correlation|opentelemetry"


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for an id of requests among names, headers and keywords of the product."""
    apps = lookup.applications(codebase)
    known = lookup.mentions(codebase, _ID) or lookup.depends_on(
        codebase, r"asgi-correlation-id|opentelemetry-.*"
    )
    known = known or any(
        re.search(_ID, word, re.IGNORECASE)
        for _, use in lookup.calls(codebase)
        for word in (*use.arguments, *use.keywords)
    )
    return [] if known else lookup.absent(apps, "requests have no id that belongs to them"), len(
        apps
    )


_APP = "app = FastAPI()\n"


RULE = Rule(
    id="correlation-ids",
    title="What belongs to one request carries one id",
    help="take the id from the request's header, or make one, and bind it to the logs",
    what="applications",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": _APP
                + "def bind(r):\n    log.bind(correlation_id=r.headers.get('X-Correlation-ID'))\n"
            }
        ),
        Example(
            {"a.py": _APP + "response.headers['X-Request-ID'] = i\nHEADER = 'x-request-id'\n"},
            {"field": "correlation_id"},
        ),
        Example({"a.py": "from asgi_correlation_id import CorrelationIdMiddleware\n" + _APP}),
    ),
    invalid=(
        Example({"a.py": _APP}),
        Example(
            {"a.py": _APP + "# correlation_id\nlog.bind(user_id=1)\n"}, {"field": "correlation_id"}
        ),
    ),
    prose={
        "Include correlation IDs for distributed tracing": {"field": "correlation_id"},
        "Propagate trace IDs: trace ids are propagated": {},
        "Every request has a correlation-id": {"field": "correlation_id"},
    },
    not_prose=("No correlation IDs in exports", "Request IDs are optional"),
    keywords=words("correlation request trace"),
    status=Status.HEURISTIC,
    combine=union,
    params={"field": Param(ParamKind.TEXT, "name of the id")},
)
