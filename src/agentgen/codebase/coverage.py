"""Which routes the tests of a repository request, as far as their text tells."""

from collections import defaultdict

from agentgen.codebase.matching import template, unversioned, url_matches
from agentgen.codebase.memory import remembered
from agentgen.codebase.model import Codebase, Route

_OPERATIONAL = ("/health", "/healthz", "/live", "/livez", "/ready", "/readyz", "/metrics", "/ping")
_DOCS = ("/docs", "/redoc", "/openapi.json", "/openapi.yaml", "/favicon.ico")


def is_operational(path: str) -> bool:
    """True for health, metrics and documentation paths, which no contract lists."""
    bare = unversioned(template(path))
    return bare in ("/", *_DOCS) or any(bare == p or bare.startswith(p + "/") for p in _OPERATIONAL)


@remembered
def documented_routes(codebase: Codebase) -> tuple[Route, ...]:
    """The HTTP routes of the application proper: no health, docs or hidden routes."""
    return tuple(r for r in codebase.http_routes if r.in_schema and not is_operational(r.path))


@remembered
def covered_routes(codebase: Codebase) -> frozenset[Route]:
    """The documented routes that some request in a Python test can mean.

    A URL that a literal route answers does not count for a parameter route beside it.
    """
    routes = documented_routes(codebase)
    by_method: dict[tuple[str, int], list[Route]] = defaultdict(list)
    for route in routes:
        for length in {
            template(route.path).count("/"),
            unversioned(template(route.path)).count("/"),
        }:
            by_method[route.method, length].append(route)
            by_method["*", length].append(route)
    requests = {(c.method, c.url) for f in codebase.python.values() for c in f.client_calls}
    covered: set[Route] = set()
    for method, url in requests:
        anywhere = (
            [r for r in routes if method in ("*", r.method)] if url.startswith("{}") else None
        )
        candidates = anywhere or by_method.get((method, url.rstrip("/").count("/")), [])
        matching = [r for r in candidates if url_matches(url, r.path)]
        literal = [r for r in matching if template(r.path).count("{}") == _fewest(matching)]
        covered.update(literal)
    return frozenset(covered)


def _fewest(routes: list[Route]) -> int:
    return min((template(r.path).count("{}") for r in routes), default=0)
