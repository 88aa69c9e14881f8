"""The application serves the operations of its OpenAPI document, and no others."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from agentgen.codebase import Codebase
from agentgen.codebase.coverage import documented_routes
from agentgen.codebase.fastapi_facts import METHODS
from agentgen.codebase.matching import template, unversioned
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


def phrases(statement: Statement) -> Params | None:
    """«Implement exactly the OpenAPI document; no undocumented endpoints»."""
    found = forbids(statement, _UNDOCUMENTED) or demands(statement, _CONTRACT)
    return {} if found else None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Compare (method, path template) of routes and contract, version prefixes left out."""
    path = _contract(codebase, str(params.get("contract", "")))
    if path is None:
        return [], 0
    document = read_contract(codebase.texts[path])
    if document is None:
        return [Found(path, 1, "the contract cannot be read as YAML or JSON")], 1
    operations = dict(_operations(document))
    routes = documented_routes(codebase)
    served = {(r.method, _normal(r.path)) for r in routes}
    found = [
        Found(r.place.path, r.place.line, f"`{r}` is not in the contract ({path})")
        for r in routes
        if (r.method, _normal(r.path)) not in operations
    ]
    lines = codebase.texts[path].splitlines()
    for key, shown in operations.items():
        if key not in served:
            message = f"no route serves `{key[0]} {shown}`"
            found.append(Found(path, _line_of(lines, shown), message))
    return found, len(operations) + len(routes)


def _contract(codebase: Codebase, configured: str) -> str | None:
    if configured in codebase.texts:
        return configured
    found = [p for p in codebase.texts if p.rsplit("/", 1)[-1].lower() in _NAMES]
    hand_made = [p for p in found if "node_modules" not in p and "tests/" not in p]
    return min(hand_made, key=lambda p: (p.count("/"), p), default=None)


def read_contract(text: str) -> Mapping[str, Any] | None:
    """Parse a YAML or JSON document; None when it is neither, or no mapping."""
    try:
        document = json.loads(text) if text.lstrip().startswith("{") else _yaml(text)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _yaml(text: str) -> object:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as problem:
        raise ValueError(str(problem)) from problem


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], str]]:
    base = _base_path(document)
    paths = document.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method in item if isinstance(item, dict) else ():
            if method in METHODS:
                yield (method.upper(), _normal(base + str(path))), str(path)


def _base_path(document: Mapping[str, Any]) -> str:
    servers = document.get("servers")
    first = servers[0] if isinstance(servers, list) and servers else None
    url = str(first.get("url", "")) if isinstance(first, dict) else ""
    url = url or str(document.get("basePath", ""))
    return urlsplit(url).path.rstrip("/") if "{" not in url else ""


def _normal(path: str) -> str:
    return unversioned(template(path))


def _line_of(lines: list[str], path: str) -> int:
    for number, line in enumerate(lines, start=1):
        if line.strip().strip("\"':,{ ") == path or f'"{path}"' in line:
            return number
    return 1


_APP = "from fastapi import FastAPI\napp = FastAPI()\n"
_SPEC = "openapi: 3.1.0\npaths:\n  /users/{user_id}:\n    get: {}\n"
RULE = Rule(
    id="contract-endpoints",
    title="Routes and contract agree",
    help="change the contract or the route",
    what="operations and routes",
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
)
