"""What goes wrong inside is logged, not told to clients."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile
from agentgen.codebase.use_model import CallUse
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_DETAILS = (
    r"raw (?:errors?|exceptions?)|internal (?:errors?|details?|messages?|exceptions?)"
    r"|stack ?traces?|tracebacks?|(?:sql|database|driver) errors?|exception (?:details|messages?)"
    r"|implementation details|error internals"
)
_AUDIENCE = r"\b(?:clients?|users?|responses?|browsers?|consumers?|callers?|frontend|outside)\b"

phrases = forbidden(
    rf"(?:{_DETAILS})\b(?=[^.;]*{_AUDIENCE})"
    rf"|{_AUDIENCE}[^.;]{{0,30}}\b(?:{_DETAILS})\b"
    rf"|(?:{_DETAILS})\b(?= [^.;]{{0,20}}\b(?:exposed|leaked|shown|returned|sent)\b)"
    rf"|\b(?:leak|expose|return|show|send)\w*\b[^.;]{{0,20}}\b(?:{_DETAILS})\b",
    named("details", _DETAILS),
)

_INNER = re.compile(
    r"(?:^|\.)(?:Exception|BaseException|SQLAlchemyError|DBAPIError|\w*DatabaseError|IntegrityError"
    r"|OperationalError|ProgrammingError|PostgresError|RequestException|OSError|IOError)$"
)
_ANSWERS = re.compile(r"(?:^|\.)(?:HTTPException|\w*Response)$")
_TRACES = frozenset({"format_exc", "print_exc", "format_exception", "format_tb"})


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for answers that splice in an error that was caught, or a traceback."""
    found, examined = list[Found](), 0
    for path, file in lookup.product_python(codebase):
        broad = [h for h in file.handlers if not h.types or any(map(_INNER.search, h.types))]
        examined += len(file.handlers)
        for use in file.uses:
            name = use.name.rsplit(".", 1)[-1]
            if name in ("FastAPI", "Starlette"):
                examined += 1
                if use.keywords.get("debug") == "True":
                    found.append(Found(path, use.line, "`debug=True` answers with stack traces"))
            elif _ANSWERS.search(use.name) and (
                use.inner & _TRACES
                or any(h.line <= use.line <= h.end_line and h.name in use.inner for h in broad)
                or use.inner & _of_handlers(file, use)
            ):
                found.append(Found(path, use.line, f"`{name}` tells clients the error itself"))
    return found, examined


def _of_handlers(file: PythonFile, use: CallUse) -> set[str]:
    """What the function around a call receives as error, when it is registered for all errors."""
    for other in file.uses:
        catches_all = other.arguments and other.arguments[0] in ("Exception", "500")
        if not other.name.endswith("exception_handler") or not catches_all:
            continue
        named = (*other.arguments, "")[1] or other.keywords.get("handler", "")
        for function in file.functions:
            beside = function.line - 4 <= other.line < function.line
            if function.qualname == use.function and (function.name == named or beside):
                return {p.name for p in function.parameters[1:]}
    return set()


_TRY = "def f():\n    try:\n        g()\n    except Exception as e:\n"


RULE = Rule(
    id="no-error-details-to-clients",
    title="Clients never see internal errors",
    help="log the error and answer with a message of your own",
    what="`except` clauses and applications",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": _TRY
                + "        log.error(e)\n        raise HTTPException(500, 'failed') from e\n"
            }
        ),
        Example(
            {
                "a.py": "try:\n    g()\nexcept NotFoundError as e:\n"
                "    raise HTTPException(404, str(e))\n"
            }
        ),
        Example(
            {
                "a.py": "app = FastAPI(debug=False)\n@app.exception_handler(AppError)\n"
                "def on(r, exc):\n    return JSONResponse({'m': exc.message}, 400)\n"
            }
        ),
    ),
    invalid=(
        Example({"a.py": _TRY + "        raise HTTPException(500, detail=str(e))\n"}),
        Example({"a.py": _TRY + "        return JSONResponse({'error': f'failed: {e}'}, 500)\n"}),
        Example(
            {"a.py": _TRY + "        return JSONResponse({'trace': traceback.format_exc()})\n"}
        ),
        Example({"a.py": "app = FastAPI(debug=True)\n"}),
        Example(
            {
                "a.py": "@app.exception_handler(Exception)\nasync def on(request, exc):\n"
                "    return JSONResponse({'m': repr(exc)}, 500)\n"
            }
        ),
        Example(
            {
                "a.py": "try:\n    g()\nexcept (KeyError, sa.exc.SQLAlchemyError) as err:\n"
                "    raise HTTPException(500, err.args)\n"
            }
        ),
    ),
    prose={
        "Never let raw errors reach the client": {"details": ("raw errors",)},
        "Do not return stack traces to users": {"details": ("stack traces",)},
        "Internal errors must not be exposed": {"details": ("internal errors",)},
        "API responses never contain tracebacks": {"details": ("tracebacks",)},
    },
    not_prose=("Log stack traces", "Do not log stack traces twice"),
    keywords=words(
        "raw internal stack traceback sql database driver exception implementation error"
    ),
    status=Status.HEURISTIC,
    combine=union,
    params={"details": Param(ParamKind.WORDS, "what must not be told")},
)
