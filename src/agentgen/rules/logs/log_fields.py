"""Log records carry the fields that the spec lists."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile
from agentgen.codebase.use_model import CallUse
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import headed, needing
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import demands, mentions, plain
from agentgen.ir.readers import identifiers, names, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_LOG = r"\blog(?:s|ged|ging|gers?)?\b(?! in\b| out\b)"
_SUBJECT = (
    "request|user|correlation|trace|span|session|tenant|agent|task|order|job|customer|account"
    "|transaction|organi[sz]ation"
)
_ID_WORDS = re.compile(rf"\b({_SUBJECT}) ids?\b")
_ID_NAME = re.compile(rf"\b(?:{_SUBJECT})(?:_id|Id|ID)s?\b")
_FIELD = re.compile(
    r"(?:_id|Id|ID)$|^(?:timestamp|level|message|duration|trace|logger|service|module|endpoint"
    r"|method|path|status|status_code|latency|environment|event|task_type|error_code)$"
)
_CARRY = (
    r"\b(?:includes?|including|with|add|attach|bind|carry|carries|contains?|have|has|fields?"
    r"|always log|enrich\w*|context|threads?|propagates?)\b"
)


@needing(_CARRY)
def phrases(statement: Statement) -> Params | None:
    """«Include context: job_id, user_id» below «Logging»; «request ID and user ID in logs»."""
    text = plain(statement)
    if not mentions(statement, _LOG) or not demands(statement, _CARRY):
        return None
    in_text = re.search(_LOG, text) is not None
    listed = identifiers(statement.text)
    if not any(_FIELD.search(name) for name in listed):
        listed = names(
            [f"{subject}_id" for subject in _ID_WORDS.findall(text)]
            or _ID_NAME.findall(statement.text)
        )
    if listed and (in_text or headed(statement, _LOG)):
        return {"fields": listed}
    return {} if in_text and re.search(r"\bwith (?:\w+ )?context\b", text) else None


_GIVEN = frozenset({"timestamp", "level", "message", "logger", "time", "msg"})
_BINDERS = frozenset(
    {"bind", "bind_contextvars", "bound_contextvars", "contextualize", "LoggerAdapter"}
)
_LOGGERS = ("logging", "structlog", "loguru")
_OF_REQUESTS = frozenset({"requestid", "userid", "correlationid", "traceid"})
_SAME = {"correlationid": {"correlationid", "traceid", "requestid"}}
"""An id that callers hand on correlates, whatever its name."""
_LEVELS = frozenset({"debug", "info", "warning", "warn", "error", "exception", "critical", "log"})


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for each field among what is bound to loggers, and the keys of files that log.

    Ids of the request must be there wherever there are logs; other fields where a function that
    logs is given their value.
    """
    spots, known = list[lookup.Spot](), set[str]()
    at_hand: dict[str, list[lookup.Spot]] = {}
    for path, file in lookup.product_python(codebase):
        logs = [f for f in file.imports if f.module.split(".")[0] in _LOGGERS]
        uses = [u for u in file.uses if u.name.rsplit(".", 1)[-1] in _LEVELS | _BINDERS]
        spots += [(path, f.line) for f in logs[:1]]
        known |= _carried(file, uses, bool(logs or uses))
        for function in file.functions:
            if any(function.line <= u.line <= function.end_line for u in uses):
                for parameter in function.parameters:
                    at_hand.setdefault(_bare(parameter.name), []).append((path, function.line))
    found, examined = list[Found](), 0
    for field in (f for f in params.get("fields", ()) if _bare(f) not in _GIVEN):
        places = spots if _bare(field) in _OF_REQUESTS else at_hand.get(_bare(field), [])
        examined += bool(places)
        if not known & _SAME.get(_bare(field), {_bare(field)}):
            found += lookup.absent(places, f"no log record carries `{field}`")
    return found, examined


def _carried(file: PythonFile, uses: Iterable[CallUse], logs: bool) -> set[str]:
    """What is bound to loggers in a file, or given to log calls."""
    names = {*file.keys, *(f.name for f in file.fields)} if logs else set()
    for use in uses:
        names |= set(use.keywords)
        names |= set(re.findall(r"(\w+):", use.keywords.get("extra", "")))
    return {_bare(name) for name in names}


def _bare(name: str) -> str:
    """`requestId` and `request_id` are the same field."""
    return name.replace("_", "").replace("-", "").lower()


RULE = Rule(
    id="log-fields",
    title="Log records carry the fields that the spec lists",
    help="bind it where a request or a job begins, or give it to the log call",
    what="fields in files that log",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {"a.py": "import structlog\nstructlog.contextvars.bind_contextvars(user_id=1)\n"},
            {"fields": ("user_id", "level")},
        ),
        Example(
            {"a.py": "import logging\nlogging.info('x', extra={'requestId': r.id})\n"},
            {"fields": ("request_id",)},
        ),
        Example(
            {"log.py": "import logging\ndef record():\n    return {'request_id': 1}\n"},
            {"fields": ("requestId", "timestamp")},
        ),
    ),
    invalid=(
        Example({"a.py": "import logging\nlogging.info('x')\n"}, {"fields": ("request_id",)}),
        Example(
            {
                "a.py": "import structlog\nlog.info('x', user_id=1)\n",
                "b.py": "def f(tenant_id):\n    log.info('y')\n",
            },
            {"fields": ("user_id", "tenant_id")},
        ),
        Example(
            {"a.py": "import logging\nlogging.info('user_id')\n"},
            {"fields": ("user_id", "trace_id")},
            findings=2,
        ),
    ),
    prose={
        "Use structured logging with context (user_id, request_id)": {
            "fields": ("user_id", "request_id")
        },
        "Include request ID and tenant ID in logs": {"fields": ("request_id", "tenant_id")},
        "Always log: timestamp, level, requestId, userId (if auth), message": {
            "fields": ("timestamp", "level", "requestId", "userId", "message")
        },
        "# Logging\nInclude context: job_id, task_type": {"fields": ("job_id", "task_type")},
        "Logs capture important events with context": {},
    },
    not_prose=(
        "Include user_id in the response",
        "Never include user IDs in logs",
        "Log in with user_id and password",
    ),
    keywords=words(
        "log include including add attach bind carr contain have has field always enrich context "
        "thread propagat"
    ),
    status=Status.HEURISTIC,
    combine=union,
    params={"fields": Param(ParamKind.WORDS, "names of the fields")},
)
