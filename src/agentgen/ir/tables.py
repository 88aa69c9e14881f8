"""Tables as the database has them, and the steps that lead from one schema to the next.

Names of constraints follow from tables and columns, so they are no part of the values.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from agentgen.ir.entity import ColumnType


class Made(StrEnum):
    """A value that a migration makes for rows that have none."""

    NOW = "now"
    TODAY = "today"
    UUID = "uuid"
    TOKEN = "token"  # noqa: S105 - a kind of value, not a secret
    DISTINCT = "distinct"
    """Text that differs from row to row."""


@dataclass(frozen=True, slots=True)
class Fill:
    """What rows get that lack a value: one and the same, or one that is made.

    `known` is False where nothing but the column's type tells the value.
    """

    value: Any = None
    made: Made | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column.

    Attributes:
        nullable: whether the database admits NULL.
        eased: whether it does so only for rows that are older than the column.
        fill: what fills it in rows without a value; None when nothing can. No part of the schema.
    """

    name: str
    type: ColumnType
    length: int | None = None
    nullable: bool = False
    primary: bool = False
    eased: bool = field(default=False, compare=False)
    fill: Fill | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key of one column; `on_delete` as SQL has it."""

    column: str
    table: str
    target: str
    on_delete: str


@dataclass(frozen=True, slots=True)
class Index:
    """An index of one column; `alive` makes it unique among records that are not deleted."""

    column: str
    alive: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `uniques` are the columns of its unique constraints."""

    name: str
    columns: tuple[TableColumn, ...]
    references: tuple[Reference, ...] = ()
    uniques: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[Index, ...] = ()

    def column(self, name: str) -> TableColumn | None:
        """The column of a name, if there is one."""
        return next((c for c in self.columns if c.name == name), None)

    @property
    def key(self) -> TableColumn:
        """The primary key."""
        return next(c for c in self.columns if c.primary)


@dataclass(frozen=True, slots=True)
class CreateTable:
    """A new table."""

    table: Table


@dataclass(frozen=True, slots=True)
class DropTable:
    """A table goes, with its rows; `again` when one of the same name is made anew."""

    table: Table
    again: bool = False


@dataclass(frozen=True, slots=True)
class AddColumn:
    """A new column of a table that may have rows."""

    table: Table
    column: TableColumn


@dataclass(frozen=True, slots=True)
class DropColumn:
    """A column goes, with its values."""

    table: Table
    column: TableColumn


@dataclass(frozen=True, slots=True)
class AlterColumn:
    """Length, width or nullability change; the values stay."""

    table: Table
    before: TableColumn
    after: TableColumn


@dataclass(frozen=True, slots=True)
class ConvertColumn:
    """The values get another type, row by row."""

    table: Table
    before: TableColumn
    after: TableColumn


@dataclass(frozen=True, slots=True)
class AddUnique:
    """A new unique constraint."""

    table: Table
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DropUnique:
    """A unique constraint goes."""

    table: Table
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddIndex:
    """A new index."""

    table: Table
    index: Index


@dataclass(frozen=True, slots=True)
class DropIndex:
    """An index goes."""

    table: Table
    index: Index


@dataclass(frozen=True, slots=True)
class AddReference:
    """A new foreign key; rows that are there are not held against it unless `checked`."""

    table: Table
    reference: Reference
    checked: bool = True


@dataclass(frozen=True, slots=True)
class DropReference:
    """A foreign key goes."""

    table: Table
    reference: Reference


Change = (
    CreateTable
    | DropTable
    | AddColumn
    | DropColumn
    | AlterColumn
    | ConvertColumn
    | AddUnique
    | DropUnique
    | AddIndex
    | DropIndex
    | AddReference
    | DropReference
)
