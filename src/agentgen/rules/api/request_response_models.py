"""Bodies and answers of routes are declared as models."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.model import FunctionFact, PythonFile, Route
from agentgen.codebase.use_model import CallUse
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, named, union
from agentgen.rules.backend import answer_of, handled
from agentgen.rules.base import Example, Found, Rule

_ITEMS = re.compile(r"(?:list|List|Sequence|Annotated|Optional)\[(.{0,200})")
_LOOSE = re.compile(
    r"(?:typing\.)?(?:Any|object|list|List)$"
    r"|(?:typing\.)?(?:dict|Dict|Mapping|MutableMapping)"
    r"(?:$|[^\w\[]|\[str, (?:str|int|float|bool|object|(?:typing\.)?Any|dict|list)\b)"
)
_BODY_METHODS = ("POST", "PUT", "PATCH")

_READS = ("json", "body", "form")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at the answer of every route, and at the bodies that it reads."""
    found, examined = [], 0
    for route, handler, decorator in handled(codebase):
        examined += 1
        file = codebase.python[route.place.path]
        for problem in _problems(route, handler, decorator, file):
            message = f"the handler `{route.handler}` of `{route}` {problem}"
            found.append(Found(route.place.path, route.place.line, message))
    return found, examined


def _problems(
    route: Route, handler: FunctionFact, decorator: CallUse | None, file: PythonFile
) -> Iterator[str]:
    options = decorator.keywords if decorator else {}
    answer = answer_of(handler, decorator)
    empty = options.get("status_code", "").endswith(("204", "204_NO_CONTENT"))
    if not empty and "response_class" not in options:
        if not answer:
            yield "declares no model of its answer"
        elif _is_loose(answer):
            yield f"answers with `{answer}`, which is no model"
    if route.method not in _BODY_METHODS:
        return
    for parameter in handler.parameters:
        if _is_loose(parameter.annotation) and "Depends" not in parameter.annotation:
            yield f"takes `{parameter.name}: {parameter.annotation}`, which is no model"
    requests = {p.name for p in handler.parameters if p.annotation.endswith("Request")}
    reads = {f"{name}.{what}" for name in requests for what in _READS}
    raw = [u for u in file.uses if u.function == handler.qualname and u.name in reads]
    if raw and raw[0].name.endswith("json"):
        yield f"reads its body with `{raw[0].name}()`, past any model"


def _is_loose(annotation: str) -> bool:
    """True for mappings and lists of whatever: `dict`, `dict[str, Any]`, `list[dict]`."""
    inner = _ITEMS.match(annotation)
    return _LOOSE.match(inner[1] if inner else annotation) is not None


_APP = (
    "from fastapi import FastAPI, Request, Response\nfrom pydantic import BaseModel\n"
    "app = FastAPI()\nclass User(BaseModel):\n    name: str\n"
)

RULE = Rule(
    id="request-response-models",
    title="Requests and responses are typed models",
    help="declare a model: `response_model=…`, or annotations of the result and the body",
    what="routes",
    phrases=demanded(
        r"\b(?:request|response|input|output)(?: ?(?:/|and|&|,) ?(?:request|response|output))?"
        r"[ -](?:\w+ )?(?:models?|schemas?|contracts?|types?|dtos?)\b"
        r"|\bresponse_model\b|\bresponses=",
        named("by", r"response_model|responses(?==)"),
    ),
    inspect=inspect,
    valid=(
        Example({"a.py": _APP + "@app.get('/users')\nasync def a() -> list[User]: ...\n"}),
        Example(
            {"a.py": _APP + "@app.post('/users', response_model=User)\nasync def a(u: User): ...\n"}
        ),
        Example(
            {
                "a.py": _APP
                + "@app.delete('/users/{i}', status_code=204)\nasync def a(i: int): ...\n"
            }
        ),
        Example({"a.py": _APP + "@app.get('/export')\nasync def a() -> Response: ...\n"}),
    ),
    invalid=(
        Example({"a.py": _APP + "@app.get('/users')\nasync def a(): ...\n"}),
        Example({"a.py": _APP + "@app.get('/users')\nasync def a() -> dict[str, str]: ...\n"}),
        Example({"a.py": _APP + "@app.post('/users')\nasync def a(body: dict) -> User: ...\n"}),
        Example(
            {
                "a.py": _APP + "@app.post('/users')\nasync def a(request: Request) -> User:\n"
                "    data = await request.json()\n    return User(**data)\n"
            }
        ),
    ),
    prose={
        "Define clear request/response models with validation": {},
        "Every endpoint declares a response_model": {"by": ("response_model",)},
        "Document each error in the route's `responses=`": {"by": ("responses",)},
        "Separate input and output schemas": {},
    },
    not_prose=(
        "Keep the response time low",
        "Skip request models for internal tools",
        "Log the responses of the provider",
    ),
    keywords=("request", "response", "input", "output"),
    status=Status.HEURISTIC,
    combine=union,
    params={"by": Param(ParamKind.WORDS, "arguments of the route that declare them")},
)
