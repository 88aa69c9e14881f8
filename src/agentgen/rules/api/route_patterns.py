"""Paths have the form of the patterns that the spec gives."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.matching import template, unversioned
from agentgen.codebase.model import Route
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import is_example, mentions, plain
from agentgen.ir.readers import Params, names, union
from agentgen.rules.backend import product_routes
from agentgen.rules.base import Example, Found, Rule

_METHODS = r"get|post|put|patch|delete|head|options"
_ROUTE = re.compile(rf"\b((?:{_METHODS})(?:\s*[/|,]\s*(?:{_METHODS}))*)\s+(/[\w{{}}:<>*./-]*)")
_PATH = re.compile(r"(?<![\w.~@:/}-])(/(?:api|v\d+|ws|wss|webhooks?)\b[\w{}:<>*./-]*)")
_ABOUT_ROUTES = r"\b(?:routes?|endpoints?|url|rest(?:ful)?|api|resources?|sub-?resources?)\b"
_COLON = re.compile(r":([a-z_]\w*)")


@needing(_ROUTE.pattern, _PATH.pattern)
def _routes(statement: Statement) -> Params | None:
    """«`GET /users/:id` returns one», «Actions: POST /api/v1/{resource}/{id}/{action}»."""
    if is_example(statement):
        return None
    text = plain(statement)
    found = _ROUTE.findall(text)
    bare = [("", path) for path in _PATH.findall(text) if _is_pattern(statement, path)]
    paths = names(_COLON.sub(r"{\1}", path.rstrip(".")) for _, path in found or bare)
    methods = names(m for some, _ in found for m in re.split(r"\W+", some.upper()))
    if not paths or re.search(r"/ws\b|/wss\b", paths[0]):
        return None
    return {"routes": paths, **({"methods": methods} if methods else {})}


def _is_pattern(statement: Statement, path: str) -> bool:
    """A bare path is a demand on routes where it has holes, or stands among routes."""
    if re.search(r"/v\d+/?$|/api/?$", path.rstrip(".")):
        return False
    holes = re.search(r"[{<*]|/:\w", path) is not None
    return (holes or path.count("/") >= 2) and (mentions(statement, _ABOUT_ROUTES) or holes)


_HOLE = re.compile(r"\{[^{}]*\}|<[^<>]*>|\*+")

_ANY = ("resource", "resources", "item", "items", "entity", "entities", "collection", "things")

_ROOTS = re.compile(r"^/(?:webhooks?|ws|auth|login|token|oauth)(?:/|$)")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Compare the routes with the patterns that concern them."""
    patterns = [_anonymous(p) for p in params.get("routes", ())]
    routes = product_routes(codebase)
    found: dict[Route, str] = {}
    examined = set[Route]()
    for prefix in _prefixes(patterns):
        for route in routes:
            examined.add(route)
            if not route.path.startswith(prefix + "/") and not _ROOTS.match(route.path):
                found.setdefault(route, f"`{route}` does not lie below `{prefix}`")
    for word, forms in _named(patterns).items():
        for route in routes:
            if word in unversioned(route.path).split("/")[1:2]:
                examined.add(route)
                if not any(_has_form(route.path, form) for form in forms):
                    wanted = " or ".join(f"`{f}`" for f in forms)
                    found.setdefault(route, f"`{route}` does not lie below {wanted}")
    if any(_is_general(p) and p.endswith("/{}") for p in patterns):
        for route in _on_collections(routes):
            message = f"`{route}` changes one record; its path ends in the record's id"
            found.setdefault(route, message)
        examined |= set(routes)
    listing = [Found(r.place.path, r.place.line, message) for r, message in found.items()]
    return listing, len(examined)


def _anonymous(pattern: str) -> str:
    """A pattern with `{}` for every hole, and for words that mean any resource."""
    parts = _HOLE.sub("{}", pattern.rstrip("/")).split("/")
    return "/".join("{}" if p in _ANY else p for p in parts)


