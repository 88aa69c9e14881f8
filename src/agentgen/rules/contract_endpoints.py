"""The application serves the operations of its OpenAPI document, and no others."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.contract_document import Documented, base_path, operations, read_contract
from agentgen.codebase.coverage import documented_routes
from agentgen.codebase.matching import template, unversioned
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, forbids
from agentgen.rules.base import Example, Found, Params, Rule

_UNDOCUMENTED = (
    r"\bundocumented (?:endpoints?|routes?|apis?|operations?)\b"
    r"|\b(?:endpoints?|routes?) (?:outside|beyond|not in) the (?:contract|spec\w*|openapi)"
)
_CONTRACT = (
    r"\b(?:implement|match|follow|conform|compl|adhere|stick)\w*\b[^.;]*\b(?:openapi|swagger"
    r"|api contract|contract)\b"
    r"|\b(?:openapi|swagger)\b[^.;]*\b(?:is the (?:source|contract)|source of truth|exactly)\b"
)
_NAMES = ("openapi.yaml", "openapi.yml", "openapi.json", "swagger.yaml", "swagger.json")


@needing(_UNDOCUMENTED, _CONTRACT)
def phrases(statement: Statement) -> Params | None:
    """«Implement exactly the OpenAPI document; no undocumented endpoints»."""
    found = forbids(statement, _UNDOCUMENTED) or demands(statement, _CONTRACT)
    return {} if found else None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Compare (method, path template) of routes and contract, version prefixes left out."""
    configured = str(params.get("contract", ""))
    path = configured or _discovered(codebase)
    if not path:
        return [], 0
    if path not in codebase.texts:
        return [Found(path, 1, "the contract that agentgen.yaml names does not exist")], 1
    text = codebase.texts[path]
    document = read_contract(text)
    if document is None:
        return [Found(path, 1, "the contract cannot be read as YAML or JSON")], 1
    documented = list(operations(document, text))
    routes = documented_routes(codebase)
    contract_base, app_base = _bases(documented, base_path(document), codebase)
    allowed = {(d.method, _normal(contract_base + d.path)) for d in documented}
    found = [
        Found(r.place.path, r.place.line, f"`{r}` is not in the contract ({path})")
        for r in routes
        if (r.method, _below(app_base, r.path)) not in allowed
    ]
    served = {(r.method, _below(app_base, r.path)) for r in codebase.http_routes}
    found += [
        Found(path, d.line, f"no route serves `{d.method} {d.path}`")
        for d in documented
        if (d.method, _normal(contract_base + d.path)) not in served
    ]
    return found, len(documented) + len(routes)


def _bases(documented: list[Documented], server: str, codebase: Codebase) -> tuple[str, str]:
    """The base paths of contract and application under which most operations meet.

    A contract may or may not count its server's path, an application its mount point.
    """
    routes = [(r.method, r.path) for r in codebase.http_routes]
    common = _common_prefix([r.path for r in documented_routes(codebase)])
    choices = [(base, prefix) for prefix in ("", common) for base in ("", server)]

    def agreement(choice: tuple[str, str]) -> int:
        base, prefix = choice
        served = {(m, _below(prefix, p)) for m, p in routes}
        return sum((d.method, _normal(base + d.path)) in served for d in documented)

    return max(choices, key=agreement)


def _common_prefix(paths: list[str]) -> str:
    """The leading literal segments that all paths share, but not a whole path."""
    columns = zip(*(p.split("/")[:-1] for p in paths), strict=False)
    shared = []
    for column in columns:
        if len(set(column)) > 1 or "{" in column[0]:
            break
        shared.append(column[0])
    return "/".join(shared)


def _below(prefix: str, path: str) -> str:
    inside = prefix and path.startswith(prefix + "/")
    return _normal(path[len(prefix) :] if inside else path)


def _normal(path: str) -> str:
    return unversioned(template(path))


def _discovered(codebase: Codebase) -> str:
    found = [p for p in codebase.texts if p.rsplit("/", 1)[-1].lower() in _NAMES]
    hand_made = [p for p in found if "tests/" not in p]
    return min(hand_made, key=lambda p: (p.count("/"), p), default="")


_APP = "from fastapi import FastAPI\napp = FastAPI()\n"
_SPEC = "openapi: 3.1.0\npaths:\n  /users/{user_id}:\n    get: {}\n"
RULE = Rule(
    id="contract-endpoints",
    title="Routes and contract agree",
    help="change the contract or the route",
    what="operations and routes",
    keywords=(
        "openapi",
        "swagger",
        "endpoint",
        "contract",
        "undocumented",
        "route",
        "spec",
        "document",
        "operation",
    ),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "openapi.yaml": _SPEC,
                "a.py": _APP + "@app.get('/api/v1/users/{id}')\nasync def u(): ...\n"
                "@app.get('/health')\nasync def h(): ...\n"
                "@app.get('/x', include_in_schema=False)\nasync def x(): ...\n",
            }
        ),
        Example(
            {
                "docs/openapi.json": '{"servers": [{"url": "https://x.test/v2"}],'
                ' "paths": {"/a/": {"post": {}}}}',
                "a.py": _APP + "@app.post('/v2/a')\nasync def a(): ...\n",
            }
        ),
        Example(
            {
                "openapi.yaml": "servers: [{url: 'https://x.test/rest/1.0'}]\npaths:\n"
                "  /a: {$ref: '#/x/~1a'}\n  /health: {get: {}}\nx:\n  /a: {get: {}}\n",
                "a.py": _APP + "@app.get('/a')\nasync def a(): ...\n"
                "@app.get('/health')\nasync def h(): ...\n",
            }
        ),
        Example(
            {
                "openapi.yaml": _SPEC + "  /tags:\n    get: {}\n",
                "a.py": _APP + "@app.get('/shop/users/{id}')\nasync def u(): ...\n"
                "@app.get('/shop/tags')\nasync def t(): ...\n",
            }
        ),
    ),
    invalid=(
        Example({"openapi.yaml": _SPEC, "a.py": _APP}),
        Example(
            {
                "openapi.yaml": _SPEC,
                "a.py": _APP + "@app.post('/users/{id}')\nasync def u(): ...\n",
            },
            findings=2,
        ),
        Example({"openapi.yaml": "paths: [", "a.py": _APP}),
        Example({"openapi.yaml": _SPEC, "a.py": _APP}, {"contract": "api.yaml"}),
        Example({"openapi.yaml": "- a\n- b\n", "a.py": _APP}),
    ),
    prose={
        "Implement exactly as specified; no undocumented endpoints": {},
        "Implement endpoints defined in `/openapi.yaml`": {},
        "The API must match the OpenAPI contract": {},
        "The OpenAPI document is the source of truth": {},
        "Never add endpoints not in the spec": {},
    },
    not_prose=(
        "FastAPI serves the OpenAPI document at /docs",
        "Undocumented endpoints are fine while prototyping",
        "You never alter architecture contracts without approval",
    ),
    params={"contract": Param(ParamKind.TEXT, "path of the document; found by its name without")},
)
