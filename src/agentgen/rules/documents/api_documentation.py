"""The API documents itself: its description is served or committed, and tells of every route."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.coverage import documented_routes
from agentgen.codebase.model import PythonFile, Route
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\b(?:api|openapi|swagger|endpoint) (?:docs?|documentation|annotations)\b"
    r"(?! (?:accuracy|lives?|at\b))"
    r"|\bdocument(?:ed)?\b[^.;]{0,12}\b(?:with openapi|all endpoints|every endpoint"
    r"|the api)"
    r"|\bgenerated docs\b|\bdocs?\b[^.;]{0,12}\bin version control\b",
    named("by", r"fastapi-codegen|fastapi|swagger|redoc|openapi|uvicorn"),
)

_CONTRACT = re.compile(r"(?:^|/)(?:openapi|swagger|api|contract)[\w.-]*\.(?:ya?ml|json)$")
_TOLD = frozenset(("summary", "description", "openapi_extra"))


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for routes without a word, and for applications that hide their description."""
    found, routes = list[Found](), documented_routes(codebase)
    for route in routes:
        file = codebase.python.get(route.place.path)
        if file is not None and not _described(file, route):
            found.append(Found(route.place.path, route.place.line, f"`{route}` is not described"))
    committed = any(_CONTRACT.search(p) for p in codebase.texts)
    for path, line in () if committed else _hidden(codebase):
        found.append(Found(path, line, "the application serves no description, and none is kept"))
    return found, len(routes)


def _described(file: PythonFile, route: Route) -> bool:
    name = route.handler.rsplit(".", 1)[-1]
    line = route.place.line
    after = [f for f in file.functions if f.name == name]
    if not after or any(f.docstring for f in after):
        return True
    last = max(f.line for f in after)
    return any(
        _TOLD & use.keywords.keys() or use.spreads
        for use in file.uses
        if line <= use.line <= last and "." in use.name
    )


def _hidden(codebase: Codebase) -> Iterator[tuple[str, int]]:
    """Applications with `openapi_url=None`, which serve neither description nor pages."""
    places = set(lookup.applications(codebase))
    for path, use in lookup.calls(codebase):
        if use.keywords.get("openapi_url") == "None" and (path, use.line) in places:
            yield path, use.line


_APP = "from fastapi import FastAPI\napp = FastAPI()\n"

RULE = Rule(
    id="api-documentation",
    title="The API is documented",
    help="give the handler a docstring, or the route a summary; keep the OpenAPI document",
    what="routes",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _APP + "@app.get('/a')\nasync def a():\n    '''List a.'''\n"}),
        Example({"a.py": _APP + "@app.get('/a', summary='List a')\nasync def a(): ...\n"}),
        Example(
            {
                "a.py": _APP.replace("()", "(openapi_url=None)")
                + "@app.get('/a', description=TEXT)\nasync def a(): ...\n"
                "@app.get('/health')\nasync def health(): ...\n",
                "docs/api/openapi.yaml": "openapi: 3.1.0\n",
            }
        ),
    ),
    invalid=(
        Example({"a.py": _APP + "@app.get('/a')\nasync def a(): ...\n"}),
        Example(
            {
                "a.py": "from fastapi import FastAPI\napp = FastAPI(openapi_url=None)\n"
                "@app.get('/a')\nasync def a():\n    '''List a.'''\n"
            }
        ),
        Example(
            {"a.py": _APP + "@app.post('/a', status_code=201)\ndef a():\n    # adds\n    f()\n"}
        ),
    ),
    prose={
        "Auto-generate API docs via FastAPI's built-in docs": {"by": ("fastapi",)},
        "Document all endpoints": {},
        "Generated docs: created by fastapi-codegen": {"by": ("fastapi-codegen",)},
        "Commit the docs in version control": {},
    },
    not_prose=("Read the API docs at /docs", "No API docs for internal routes"),
    keywords=words("doc annotation"),
    status=Status.HEURISTIC,
    combine=union,
    params={"by": Param(ParamKind.WORDS, "what makes the documentation: fastapi, redoc, …")},
)
