"""What rows that are there get in a column that must have a value."""

from typing import Any

from agentgen.emit.backend.values import plain_json
from agentgen.emit.frontend.samples import Sampler, bounds, satisfies
from agentgen.ir.api import Api
from agentgen.ir.blueprint import Column, ColumnType, Source
from agentgen.ir.schema import UNSET, Kind, Schema
from agentgen.ir.tables import Fill, Made
from agentgen.names import words

_SOURCES = {Source.UUID: Made.UUID, Source.TOKEN: Made.TOKEN}
_CLOCKS = {ColumnType.DATETIME: Made.NOW, ColumnType.DATE: Made.TODAY}
_NEUTRAL: dict[ColumnType, Any] = {
    ColumnType.INTEGER: 0, ColumnType.BIGINT: 0, ColumnType.FLOAT: 0.0, ColumnType.STRING: "",
    ColumnType.TEXT: "", ColumnType.BOOLEAN: False, ColumnType.TIME: "00:00:00",
    ColumnType.UUID: "00000000-0000-0000-0000-000000000000",
}  # fmt: skip


def fill_of(api: Api, column: Column) -> Fill | None:
    """The value for rows without one; None when nothing can give it.

    The contract's default comes first, then what the server makes by itself, then what is neutral
    and valid: the first allowed value, zero, no text, no items.
    """
    if column.primary or column.references:
        return None
    if column.source in _SOURCES:
        return Fill(made=_SOURCES[column.source])
    if column.unique:
        text = column.type in (ColumnType.STRING, ColumnType.TEXT)
        return Fill(_distinct(api, column), Made.DISTINCT, known=False) if text else None
    if column.default not in (UNSET, None):
        return Fill(column.default)
    if column.source in (Source.NOW, Source.TOUCHED):
        return Fill(made=_CLOCKS.get(column.type, Made.NOW))
    if column.type in _CLOCKS:
        return Fill(made=_CLOCKS[column.type], known=False)
    if column.source is Source.PASSWORD:
        return Fill("", known=False)
    return Fill(_neutral(api, column), known=False)


def _distinct(api: Api, column: Column) -> str:
    """Text with a hole for a number."""
    schema = api.resolve(column.schema) if column.schema else None
    is_email = schema is not None and schema.format == "email"
    return "{}@example.invalid" if is_email else "-".join([*words(column.name), "{}"])


def _neutral(api: Api, column: Column) -> Any:
    plain = _NEUTRAL.get(column.type)
    if column.schema is None:
        return {} if column.type is ColumnType.JSON else plain
    schema = api.resolve(column.schema)
    if schema.enum:
        return schema.enum[0]
    if column.type is ColumnType.JSON:
        return _structure(api, schema)
    if plain == "" and not schema.min_length and not schema.pattern and not schema.format:
        return plain
    if isinstance(plain, str) and column.type in (ColumnType.TIME, ColumnType.UUID):
        return plain
    for value in (plain, *(bound for bound in bounds(schema) if bound is not None)):
        if value != "" and satisfies(schema, value):
            return value
    return plain_json(Sampler(api, full=False).of(schema, column.name))


def _structure(api: Api, schema: Schema) -> Any:
    if schema.kind is Kind.ARRAY and not schema.min_items:
        return []
    return plain_json(Sampler(api, full=False).of(schema)) if schema.kind is not Kind.ANY else {}
