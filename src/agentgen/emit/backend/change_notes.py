"""What a migration does, in sentences for those who review it."""

import json
from collections.abc import Iterator, Sequence

from agentgen.ir.entity import ColumnType
from agentgen.ir.tables import (
    AddColumn,
    AddIndex,
    AddReference,
    AddUnique,
    AlterColumn,
    Change,
    ConvertColumn,
    CreateTable,
    DropColumn,
    DropIndex,
    DropReference,
    DropTable,
    DropUnique,
    Fill,
    Made,
    TableColumn,
)

_MADE = {
    Made.NOW: "the time of the migration", Made.TODAY: "the day of the migration",
    Made.UUID: "an identifier each", Made.TOKEN: "an identifier each",
    Made.DISTINCT: "a text each that does not repeat",
}  # fmt: skip
_LONGEST = 60


def sentences(steps: Sequence[Change]) -> tuple[str, ...]:
    """One sentence for every step that people should know of."""
    return tuple(s for step in steps for s in _told(step)) + tuple(_renames(steps))


def _told(step: Change) -> Iterator[str]:
    table = f"`{step.table.name}`"
    if isinstance(step, CreateTable):
        yield f"{table} is a new table."
    elif isinstance(step, DropTable):
        reason = "is made anew, because its key changes" if step.again else "goes"
        yield f"{table} {reason}: ALL ITS ROWS ARE LOST."
    elif isinstance(step, AddColumn):
        yield _added(step)
    elif isinstance(step, DropColumn):
        yield f"`{step.table.name}.{step.column.name}` goes: ITS VALUES ARE LOST."
    elif isinstance(step, ConvertColumn):
        yield _converted(step)
    elif isinstance(step, AlterColumn):
        yield from _altered(step)
    else:
        yield from _constraint(step)


def _constraint(step: Change) -> Iterator[str]:
    table = step.table.name
    if isinstance(step, AddUnique):
        yield _unique(table, step.columns)
    elif isinstance(step, AddIndex) and step.index.alive:
        yield _unique(table, (step.index.column,))
    elif isinstance(step, DropUnique):
        yield f"`{table}.{', '.join(step.columns)}` may repeat."
    elif isinstance(step, AddIndex):
        yield f"`{table}.{step.index.column}` gets an index."
    elif isinstance(step, DropIndex) and not step.index.alive:
        yield f"`{table}.{step.index.column}` loses its index."
    elif isinstance(step, AddReference):
        r = step.reference
        old = "" if step.checked else (
            "; rows that are there are not held against it (PostgreSQL: NOT VALID, until you"
            " VALIDATE CONSTRAINT)"
        )  # fmt: skip
        yield f"`{table}.{r.column}` refers to `{r.table}.{r.target}`{old}."
    elif isinstance(step, DropReference):
        r = step.reference
        yield f"`{table}.{r.column}` no longer refers to `{r.table}.{r.target}`."


def _unique(table: str, columns: tuple[str, ...]) -> str:
    return (
        f"`{table}.{', '.join(columns)}` must not repeat; where values do, the migration stops"
        " and nothing changes."
    )


def _added(step: AddColumn) -> str:
    name, column = f"`{step.table.name}.{step.column.name}`", step.column
    if column.eased:
        return (
            f"{name} is new and required; nothing tells its value in rows that are there, so the"
            " database admits NULL: fill them."
        )
    if column.nullable:
        return f"{name} is new; rows that are there have none."
    return f"{name} is new and required; rows that are there get {_value(column)}."


def _converted(step: ConvertColumn) -> str:
    lost = "NULL" if step.after.nullable else _value(step.after)
    start = (
        f"`{step.table.name}.{step.after.name}` changes from {step.before.type.value} to"
        f" {step.after.type.value};"
    )
    if step.after.type in (ColumnType.TEXT, ColumnType.JSON):
        return f"{start} its values are carried over."
    return f"{start} VALUES THAT DO NOT CONVERT ARE LOST, those rows get {lost}."


def _altered(step: AlterColumn) -> Iterator[str]:
    name, before, after = f"`{step.table.name}.{step.after.name}`", step.before, step.after
    if after.length is not None and (before.length is None or before.length > after.length):
        yield f"{name} holds {after.length} characters: WHAT IS LONGER IS CUT OFF."
    elif (before.type, before.length) != (after.type, after.length):
        yield f"{name} holds longer values."
    if before.nullable and not after.nullable:
        yield f"{name} is required; rows without a value get {_value(after)}."
    elif after.nullable and not before.nullable:
        yield f"{name} may be left out."


def _value(column: TableColumn) -> str:
    fill = column.fill or Fill()
    shown = _MADE[fill.made] if fill.made else json.dumps(fill.value, ensure_ascii=True)
    short = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
    plain = short.replace("\\", "/").replace('"""', "'''")
    return plain if fill.known else f"{plain}, which nobody has stated: change it if it is wrong"


def _renames(steps: Sequence[Change]) -> Iterator[str]:
    """Where one column goes and one of its kind comes, it may be the same under a new name."""
    for table in dict.fromkeys(s.table.name for s in steps):
        gone = [s.column for s in steps if isinstance(s, DropColumn) and s.table.name == table]
        come = [s.column for s in steps if isinstance(s, AddColumn) and s.table.name == table]
        if len(gone) == len(come) == 1 and gone[0].type is come[0].type and gone != come:
            old, new = gone[0].name, come[0].name
            yield (
                f"If `{table}.{new}` is `{old}` under another name, rename it here instead"
                f" (`alter_column`, `new_column_name`), and its values stay."
            )
