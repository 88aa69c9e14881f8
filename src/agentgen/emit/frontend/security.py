"""How credentials travel, from the contract's security schemes."""

from typing import Any

from agentgen.emit.frontend import literals as ts
from agentgen.ir.api import Operation, Requirement, SecurityScheme
from agentgen.ir.blueprint import Blueprint

_BEARER = ("oauth2", "openIdConnect")


def scheme_views(blueprint: Blueprint) -> list[dict[str, str]]:
    """The entries of `src/api/credentials.ts`."""
    return [
        {"key": ts.literal_key(name), **{k: ts.string(v) for k, v in placed.items()}}
        for name, scheme in blueprint.api.security_schemes.items()
        if (placed := placement(scheme)) is not None
    ]


def placement(scheme: SecurityScheme) -> dict[str, str] | None:
    """Where a scheme's token goes; None for cookies and client certificates."""
    if scheme.kind in _BEARER or (scheme.kind == "http" and scheme.http_scheme != "basic"):
        prefix = "Bearer "
    elif scheme.kind == "http":
        prefix = "Basic "
    elif scheme.kind == "apiKey" and scheme.location in ("header", "query"):
        is_authorization = scheme.parameter.lower() == "authorization"
        prefix = "Token " if scheme.location == "header" and is_authorization else ""
        return {"location": scheme.location, "name": scheme.parameter, "prefix": prefix}
    else:
        return None
    return {"location": "header", "name": "Authorization", "prefix": prefix}


def credential_keys(blueprint: Blueprint, operation: Operation) -> list[str]:
    """Schemes whose credentials a call sends: those of the alternative that suits a token best."""
    usable = [keys for alternative in operation.security if (keys := _keys(blueprint, alternative))]
    return min(usable, key=lambda keys: _rank(blueprint, keys), default=[])


def _keys(blueprint: Blueprint, alternative: tuple[Requirement, ...]) -> list[str]:
    schemes = blueprint.api.security_schemes
    named = [r.scheme for r in alternative if r.scheme in schemes]
    return [name for name in named if placement(schemes[name]) is not None]


def _rank(blueprint: Blueprint, keys: list[str]) -> int:
    placed = placement(blueprint.api.security_schemes[keys[0]]) or {}
    order = ("Bearer ", "Token ", "", "Basic ")
    return order.index(placed.get("prefix", ""))


def error_paths(body: Any) -> dict[str, str]:
    """Paths of the slots of an error body, as TypeScript expressions."""
    found: dict[str, list[str]] = {}
    _collect(body, [], found)
    return {
        f"{slot}_path": ts.value(found[slot]) if slot in found else "null"
        for slot in ("message", "code", "details")
    }


def _collect(node: Any, path: list[str], found: dict[str, list[str]]) -> None:
    if isinstance(node, str) and node.startswith("$"):
        found.setdefault(node[1:].rstrip("?"), path)
        return
    items = enumerate(node) if isinstance(node, list | tuple) else ()
    pairs = node.items() if isinstance(node, dict) else items
    for key, child in pairs:
        _collect(child, [*path, str(key)], found)
