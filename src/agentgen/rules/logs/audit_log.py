"""Who changed what is recorded: something in the product keeps an audit log."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(r"\baudit[- ](?:log\w*|trails?)\b")

_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Where routes change data, a function, class, table or logger is named after the audit."""
    routes = [r for r in codebase.http_routes if r.method in _WRITES]
    spots = [(r.place.path, r.place.line) for r in routes]
    named = lookup.mentions(codebase, r"audit|activity_log|event_store|history_log")
    if named or _logs_every_request(codebase):
        return [], len(routes)
    return lookup.absent(spots, "nothing records who changes data"), len(routes)


def _logs_every_request(codebase: Codebase) -> bool:
    """True when requests are logged with method and path, and logs carry the user."""
    calls = list(lookup.calls(codebase))
    users = any(re.search(r"user|actor|principal|subject", k) for _, u in calls for k in u.keywords)
    users = users or any(
        "userid" in k.replace("_", "").lower()
        for _, f in lookup.product_python(codebase)
        for k in f.keys
    )
    return users and any({"method", "path"} <= u.keywords.keys() for _, u in calls)


_ROUTE = "app = FastAPI()\n@app.post('/orders')\ndef create(): ...\n"


RULE = Rule(
    id="audit-log",
    title="Who did what is recorded",
    help="record who did what, when and to what where data changes",
    what="routes that change data",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _ROUTE + "def save():\n    audit_log.record('create')\n"}),
        Example(
            {"a.py": _ROUTE, "models.py": "class AuditEntry(Base):\n    __tablename__ = 'audit'\n"}
        ),
    ),
    invalid=(
        Example({"a.py": _ROUTE}),
        Example({"a.py": _ROUTE + "log.info('request', method=m, path=p)\n"}),
        Example({"a.py": _ROUTE + "# the audit log is missing\nlogger.info('created')\n"}),
    ),
    prose={
        "Audit logging": {},
        "Keep an audit trail of admin actions": {},
        "All changes of roles are written to the audit log": {},
    },
    not_prose=("Audit the dependencies", "No audit log is needed"),
    keywords=words("audit"),
    status=Status.HEURISTIC,
)
