"""A part of a large OpenAPI document: some of its paths, and the components they need."""

from collections.abc import Iterator
from typing import Any

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


def sliced(document: dict[str, Any], operations: int) -> dict[str, Any]:
    """The document with about that many operations, on paths spread evenly over it."""
    paths = document["paths"]
    total = sum(_count(item) for item in paths.values())
    chosen: dict[str, Any] = {}
    seen = kept = 0
    for path, item in paths.items():
        seen += _count(item)
        if kept < operations * seen / total:
            chosen[path] = item
            kept += _count(item)
    part = {key: value for key, value in document.items() if key not in ("components", "webhooks")}
    part["paths"] = chosen
    part["components"] = _components(document, chosen)
    return part


def _count(item: dict[str, Any]) -> int:
    return len(METHODS & item.keys())


def _components(document: dict[str, Any], roots: Any) -> dict[str, Any]:
    given = document.get("components", {})
    found: dict[str, Any] = {"securitySchemes": given.get("securitySchemes", {})}
    waiting = list(_references(roots))
    while waiting:
        _, _, kind, name = waiting.pop().split("/")[:4]
        shelf = found.setdefault(kind, {})
        if name not in shelf:
            shelf[name] = given[kind][name]
            waiting.extend(_references(shelf[name]))
    return found


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        ref = node.get("$ref")
        if isinstance(ref, str):
            yield ref
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)
