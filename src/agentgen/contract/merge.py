"""`allOf`: several raw schemas become one."""

from typing import Any

from agentgen.contract.document import Document

_ANNOTATIONS = frozenset(
    ("description", "title", "nullable", "readOnly", "writeOnly", "default", "example", "examples")
) | {"deprecated", "externalDocs", "xml"}
_LOWER = frozenset(("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"))
_UPPER = frozenset(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"))


def is_annotated_ref(node: dict[str, Any]) -> dict[str, Any] | None:
    """The one `$ref` part of an `allOf` that otherwise only annotates it, if that is the case."""
    parts = node["allOf"]
    refs = [p for p in parts if isinstance(p, dict) and "$ref" in p]
    rest = [p for p in parts if p not in refs] + [{k: v for k, v in node.items() if k != "allOf"}]
    plain = all(isinstance(p, dict) and _ANNOTATIONS.issuperset(_keys(p)) for p in rest)
    return refs[0] if len(refs) == 1 and plain else None


def _keys(node: dict[str, Any]) -> set[str]:
    return {key for key in node if not key.startswith("x-")}


def merge_all_of(document: Document, node: dict[str, Any], pointer: str) -> dict[str, Any]:
    """One raw schema that stands for `node` and all its `allOf` parts, references followed.

    Raises:
        AgentgenError: for parts that are no schemas or contain themselves.
    """
    return _merge(document, node, pointer, ())


def _merge(
    document: Document, node: dict[str, Any], pointer: str, path: tuple[int, ...]
) -> dict[str, Any]:
    if id(node) in path:
        raise document.fail("allOf contains itself", pointer)
    merged: dict[str, Any] = {}
    for index, part in enumerate(node["allOf"]):
        found, at = document.deref(part, f"{pointer}/allOf/{index}")
        if found is True or found == {}:
            continue
        if not isinstance(found, dict):
            raise document.fail("a part of allOf is no schema", at)
        if isinstance(found.get("allOf"), list):
            found = _merge(document, found, at, (*path, id(node)))
        _fold(merged, found)
    _fold(merged, {k: v for k, v in node.items() if k != "allOf"})
    return merged


def _fold(into: dict[str, Any], part: dict[str, Any]) -> None:
    for key, value in part.items():
        if key not in into:
            into[key] = dict(value) if key == "properties" and isinstance(value, dict) else value
        else:
            into[key] = _combine(key, into[key], value)


def _combine(key: str, old: Any, new: Any) -> Any:
    if old == new:
        return old
    if key == "properties" and isinstance(old, dict) and isinstance(new, dict):
        return old | {k: _both(old[k], v) if k in old else v for k, v in new.items()}
    if key == "required" and isinstance(old, list) and isinstance(new, list):
        return [*old, *(value for value in new if value not in old)]
    if key == "enum" and isinstance(old, list) and isinstance(new, list):
        return [value for value in old if value in new] or old
    if key in _LOWER and isinstance(old, int | float) and isinstance(new, int | float):
        return max(old, new)
    if key in _UPPER and isinstance(old, int | float) and isinstance(new, int | float):
        return min(old, new)
    if key == "additionalProperties":
        return new if old is True or old == {} else old
    return new


def _both(old: Any, new: Any) -> Any:
    """Two schemas of one property that hold together."""
    bare = {"type": "object"}
    if old in (bare, {}, True) or _is_vaguer(old, new):
        return new
    if new in (bare, {}, True) or old == new or _is_vaguer(new, old):
        return old
    return {"allOf": [old, new]}


def _is_vaguer(one: Any, other: Any) -> bool:
    """True when `one` says no more than that the value has the type `other` says in detail."""
    if not isinstance(one, dict) or not isinstance(other, dict) or "$ref" in one:
        return False
    content = _keys(one) - _ANNOTATIONS
    loose_items = one.get("items") in (None, {}, True, {"type": "object"})
    same = one.get("type") == other.get("type") or "type" not in other
    return same and loose_items and content <= {"type", "items"}
