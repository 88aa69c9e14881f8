"""Limits that the generated code sets on what it takes, published in the document it serves.

No database column holds every integer, and PostgreSQL stores no text with NUL in it. Where the
contract leaves such values open, the schemas of parameters and request bodies say so.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

Node = dict[str, Any]
Resolve = Callable[[Any], Any]

NO_NUL = "^[^\\u0000]*$"
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1
_INT32 = 2**31
_LONGEST_PASSWORD = 128
_PARSED = frozenset(
    ("date-time", "date", "time", "uuid", "email", "uri", "ipv4", "ipv6", "hostname", "byte")
) | {"binary"}
_INSIDE = ("allOf", "anyOf", "oneOf", "prefixItems")


def limit_schemas(roots: Iterator[Any], resolve: Resolve) -> None:
    """Add limits to these schemas and all they contain, in place.

    Args:
        roots: schemas of parameters and request bodies.
        resolve: follows the references of a node.
    """
    waiting = list(roots)
    seen: set[int] = set()
    while waiting:
        node = resolve(waiting.pop())
        if not isinstance(node, dict) or id(node) in seen:
            continue
        seen.add(id(node))
        _limit(node)
        waiting.extend(_inside(node))


def _inside(node: Node) -> Iterator[Any]:
    yield node.get("items")
    yield node.get("additionalProperties")
    properties = node.get("properties")
    yield from properties.values() if isinstance(properties, dict) else ()
    for key in _INSIDE:
        parts = node.get(key)
        yield from parts if isinstance(parts, list) else ()


def _limit(node: Node) -> None:
    if "enum" in node or "const" in node:
        return
    given = node.get("type")
    types = given if isinstance(given, list) else [given]
    if "integer" in types:
        small = node.get("format") == "int32"
        _bound(node, "minimum", "exclusiveMinimum", -_INT32 if small else _SMALLEST)
        _bound(node, "maximum", "exclusiveMaximum", _INT32 - 1 if small else _LARGEST)
    if "string" in types and node.get("format") not in _PARSED:
        _refuse_nul(node)
        if node.get("format") == "password":
            node.setdefault("maxLength", _LONGEST_PASSWORD)


def _bound(node: Node, key: str, exclusive: str, value: int) -> None:
    if isinstance(node.get(exclusive), bool) or exclusive not in node:
        node.setdefault(key, value)


def _refuse_nul(node: Node) -> None:
    pattern = node.get("pattern")
    if not isinstance(pattern, str) or not pattern:
        node["pattern"] = NO_NUL
    elif _takes_nul(pattern):
        parts = node.get("allOf")
        node["allOf"] = [*(parts if isinstance(parts, list) else []), {"pattern": NO_NUL}]


def _takes_nul(pattern: str) -> bool:
    """True when a class or a dot of the pattern, which may be ECMA's, could stand for NUL."""
    return re.search(r"(?<!\\)(?:\\\\)*(?:\.|\[\^|\\[SDW])", pattern) is not None
