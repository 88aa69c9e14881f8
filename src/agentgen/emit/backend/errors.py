"""The policy's error body: a schema that documents it and an expression that builds it."""

from collections.abc import Iterator, Mapping
from typing import Any

from agentgen.emit.backend.literals import literal

_SLOTS: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "code": ({"type": "string"}, "code"),
    "message": ({"type": "string"}, "message"),
    "status": ({"type": "integer"}, "status"),
    "details": ({}, "details"),
    "request_id": ({"type": "string"}, "current_request_id()"),
}
"""What a slot holds, and the source of its value."""


def error_schema(shape: Mapping[str, Any]) -> dict[str, Any]:
    """JSON Schema of the error body, as OpenAPI 3.0 and 3.1 both read it."""
    required = [k for k, v in shape.items() if not (isinstance(v, str) and v.endswith("?"))]
    return {
        "type": "object",
        "properties": {key: _property(value) for key, value in shape.items()},
        **({"required": required} if required else {}),
    }


def _property(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return error_schema(value)
    if isinstance(value, str) and value.startswith("$"):
        return dict(_SLOTS[value.strip("$?")][0])
    return {"enum": [value]}


def error_expression(shape: Mapping[str, Any]) -> str:
    """Lines of the function that builds the body from status, code, message and details."""
    optional = list(_optional(shape, ()))
    lines = [f"    body: dict[str, Any] = {_build(shape)}"]
    for path, slot in optional:
        target = "body" + "".join(f"[{literal(p)}]" for p in path)
        lines += [f"    if {slot} is not None:", f"        {target} = {slot}"]
    return "\n".join([*lines, "    return body"]) if optional else f"    return {_build(shape)}"


def _build(shape: Mapping[str, Any]) -> str:
    parts: list[str] = []
    for key, value in shape.items():
        if isinstance(value, Mapping):
            parts.append(f"{literal(key)}: {_build(value)}")
        elif isinstance(value, str) and value.startswith("$"):
            if not value.endswith("?"):
                parts.append(f"{literal(key)}: {_SLOTS[value[1:]][1]}")
        else:
            parts.append(f"{literal(key)}: {literal(value)}")
    return "{" + ", ".join(parts) + "}"


def _optional(
    shape: Mapping[str, Any], at: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, value in shape.items():
        if isinstance(value, Mapping):
            yield from _optional(value, (*at, key))
        elif isinstance(value, str) and value.startswith("$") and value.endswith("?"):
            yield (*at, key), _SLOTS[value.strip("$?")][1]