def _is_general(pattern: str) -> bool:
    return unversioned(pattern).startswith("/{}")


def _prefixes(patterns: list[str]) -> set[str]:
    """What stands before the resource in patterns about any resource: `/api/v1`."""
    general = [p.split("/{}")[0] for p in patterns if _is_general(p)]
    return {p for p in general if p}


def _named(patterns: list[str]) -> dict[str, list[str]]:
    """Patterns about one resource by its name, those with a version or prefix."""
    found: dict[str, list[str]] = {}
    for pattern in patterns:
        bare = unversioned(pattern)
        if not _is_general(pattern) and bare != pattern and bare.count("/") >= 1:
            found.setdefault(bare.split("/")[1], []).append(pattern)
    return found


def _has_form(path: str, form: str) -> bool:
    literal = form.split("/{}")[0]
    prefix = literal[: len(literal) - len(unversioned(literal))]
    return template(path).startswith(prefix + "/")


def _on_collections(routes: list[Route]) -> Iterator[Route]:
    made = {template(r.path) for r in routes if r.method == "POST"}
    read = {template(r.path) for r in routes if r.method == "GET"}
    both = {p for p in made & read if not p.endswith("{}") and p + "/{}" in read}
    for route in routes:
        if route.method in ("PUT", "PATCH", "DELETE") and template(route.path) in both:
            yield route


def _app(*routes: str) -> str:
    text = "from fastapi import FastAPI\napp = FastAPI()\n"
    for number, route in enumerate(routes):
        method, path = route.split()
        text += f"@app.{method}('{path}')\nasync def f{number}(): ...\n"
    return text


RULE = Rule(
    id="route-patterns",
    title="Routes have the form that the spec gives",
    help="give the route the path that the spec describes",
    what="routes",
    phrases=_routes,
    inspect=inspect,
    valid=(
        Example(
            {"a.py": _app("get /api/v1/users", "put /api/v1/users/{id}", "get /health")},
            {"routes": ("/api/v1/{resource}", "/api/v1/{resource}/{id}")},
        ),
        Example(
            {
                "a.py": _app(
                    "get /users", "post /users", "get /users/{user_id}", "delete /users/{id}"
                )
            },
            {"routes": ("/resources", "/resources/{id}")},
        ),
        Example({"a.py": _app("post /api/v1/payments/x")}, {"routes": ("/api/v1/payments/*",)}),
        Example({"a.py": _app("put /me", "get /me")}, {"routes": ("/resources/{id}",)}),
    ),
    invalid=(
        Example({"a.py": _app("get /users")}, {"routes": ("/api/v1/{resource}",)}),
        Example({"a.py": _app("get /api/users/{id}")}, {"routes": ("/api/v2/{resource}/{id}",)}),
        Example(
            {"a.py": _app("get /users", "post /users", "get /users/{id}", "delete /users")},
            {"routes": ("/resources/{id}",)},
        ),
        Example({"a.py": _app("post /payments/intents")}, {"routes": ("/api/v1/payments/*",)}),
    ),
    prose={
        "`GET /orders/:id` -> one order": {"routes": ("/orders/{id}",), "methods": ("GET",)},
        "Actions: POST /api/v2/{resource}/{id}/{action}": {
            "routes": ("/api/v2/{resource}/{id}/{action}",),
            "methods": ("POST",),
        },
        "Resources lie below /api/v1/{resource} routes": {"routes": ("/api/v1/{resource}",)},
    },
    not_prose=("Read /etc/hosts first", "Get the /tmp folder ready?", "Delete unused files"),
    keywords=(
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "head",
        "options",
        "api",
        "v",
        "webhook",
    ),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "routes": Param(ParamKind.WORDS, "paths of routes"),
        "methods": Param(ParamKind.WORDS, "their HTTP methods"),
    },
)
