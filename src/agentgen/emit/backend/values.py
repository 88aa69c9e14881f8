"""Values for the generated tests: JSON samples, and Python literals for columns."""

from dataclasses import dataclass
from typing import Any

from agentgen.emit.backend.literals import literal, long_literal
from agentgen.emit.frontend.samples import Sampler
from agentgen.ir.api import Api
from agentgen.ir.blueprint import Column, ColumnType, Entity, Source
from agentgen.ir.schema import Kind, Schema

_PARSED = {
    ColumnType.DATETIME: "datetime.fromisoformat({})",
    ColumnType.DATE: "date.fromisoformat({})",
    ColumnType.TIME: "time.fromisoformat({})",
    ColumnType.UUID: "UUID({})",
}
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Values:
    """Sample values of one API."""

    api: Api

    def json(self, schema: Schema, hint: str = "sample") -> Any:
        """A JSON value that satisfies a schema; optional properties included."""
        return plain_json(Sampler(self.api).of(schema, hint))

    def least(self, schema: Schema, hint: str = "sample") -> Any:
        """A JSON value that satisfies a schema, with the required properties only."""
        return plain_json(Sampler(self.api, full=False).of(schema, hint))

    def pair(self, schema: Schema) -> tuple[Any, Any] | None:
        """Two different valid scalars of a schema; None when they are not easily had."""
        found = self.api.resolve(schema)
        first = self.json(schema)
        if found.kind is Kind.BOOLEAN:
            return True, False
        if len(found.enum) > 1:
            return found.enum[0], found.enum[1]
        if found.enum or found.kind not in (Kind.STRING, Kind.INTEGER, Kind.NUMBER):
            return None
        if found.kind is Kind.STRING:
            return self._texts(found, str(first))
        for other in (first + 1, first - 1):
            if self._fits(found, other):
                return first, other
        return None

    @staticmethod
    def _fits(schema: Schema, value: float) -> bool:
        low, high, step = schema.minimum, schema.maximum, schema.multiple_of
        inside = (low is None or value >= low) and (high is None or value <= high)
        above = schema.exclusive_minimum is None or value > schema.exclusive_minimum
        below = schema.exclusive_maximum is None or value < schema.exclusive_maximum
        return inside and above and below and not step

    @staticmethod
    def _texts(schema: Schema, first: str) -> tuple[str, str] | None:
        if schema.format == "uuid":
            return first, "7d9f1c7e-2b64-4c39-9a0e-0f6f3f1f6a11"
        if schema.format in ("date-time", "date", "time"):
            return first, first.replace("2026", "2025").replace("09:30", "10:45")
        if schema.pattern or schema.format not in ("", "password", "email"):
            return None
        if schema.format == "email":
            return first, f"other.{first}"
        other = ("Other " + first)[: schema.max_length or 200].strip()
        least = schema.min_length or 0
        fits = other != first and len(other) >= least
        return (first, other) if fits else None

    def column(self, column: Column) -> str:
        """Python source of a value for a column; its text does not repeat in unique columns."""
        if column.source is Source.PASSWORD:
            return literal("not a hash")
        value = self.json(column.schema, column.name) if column.schema else self._hidden(column)
        if column.unique and isinstance(value, str):
            return self._unique(column, value)
        if column.unique and column.type in (ColumnType.INTEGER, ColumnType.BIGINT):
            return "next(numbers)"
        return self.python(column, value)

    def varies(self, entity: Entity) -> bool:
        """Whether two records of an entity made by tests differ in all that must be unique."""
        return all("next(numbers)" in self.column(c) or "uuid4()" in self.column(c)
                   for c in made(entity) if c.unique)  # fmt: skip

    def python(self, column: Column, value: Any) -> str:
        """Python source of a JSON value, as a column of that type takes it."""
        if column.type is ColumnType.FLOAT and isinstance(value, int):
            return f"{value}.0"
        wrapper = _PARSED.get(column.type)
        text = literal(value) if wrapper or not isinstance(value, str) else long_literal(value)
        return wrapper.format(text.replace("Z", "+00:00")) if wrapper else text

    @staticmethod
    def _hidden(column: Column) -> Any:
        if column.type is ColumnType.UUID:
            return "3f2c8a52-6f0e-4c1d-9a57-0d9b2b6c7e11"
        return 7 if column.type in (ColumnType.INTEGER, ColumnType.BIGINT) else f"{column.name}-7"

    def _unique(self, column: Column, value: str) -> str:
        if column.type is ColumnType.UUID:
            return "uuid4()"
        if column.type not in (ColumnType.STRING, ColumnType.TEXT):
            return self.python(column, value)
        found = self.api.resolve(column.schema) if column.schema else None
        longest = min((found.max_length if found else None) or 200, column.length or 200)
        stem = value[: max(longest - _DIGITS, 1)].replace("{", "").replace("}", "")
        number = "{next(numbers)}"
        if found is not None and found.format == "email":
            return f'f"user{number}@example.com"'
        return (
            f'f{literal(stem + "-")[:-1]}{number}"'
            if not (found and found.pattern)
            else literal(value)
        )


def plain_json(value: Any) -> Any:
    """The value without parts that JSON does not have (source code for binary samples)."""
    if isinstance(value, dict):
        return {k: plain_json(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(v) for v in value]
    known = value is None or isinstance(value, bool | int | float)
    return value if known or type(value) is str else "c2FtcGxl"


def named(entity: Entity) -> list[Column]:
    """Columns by which clients name records of other entities."""
    return [c for c in entity.columns if c.references and c.source is Source.CLIENT]


def made(entity: Entity) -> list[Column]:
    """Columns that a test gives a value when it stores a record."""
    kept = (Source.CLIENT, Source.SLUG, Source.PASSWORD)
    return [
        c for c in entity.columns
        if not c.references and not c.primary and c.name != "deleted_at"
        and (c.source in kept or (c.unique and c.source is Source.TOKEN))
    ]  # fmt: skip
