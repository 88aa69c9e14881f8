"""Limits on size that hold everywhere, on one side of the stack, or for route handlers."""

from collections.abc import Mapping

from agentgen.ir.params import Param, ParamKind
from agentgen.rules.base import Params

HANDLERS = "handlers"


def limit_params(what: str, *scopes: str) -> Mapping[str, Param]:
    """Declare the parameters of a limit: `max` lines of what, maybe for a `scope`."""
    longest = Param(
        ParamKind.WHOLE, f"lines of a {what} at most", "lines", 1, 100_000, required=True
    )
    if not scopes:
        return {"max": longest}
    scope = Param(ParamKind.TEXT, "what the limit holds for; everything without", choices=scopes)
    return {"max": longest, "scope": scope}


def limit(value: int, scope: str = "") -> Params:
    """Parameters of one limit; `scope` is backend, frontend, handlers or empty."""
    return {"max": value, "scope": scope} if scope else {"max": value}


def combine_limits(one: Params, other: Params) -> Params:
    """Keep the smallest limit of each scope; `max` is the smallest of all."""
    smallest: dict[str, int] = {}
    for params in (*_parts(one), *_parts(other)):
        scope = str(params.get("scope", ""))
        smallest[scope] = min(int(params["max"]), smallest.get(scope, int(params["max"])))
    parts = tuple(limit(value, scope) for scope, value in smallest.items())
    return parts[0] if len(parts) == 1 else {"max": min(smallest.values()), "limits": parts}


def limit_for(path: str, params: Params, *, handler: bool = False) -> int | None:
    """The smallest limit that concerns a file, or a route handler in it; None without one."""
    scopes = {"", "backend" if path.endswith((".py", ".pyi", ".sql")) else "frontend"}
    if handler:
        scopes.add(HANDLERS)
    limits = [int(p["max"]) for p in _parts(params) if p.get("scope", "") in scopes]
    return min(limits, default=None)


def _parts(params: Params) -> tuple[Params, ...]:
    return tuple(params.get("limits") or (params,))
