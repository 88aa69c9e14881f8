"""One place turns errors into answers: exception handlers, not `except` in every route."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import plain
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.errors.handlers import handles_exceptions

_demanded = demanded(
    r"\b(?:centrali[sz]ed|central|global|app(?:lication)?-wide)\b[^.;]{0,15}"
    r"\b(?:error|exception)s?[- ](?:handl\w+|middlewares?)\b"
    r"|\b(?:error|exception) handl\w+ (?:is|are|must be|should be) centrali[sz]ed"
    r"|\b(?:centrali[sz]e|unify|consolidate)\b[^.;]{0,15}\b(?:error|exception)s?[- ]handl\w+"
    r"|^global handlers?:"
)

_DOES = re.compile(
    r"\bhandlers? (?:\w+ )?(?:renders?|converts?|translates?|maps?|turns?|formats?|catch(?:es)?)\b"
)


def phrases(statement: Statement) -> Params | None:
    """«Use a global error handler»; told as a fact, «the global handler renders them»."""
    if statement.modality is Modality.INFO and not _DOES.search(plain(statement)):
        return None
    return _demanded(statement)


_BROAD = frozenset({"Exception", "BaseException"})


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """The application registers handlers, and no route catches whatever there is."""
    apps = lookup.applications(codebase)
    found, routes = list[Found](), 0
    if apps and not handles_exceptions(codebase):
        found += lookup.absent(apps, "no handler for exceptions is registered")
    for path, file in lookup.product_python(codebase) if apps else ():
        handlers = {r.handler for r in file.declared_routes}
        routes += len(handlers)
        for function in (f for f in file.functions if f.qualname in handlers):
            found += [
                Found(path, h.line, f"`{function.name}` catches every exception itself")
                for h in file.handlers
                if function.line <= h.line <= function.end_line
                and (not h.types or _BROAD.intersection(h.types))
            ]
    return found, len(apps) + routes


_MAIN = "app = FastAPI()\napp.add_exception_handler(AppError, on_error)\n"
_TRY = "@app.get('/a')\nasync def a():\n    try:\n        b()\n"


RULE = Rule(
    id="central-error-handler",
    title="One place turns errors into answers",
    help="let the exception rise to a handler that is registered once for the application",
    what="applications and their routes",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"main.py": _MAIN}),
        Example(
            {"main.py": _MAIN + _TRY + "    except KeyError as e:\n        raise NotFound from e\n"}
        ),
        Example(
            {
                "main.py": _MAIN,
                "jobs.py": "def run():\n    try:\n        b()\n    except Exception:\n"
                "        log()\n",
            }
        ),
    ),
    invalid=(
        Example({"main.py": "app = FastAPI()\n"}),
        Example(
            {
                "main.py": _MAIN
                + _TRY
                + "    except Exception as e:\n        raise HTTPException(500) from e\n"
            }
        ),
        Example(
            {"main.py": _MAIN + _TRY + "    except (KeyError, Exception):\n        return None\n"}
        ),
        Example(
            {
                "main.py": _MAIN,
                "r.py": _TRY.replace("app", "router") + "    except:\n        return None\n",
            }
        ),
    ),
    prose={
        "Use a centralized error handler / middleware": {},
        "Register a global exception handler": {},
        "Centralised error handling": {},
        "Global handler: answer with JSON": {},
    },
    not_prose=("Never use a global error handler", "Keep global state small"),
    keywords=words("handl middleware"),
    describes=True,
    status=Status.HEURISTIC,
)
