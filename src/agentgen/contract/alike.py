"""Paths that differ only in the names of their parameters.

OpenAPI 3 forbids them (§ Paths Object), for no request tells them apart. Documents have them all
the same, mostly with one method each.
"""

import re
from collections.abc import Mapping
from typing import Any

from agentgen.contract.document import Document, escape
from agentgen.diagnostics import Level

_NAME = re.compile(r"{([^{}]*)}")
_METHODS = frozenset(("get", "put", "post", "delete", "options", "head", "patch", "trace"))


def join_alike(document: Document) -> None:
    """Move the operations of such a path to the first one, unless that has their methods."""
    paths = document.root.get("paths")
    if not isinstance(paths, dict):
        return
    first: dict[str, str] = {}
    joined: dict[str, Any] = {}
    for path, item in paths.items():
        other = first.setdefault(_NAME.sub("{}", str(path)), str(path))
        if other == path or not _fit(joined.get(other), item):
            joined[path] = item
            continue
        names = dict(zip(_NAME.findall(str(path)), _NAME.findall(other), strict=True))
        joined[other] = joined[other] | _renamed(document, item, names)
        at = f"/paths/{escape(str(path))}"
        document.note(f"read as {other!r}, which no request tells from it", at, Level.NOTE)
    if len(joined) < len(paths):
        document.replace({**document.root, "paths": joined})


def _fit(one: Any, other: Any) -> bool:
    """True for path items whose methods can stand side by side."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    return not ("$ref" in one or "$ref" in other or one.keys() & other.keys() & _METHODS)


def _renamed(document: Document, item: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The operations of a path item, with its parameters as their own and under other names."""
    found: dict[str, Any] = {}
    for method in _METHODS & item.keys():
        operation = item[method]
        if isinstance(operation, dict):
            given = [*(item.get("parameters") or []), *(operation.get("parameters") or [])]
            parameters = [_parameter(document, parameter, names) for parameter in given]
            found[method] = {**operation, "parameters": parameters}
    return found


def _parameter(document: Document, node: Any, names: Mapping[str, str]) -> Any:
    target, _ = document.deref(node, "/paths")
    if not isinstance(target, dict) or target.get("in") != "path":
        return node
    return {**target, "name": names.get(str(target.get("name")), target.get("name"))}
