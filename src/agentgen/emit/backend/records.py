"""Views of the record classes and of the tables they map to."""

from collections.abc import Mapping
from dataclasses import dataclass

from agentgen.emit.backend.column_names import db_name
from agentgen.emit.backend.literals import literal, sentence
from agentgen.ir.blueprint import Blueprint, Column, ColumnType, Entity, Source
from agentgen.ir.decisions import Orm
from agentgen.ir.schema import UNSET

_PYTHON = {
    ColumnType.INTEGER: "int", ColumnType.BIGINT: "int", ColumnType.FLOAT: "float",
    ColumnType.STRING: "str", ColumnType.TEXT: "str", ColumnType.BOOLEAN: "bool",
    ColumnType.DATE: "date", ColumnType.DATETIME: "datetime", ColumnType.TIME: "time",
    ColumnType.UUID: "UUID", ColumnType.JSON: "Any",
}  # fmt: skip
_SQL = {
    ColumnType.INTEGER: "Integer", ColumnType.BIGINT: "BigInteger", ColumnType.FLOAT: "Double",
    ColumnType.TEXT: "Text", ColumnType.BOOLEAN: "Boolean", ColumnType.DATE: "Date",
    ColumnType.DATETIME: "UtcDateTime", ColumnType.TIME: "Time", ColumnType.UUID: "Uuid",
    ColumnType.JSON: "JsonColumn",
}  # fmt: skip
_DEFAULTS = {
    Source.NOW: "utc_now",
    Source.TOUCHED: "utc_now",
    Source.UUID: "uuid4",
    Source.TOKEN: "new_token",
}


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column: `name: Mapped[python] = mapped_column(arguments)`."""

    name: str
    python: str
    arguments: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record class."""

    name: str
    table: str
    doc: str
    columns: tuple[ColumnView, ...]
    relations: tuple[tuple[str, str], ...]
    indexes: tuple[str, ...]
    pairs: tuple[str, ...]
    freed: tuple[str, ...]
    imports: Mapping[str, str]


def python_type(column: Column) -> str:
    """Python type of a column's values, without None."""
    return _PYTHON[column.type]


def record_view(blueprint: Blueprint, entity: Entity) -> RecordView:
    """The record class of an entity, for the ORM the decisions name."""
    columns = tuple(_column(blueprint, entity, c) for c in entity.columns)
    return RecordView(
        name=f"{entity.name}Record",
        table=entity.table,
        doc=sentence(entity.description, f"One stored {entity.title.lower()}"),
        columns=columns,
        relations=tuple((name, f"{user}Record") for name, user in entity.embeds.items()),
        indexes=tuple(db_name(blueprint, entity, c) for c in entity.columns if is_indexed(c)),
        pairs=unique_pair(blueprint, entity),
        freed=freed_columns(blueprint, entity),
        imports={
            f"{c.references[0]}Record": c.references[0]
            for c in entity.columns
            if c.references and c.references[0] != entity.name and c.source is not Source.CLIENT
        },
    )


def unique_pair(blueprint: Blueprint, entity: Entity) -> tuple[str, ...]:
    """Names in the database of the columns that are unique together (or alone, for singletons)."""
    names = entity.single if entity.link is None else (entity.link.left, entity.link.right)
    return tuple(db_name(blueprint, entity, entity.column(n)) for n in names)


def freed_columns(blueprint: Blueprint, entity: Entity) -> tuple[str, ...]:
    """Names in the database of the columns that are unique among records not deleted."""
    if not entity.soft_delete:
        return ()
    kept = (c for c in entity.columns if c.unique and not c.primary)
    return tuple(db_name(blueprint, entity, c) for c in kept)


def is_indexed(column: Column) -> bool:
    """True for a column with an index that nothing else brings along."""
    return column.index and not column.unique and not column.primary


def _column(blueprint: Blueprint, entity: Entity, column: Column) -> ColumnView:
    name = db_name(blueprint, entity, column)
    renamed = [literal(name)] if name != column.name else []
    sql = _sql_type(column)
    arguments = [*renamed, sql, *_foreign_key(blueprint, column), *_flags(entity, column)]
    python = _PYTHON[column.type] + (" | None" if column.nullable and not column.primary else "")
    if blueprint.decisions.orm is Orm.SQLMODEL:
        arguments = [
            *renamed,
            sql,
            *_foreign_key(blueprint, column),
            *_flags(entity, column),
            *_null(column),
        ]
    elif column.type is ColumnType.JSON or column.eased:
        arguments += _null(column)
    return ColumnView(column.name, python, ", ".join(arguments))


def _sql_type(column: Column) -> str:
    if column.type is ColumnType.STRING:
        return f"String({column.length or 255})"
    if column.primary and column.type in (ColumnType.INTEGER, ColumnType.BIGINT):
        return "BigKey"
    return _SQL[column.type]


def _foreign_key(blueprint: Blueprint, column: Column) -> list[str]:
    if not column.references:
        return []
    target = blueprint.entities[column.references[0]]
    name = db_name(blueprint, target, target.column(column.references[1]))
    return [f'ForeignKey("{target.table}.{name}", ondelete="{on_delete(column)}")']


def on_delete(column: Column) -> str:
    """What happens to a record when the one it refers to is deleted, as SQL has it.

    Parts go with their whole and with their owner; what clients only refer to is theirs to keep.
    """
    if column.source is not Source.CLIENT:
        return "CASCADE"
    return "SET NULL" if column.nullable else "RESTRICT"


def _flags(entity: Entity, column: Column) -> list[str]:
    flags = ["primary_key=True"] if column.primary else []
    if column.unique and not column.primary and not entity.soft_delete:
        flags.append("unique=True")
    if is_indexed(column):
        flags.append("index=True")
    default = _python_default(column)
    if default:
        flags.append(f"default={default}")
    if column.source is Source.TOUCHED:
        flags.append("onupdate=utc_now")
    return flags


def _null(column: Column) -> list[str]:
    return [] if column.primary else [f"nullable={column.nullable or column.eased}"]


def _python_default(column: Column) -> str:
    if column.source in _DEFAULTS:
        date_only = column.type is ColumnType.DATE and column.source in (Source.NOW, Source.TOUCHED)
        return "utc_today" if date_only else _DEFAULTS[column.source]
    value = column.default
    if value is UNSET or value is None or column.source is Source.PASSWORD:
        return ""
    if column.type in (ColumnType.DATETIME, ColumnType.DATE, ColumnType.TIME, ColumnType.UUID):
        return ""
    if isinstance(value, list | dict):
        kinds: dict[type, str] = {list: "list", dict: "dict"}
        return kinds[type(value)] if not value else f"lambda: {literal(value)}"
    return literal(value)
