"""Expected and unexpected errors have handlers of their own."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import is_example, plain
from agentgen.ir.readers import union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.errors.handlers import EVERYTHING, catches_everything, registered

_KIND = re.compile(
    r"(?:all |for |on |treat )?(operational|programmer|expected|unexpected|recoverable|fatal"
    r"|transient|known|unknown) (?:errors?|exceptions?|failures?)\b"
    r"(?=[^.;]*(?:>|:|\bare\b|\bmust\b|\bshould\b|\bas\b|,))"
)


def phrases(statement: Statement) -> Params | None:
    """«Operational errors -> answer gracefully», «programmer errors: log and return 500»."""
    text = plain(statement)
    found = _KIND.match(text)
    if found is None or is_example(statement) or statement.modality is Modality.NEVER:
        return None
    status = re.search(r"\b(?:return|answer|respond with|status) (?:an? )?([45]\d\d)\b", text)
    return {"kinds": (found[1],), **({"status": int(status[1])} if status else {})}


_UNEXPECTED = frozenset({"programmer", "unexpected", "unknown", "fatal"})


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at what exception handlers are registered for."""
    apps = lookup.applications(codebase)
    known = set(registered(codebase))
    kinds = params.get("kinds", ())
    found: list[Found] = []
    answered = known & (EVERYTHING | {""}) or catches_everything(codebase)
    if any(k in _UNEXPECTED for k in kinds) and not answered:
        found += lookup.absent(apps, "nothing answers errors that nobody expected")
    if any(k not in _UNEXPECTED for k in kinds) and not known - EVERYTHING:
        found += lookup.absent(apps, "no handler answers the expected errors of the application")
    return found, len(apps)


_APP = "app = FastAPI()\n"
_OWN = "@app.exception_handler(AppError)\nasync def one(r, e): ...\n"


RULE = Rule(
    id="error-kinds",
    title="Expected and unexpected errors are treated differently",
    help="register one exception handler for errors of the application and one for `Exception`",
    what="applications",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _APP + _OWN}, {"kinds": ("operational",)}),
        Example(
            {"a.py": _APP + "app.add_exception_handler(Exception, f)\n"}, {"kinds": ("programmer",)}
        ),
        Example(
            {
                "a.py": _APP,
                "m.py": "class M:\n    async def dispatch(self, request, call_next):\n"
                "        try:\n"
                "            return await call_next(request)\n        except Exception:\n"
                "            return answer(500)\n",
            },
            {"kinds": ("unexpected",), "status": 500},
        ),
        Example(
            {"a.py": "app = FastAPI(exception_handlers={NotFound: f, Exception: g})\n"},
            {"kinds": ("expected", "unexpected")},
        ),
    ),
    invalid=(
        Example({"a.py": _APP + _OWN}, {"kinds": ("programmer",)}),
        Example(
            {"a.py": _APP + "app.add_exception_handler(Exception, f)\n"},
            {"kinds": ("operational",)},
        ),
        Example({"a.py": _APP}, {"kinds": ("operational", "unexpected")}, findings=2),
    ),
    prose={
        "Operational errors (404, validation) -> handle gracefully": {"kinds": ("operational",)},
        "Unexpected errors: log them and return 500": {"kinds": ("unexpected",), "status": 500},
        "Programmer errors must crash the worker": {"kinds": ("programmer",)},
    },
    not_prose=("Show expected results", "The expected errors of the test are in a file"),
    keywords=words(
        "operational programmer expected unexpected recoverable fatal transient known unknown"
    ),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "kinds": Param(ParamKind.WORDS, "operational, programmer, …"),
        "status": Param(ParamKind.NUMBER, "status that unexpected errors are answered with"),
    },
)
