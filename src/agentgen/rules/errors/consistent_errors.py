"""Routes leave the shape of errors to one place."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile
from agentgen.codebase.use_model import CallUse
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\b(?:consistent|uniform)\b (?:\w+ )?(?:error|exception)s?\b"
    r"(?: (?:handling|messages?|responses?|format\w*))?"
    r"|\berror(?: messages?| handling| responses?| formats?)? (?:is|are|must be|should be"
    r"|stays?) (?:consistent|uniform|the same)\b"
    r"|\berror (?:responses?|bod(?:y|ies)|messages?)\b[^.;]{0,20}\bsame (?:shape|format"
    r"|structure)\b"
)

_ANSWERS = ("JSONResponse", "ORJSONResponse", "PlainTextResponse", "Response", "HTMLResponse")
_HEALTH = re.compile(r"health|ready|readiness|live(?:ness|z)|ping", re.IGNORECASE)
_STATUS = re.compile(r"(?:status\.HTTP_)?[45]\d\d(?:_\w+)?\Z")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at what files with routes answer by hand, and at the shapes of `HTTPException`."""
    found, examined = list[Found](), 0
    shapes: dict[str, list[Found]] = {"text": [], "object": []}
    for path, file in lookup.product_python(codebase):
        for use in file.uses:
            name = use.name.rsplit(".", 1)[-1]
            if name.endswith("exception_handler"):
                examined += 1
            elif name == "HTTPException":
                examined += 1
                detail = use.keywords.get("detail", (*use.arguments, "", "")[1])
                shape = "object" if detail.startswith("{") else "text"
                shapes[shape].append(Found(path, use.line, f"this error's detail is {shape}"))
            elif name in _ANSWERS and file.declared_routes and _is_error(use):
                examined += 1
                if use.function in _routes(file):
                    status = use.keywords.get("status_code", "") or (*use.arguments, "")[1]
                    found.append(
                        Found(path, use.line, f"a route answers {status} in a shape of its own")
                    )
    rare, common = sorted(shapes.values(), key=len)
    if rare and len(common) > len(rare):
        found += [
            Found(f.path, f.line, f"{f.message}, that of {len(common)} others is not") for f in rare
        ]
    return found, examined


def _routes(file: PythonFile) -> set[str]:
    """Handlers of routes; those that tell machines of the service's health have no error body."""
    return {r.handler for r in file.declared_routes if not _HEALTH.search(r.path + r.handler)}


def _is_error(use: CallUse) -> bool:
    given = [*use.arguments[1:2], use.keywords.get("status_code", "")]
    return any(_STATUS.match(value) for value in given)


_ROUTER = "router = APIRouter()\n@router.get('/a')\nasync def a():\n"


RULE = Rule(
    id="consistent-errors",
    title="Errors look the same everywhere",
    help="raise an exception that the central handler turns into the one shape of errors",
    what="places that answer errors",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"app/a.py": _ROUTER + "    raise HTTPException(404, 'no such thing')\n"}),
        Example(
            {
                "app/errors.py": "app.add_exception_handler(E, f)\ndef f(r, e):\n"
                "    return JSONResponse({}, 404)\n"
            }
        ),
        Example(
            {
                "app/a.py": _ROUTER + "    if x:\n        raise HTTPException(404, 'no')\n"
                "    return JSONResponse({}, 202)\n"
            }
        ),
    ),
    invalid=(
        Example(
            {"app/a.py": _ROUTER + "    return JSONResponse({'error': 'no'}, status_code=404)\n"}
        ),
        Example(
            {"app/a.py": _ROUTER + "    return Response(status_code=status.HTTP_409_CONFLICT)\n"}
        ),
        Example(
            {
                "app/a.py": _ROUTER + "    raise HTTPException(404, detail={'code': 'NO'})\n"
                "@router.get('/b')\nasync def b():\n"
                "    raise HTTPException(409, detail={'code': 'X'})\n",
                "app/b.py": "raise HTTPException(status_code=404, detail='no such thing')\n",
            }
        ),
    ),
    prose={
        "Maintain consistent error handling across the stack": {},
        "Error messages are consistent in all services": {},
        "Use uniform error responses": {},
    },
    not_prose=("Be consistent", "Avoid consistent errors in the build"),
    keywords=words("consistent uniform error"),
    status=Status.HEURISTIC,
)
