"""Constraints of a schema as zod expressions over what HTML inputs give (`lib/schema.ts`)."""

from typing import Any

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.patterns import matching
from agentgen.ir.schema import Kind, Schema

HELPERS = (
    "choice", "file", "instant", "json", "lines", "nullable", "numeric", "optional", "pattern",
    "required",
)  # fmt: skip
_STRINGS = {
    "email": "z.email()",
    "uri": "z.url()",
    "url": "z.url()",
    "uuid": "z.guid()",
    "date": "z.iso.date()",
}


def choices(schema: Schema) -> list[Any]:
    """The allowed values that a select can offer."""
    scalars = (str, int, float, bool)
    return [v for v in schema.enum if isinstance(v, scalars) and text_of(v).strip() != ""]


def text_of(value: Any) -> str:
    """A scalar as JavaScript's `String()` writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return "" if value is None else str(value)


def field_schema(schema: Schema, kind: str, required: bool, editing: bool) -> str:
    """The zod expression of a form field."""
    inner = _inner(schema, kind)
    if kind == "checkbox":
        return inner
    if kind == "list" and (required or editing) and not schema.nullable and not schema.min_items:
        return inner
    if schema.nullable and (editing or required):
        return f"nullable({inner})"
    if not required:
        return f"optional({inner})"
    may_be_empty = editing and kind in ("text", "textarea") and not schema.min_length
    if may_be_empty and inner.startswith("z.string()") and "pattern(" not in inner:
        return inner
    return f"required({inner})"


def _inner(schema: Schema, kind: str) -> str:
    if kind == "checkbox":
        return "z.boolean()"
    if kind == "select":
        return f"choice({ts.value(choices(schema) or [True, False], 2, 30)})"
    if kind == "number":
        return f"numeric({_number(schema)})"
    if kind == "datetime":
        return "instant()"
    if kind == "file":
        return "file()"
    if kind == "list":
        return f"lines(z.array({_entry(schema.items)}){_sizes(schema)})"
    if kind == "json":
        return f"json({_json(schema)})"
    return _string(schema)


def _entry(schema: Schema | None) -> str:
    if schema is None:
        return "z.string()"
    if choices(schema):
        return f"choice({ts.value(choices(schema), 2, 40)})"
    if schema.kind in (Kind.INTEGER, Kind.NUMBER):
        return f"numeric({_number(schema)})"
    return _string(schema) if schema.kind is Kind.STRING else "z.string()"


def _sizes(schema: Schema) -> str:
    least = f".min({schema.min_items})" if schema.min_items else ""
    most = f".max({schema.max_items})" if schema.max_items is not None else ""
    return least + most


def _json(schema: Schema) -> str:
    if schema.kind is Kind.OBJECT:
        return "z.record(z.string(), z.unknown())"
    return f"z.array(z.unknown()){_sizes(schema)}" if schema.kind is Kind.ARRAY else "z.unknown()"


def _string(schema: Schema) -> str:
    text = _STRINGS.get(schema.format, "z.string()")
    if schema.min_length:
        text += f".min({schema.min_length})"
    if schema.max_length is not None:
        text += f".max({schema.max_length})"
    sample = matching(schema.pattern, schema.min_length or 0, schema.max_length)
    if schema.pattern and sample is not None and schema.format not in _STRINGS:
        text += f".regex(pattern({ts.string(schema.pattern)}))"
    return text


def _number(schema: Schema) -> str:
    text = "z.int()" if schema.kind is Kind.INTEGER else "z.number()"
    bounds = (
        ("min", schema.minimum),
        ("max", schema.maximum),
        ("gt", schema.exclusive_minimum),
        ("lt", schema.exclusive_maximum),
        ("multipleOf", schema.multiple_of),
    )
    for name, bound in bounds:
        if bound is not None:
            text += f".{name}({ts.value(bound)})"
    return text
