"""Tables as Alembic has them: types, columns, constraints and indexes as Python source."""

from collections.abc import Iterator
from typing import Any

from agentgen.emit.backend.literals import literal
from agentgen.ir.entity import ColumnType
from agentgen.ir.tables import Reference, Table, TableColumn

_TYPES = {
    ColumnType.INTEGER: "sa.Integer()", ColumnType.BIGINT: "sa.BigInteger()",
    ColumnType.FLOAT: "sa.Double()", ColumnType.TEXT: "sa.Text()",
    ColumnType.BOOLEAN: "sa.Boolean()", ColumnType.DATE: "sa.Date()",
    ColumnType.DATETIME: "sa.DateTime(timezone=True)", ColumnType.TIME: "sa.Time()",
    ColumnType.UUID: "sa.Uuid()", ColumnType.JSON: "sa.JSON()",
}  # fmt: skip
_SERIAL = 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'


def sql_type(column: TableColumn) -> str:
    """The type of a column."""
    if column.type is ColumnType.STRING:
        return f"sa.String({column.length})"
    serial = column.primary and column.type is ColumnType.BIGINT
    return _SERIAL if serial else _TYPES[column.type]


def column_source(column: TableColumn, name: str = "", *, nullable: bool | None = None) -> str:
    """A column; under another name, or with NULL admitted, where that is given."""
    null = column.nullable if nullable is None else nullable
    return f"sa.Column({literal(name or column.name)}, {sql_type(column)}, nullable={null})"


def unique_name(table: str, columns: tuple[str, ...]) -> str:
    """Name of a unique constraint."""
    return f"uq_{table}_{columns[0]}"


def reference_name(table: str, reference: Reference) -> str:
    """Name of a foreign key."""
    return f"fk_{table}_{reference.column}_{reference.table}"


def names(columns: tuple[str, ...]) -> str:
    """Column names as arguments."""
    return ", ".join(literal(n) for n in columns)


def table_view(table: Table) -> dict[str, Any]:
    """What the templates show of a table that is created."""
    return {
        "name": table.name,
        "columns": [column_source(c) for c in table.columns],
        "constraints": list(_constraints(table)),
        "freed": [i.column for i in table.indexes if i.alive],
        "indexes": [i.column for i in table.indexes if not i.alive],
    }


def _constraints(table: Table) -> Iterator[str]:
    for r in table.references:
        yield (
            f'sa.ForeignKeyConstraint(["{r.column}"], ["{r.table}.{r.target}"], '
            f'name=op.f("{reference_name(table.name, r)}"), ondelete="{r.on_delete}")'
        )
    yield f'sa.PrimaryKeyConstraint("{table.key.name}", name=op.f("pk_{table.name}"))'
    for columns in table.uniques:
        name = unique_name(table.name, columns)
        yield f'sa.UniqueConstraint({names(columns)}, name=op.f("{name}"))'
