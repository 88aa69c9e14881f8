"""The keywords of a raw schema that need no recursion."""

from typing import Any

from agentgen.ir.schema import UNSET


def read_common(node: dict[str, Any], pointer: str) -> dict[str, Any]:
    """Annotations and enumerations, as keyword arguments of `Schema`."""
    values = [node["const"]] if "const" in node else node.get("enum")
    enum = tuple(values) if isinstance(values, list) else ()
    nullable = node.get("nullable") is True or None in enum
    return {
        "nullable": nullable,
        "enum": tuple(v for v in enum if v is not None),
        "format": str(node.get("format") or ""),
        "default": node.get("default", UNSET),
        "examples": _examples(node),
        "read_only": node.get("readOnly") is True,
        "write_only": node.get("writeOnly") is True,
        "deprecated": node.get("deprecated") is True,
        "title": str(node.get("title") or ""),
        "description": str(node.get("description") or "").strip(),
        "pointer": pointer,
    }


def _examples(node: dict[str, Any]) -> tuple[Any, ...]:
    many = node.get("examples")
    found = list(many) if isinstance(many, list) else []
    return tuple([node["example"], *found] if "example" in node else found)


def read_bounds(node: dict[str, Any], kind: str) -> dict[str, Any]:
    """Bounds of numbers and strings, as keyword arguments of `Schema`.

    OpenAPI 3.0 (and JSON Schema draft 4) states exclusive bounds as booleans beside
    `minimum`/`maximum`; 3.1 as numbers of their own.
    """
    if kind == "string":
        return {
            "min_length": read_count(node.get("minLength")),
            "max_length": read_count(node.get("maxLength")),
            "pattern": str(node.get("pattern") or ""),
        }
    if kind not in ("integer", "number"):
        return {}
    low, low_exclusive = _bound(node.get("minimum"), node.get("exclusiveMinimum"))
    high, high_exclusive = _bound(node.get("maximum"), node.get("exclusiveMaximum"))
    return {
        "minimum": low,
        "exclusive_minimum": low_exclusive,
        "maximum": high,
        "exclusive_maximum": high_exclusive,
        "multiple_of": _number(node.get("multipleOf")),
    }


def _bound(inclusive: Any, exclusive: Any) -> tuple[float | None, float | None]:
    if exclusive is True:
        return None, _number(inclusive)
    return _number(inclusive), _number(exclusive)


def _number(value: Any) -> float | int | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else None


def read_names(value: Any) -> set[str]:
    """Names in `required`; OpenAPI 2 and drafts before 4 wrote a boolean there."""
    return {v for v in value if isinstance(v, str)} if isinstance(value, list) else set()


def read_count(value: Any) -> int | None:
    """The value, if it is a natural number."""
    return value if isinstance(value, int) and value >= 0 else None
