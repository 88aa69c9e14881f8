"""Errors that are caught, and requests, leave a trace in the logs."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile, ScriptFile
from agentgen.codebase.use_model import HandlerFact
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_EVENT = (
    r"errors?|exceptions?|failures?|requests?|responses?|business events?|security events?"
    r"|(?:service |function )?entry(?=/| and | or )|exit|retries|state changes?|mutations?"
    r"|slow queries"
    r"|(?:auth\w*|login) attempts|events?|decisions"
)

phrases = demanded(
    r"\blog(?:s|ged|ging)?\b(?! in\b| out\b| entries\b| files?\b)(?: [\w/]+){0,4}? "
    rf"(?:{_EVENT})\b(?! level)|\berror logging\b|\blog(?:s|ging)? captures?\b"
    rf"|\b(?:{_EVENT}) (?:are|is|must be|should be) logged\b"
    r"|\blog(?:ger)?\.exception\b",
    named("events", _EVENT),
)

_BROAD = frozenset({"Exception", "BaseException"})
_LOGS = re.compile(
    r"(?:^|[._])(?:log(?:ger|ging)?s?|debug|info|warn(?:ing)?|error|exception|critical|fatal"
    r"|print_exc|capture_exception|captureException|record_exception|notify|report\w*|print)(?:$|\.)"
)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """What catches everything logs, raises or passes the error on; a middleware logs requests."""
    events = " ".join(params.get("events", ()))
    found, examined = list[Found](), 0
    if re.search(r"error|exception|failure", events) or not events:
        sources: list[tuple[str, PythonFile | ScriptFile]] = [
            *lookup.product_python(codebase),
            *lookup.product_scripts(codebase),
        ]
        for path, file in sources:
            examined += len(file.handlers)
            found += [
                Found(path, h.line, "what is caught here leaves no trace")
                for h in file.handlers
                if _is_silent(h, file)
            ]
    if "request" in events.split() or "requests" in events.split():
        apps = lookup.applications(codebase)
        examined += len(apps)
        if not _logs_requests(codebase):
            found += lookup.absent(apps, "no middleware logs requests")
    return found, examined


def _is_silent(handler: HandlerFact, file: PythonFile | ScriptFile) -> bool:
    """Catches everything, and neither raises, nor uses the error, nor logs."""
    catches_all = not handler.types or _BROAD.intersection(handler.types)
    if not catches_all or handler.raises or handler.mentions or handler.explained:
        return False
    if isinstance(file, ScriptFile) and not handler.swallows:
        return False  # a `catch` can't choose; what it does may well be the handling
    return not any(
        _LOGS.search(u.name) for u in file.uses if handler.line <= u.line <= handler.end_line
    )


def _logs_requests(codebase: Codebase) -> bool:
    for _, file in lookup.product_python(codebase):
        surrounds = any(
            {"scope", "receive", "send"} <= (given := {p.name for p in f.parameters})
            or "call_next" in given
            for f in file.functions
        )
        if surrounds and any(_LOGS.search(u.name) for u in file.uses):
            return True
    return lookup.uses_library(codebase, r"asgi-logger|fastapi-logger|opentelemetry[\w-]*fastapi")


_TRY = "def f():\n    try:\n        g()\n"
_ALL = {"events": ("errors",)}
_LOGGING = (
    "import logging\nlog = logging.getLogger()\n@app.middleware('http')\n"
    "async def seen(request, call_next):\n    log.info('request')\n"
    "    return await call_next(request)\n"
)


RULE = Rule(
    id="log-events",
    title="The events that the spec names are logged",
    help="log it with what is needed to find the cause",
    what="`except` and `catch` clauses and applications",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _TRY + "    except Exception:\n        logger.exception('x')\n"}, _ALL),
        Example({"a.py": _TRY + "    except Exception as e:\n        failures.append(e)\n"}, _ALL),
        Example({"a.py": _TRY + "    except (KeyError, ValueError):\n        return None\n"}, _ALL),
        Example({"a.ts": "try { f(); } catch (e) { report(e); }\n"}, _ALL),
        Example({"a.py": "app = FastAPI()\n" + _LOGGING}, {"events": ("requests",)}),
    ),
    invalid=(
        Example({"a.py": _TRY + "    except Exception:\n        return None\n"}, _ALL),
        Example({"a.py": _TRY + "    except:\n        x = 1\n"}, _ALL),
        Example(
            {"a.py": _TRY + "    except (KeyError, Exception) as error:\n        retry()\n"}, _ALL
        ),
        Example({"a.ts": "try { f(); } catch {}\n"}, _ALL),
        Example({"a.py": "app = FastAPI()\n"}, {"events": ("requests",)}),
    ),
    prose={
        "Log errors for debugging": {"events": ("errors",)},
        "Log important events (requests, errors)": {"events": ("events", "requests", "errors")},
        "Log at service entry/exit for critical operations": {"events": ("service entry", "exit")},
        "All failures must be logged": {"events": ("failures",)},
    },
    not_prose=("Never log requests", "Log in after errors", "Show events in the calendar"),
    keywords=words("log"),
    status=Status.HEURISTIC,
    combine=union,
    params={"events": Param(ParamKind.WORDS, "what is logged: errors, requests, …")},
)
