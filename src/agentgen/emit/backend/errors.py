"""The policy's error body as Python: a model that documents it and an expression that builds it."""

from collections.abc import Iterator, Mapping
from typing import Any

from agentgen.emit.backend.literals import literal
from agentgen.names import pascal, snake

_SLOTS = {
    "code": ("str", "code"),
    "message": ("str", "message"),
    "status": ("int", "status"),
    "details": ("Any", "details"),
    "request_id": ("str", "current_request_id()"),
}


def error_models(shape: Mapping[str, Any]) -> str:
    """Source of `ErrorBody` and the models nested in it."""
    return "\n\n\n".join(_models("ErrorBody", shape))


def _models(name: str, shape: Mapping[str, Any]) -> Iterator[str]:
    lines: list[str] = []
    for key, value in shape.items():
        field = snake(key, "field")
        alias = f"alias={literal(key)}" if field != key else ""
        if isinstance(value, Mapping):
            inner = f"{name}{pascal(key)}"
            yield from _models(inner, value)
            kind, default = inner, ""
        else:
            kind, default = _kind(value)
        arguments = ", ".join(part for part in (default, alias) if part)
        suffix = f" = Field({arguments})" if arguments else ""
        lines.append(f"    {field}: {kind}{suffix}")
    doc = "The body of every error." if name == "ErrorBody" else "A part of an error's body."
    body = "\n".join(lines) or "    pass"
    yield f'class {name}(BaseModel):\n    """{doc}"""\n\n{body}'


def _kind(value: Any) -> tuple[str, str]:
    if isinstance(value, str) and value.startswith("$"):
        kind = _SLOTS[value.strip("$?")][0]
        optional = value.endswith("?")
        return (f"{kind} | None" if optional and kind != "Any" else kind), (
            "default=None" if optional else ""
        )
    if value is None:
        return "None", "default=None"
    if isinstance(value, bool | str | int):
        return f"Literal[{literal(value)}]", f"default={literal(value)}"
    return "Any", f"default={literal(value)}"


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
