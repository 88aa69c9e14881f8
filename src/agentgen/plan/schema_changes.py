"""The steps from one schema of a database to the next, so that tables with rows can take them.

Foreign keys go first and come last; between them tables go, columns change, tables come.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

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
    Reference,
    Table,
    TableColumn,
)

_TEXT = (ColumnType.STRING, ColumnType.TEXT)


def eased(old: Sequence[Table], new: Sequence[Table]) -> tuple[Table, ...]:
    """The new tables, with NULL admitted where rows may be that nothing can give a value.

    These are new references, and new unique columns whose values nobody can make up. What was
    eased once stays so.
    """
    before = {table.name: table for table in old}
    return tuple(
        (
            replace(t, columns=tuple(_eased(before[t.name], c) for c in t.columns))
            if t.name in before and not _is_remade(before[t.name], t)
            else t
        )
        for t in new
    )


def _eased(old: Table, column: TableColumn) -> TableColumn:
    if column.nullable or column.primary:
        return column
    past = old.column(column.name)
    kept = past is not None and past.eased
    lacking = past is None or past.nullable or not _keeps_values(past, column)
    if kept or (lacking and column.fill is None):
        return replace(column, nullable=True, eased=True)
    return column


def changes(old: Sequence[Table], new: Sequence[Table]) -> tuple[Change, ...]:
    """The steps from the old tables to the new ones, in an order in which they can be taken."""
    before = {table.name: table for table in old}
    after = {table.name: table for table in eased(old, new)}
    remade = {n for n in before.keys() & after.keys() if _is_remade(before[n], after[n])}
    gone = [t for t in old if t.name not in after or t.name in remade]
    come = [t for t in after.values() if t.name not in before or t.name in remade]
    kept = [(before[n], t) for n, t in after.items() if n in before and n not in remade]
    touched = {(t.name, c.name) for t in gone for c in t.columns} | {
        (old_table.name, column.name)
        for old_table, new_table in kept
        for column in old_table.columns
        if not _stays(column, new_table)
    }
    found: list[Change] = []
    for past, now in kept:
        found += [DropReference(past, r) for r in past.references
                  if r not in now.references or _rests_on(past, r, touched)]  # fmt: skip
    found += [DropTable(t, t.name in remade) for t in reversed(gone)]
    for past, now in kept:
        found += _inside(past, now)
    found += [CreateTable(t) for t in come]
    for past, now in kept:
        found += [AddReference(now, r, checked=_is_checked(past, now, r)) for r in now.references
                  if r not in past.references or _rests_on(past, r, touched)]  # fmt: skip
    return tuple(found)


def _is_remade(old: Table, new: Table) -> bool:
    """True when the keys of rows cannot be carried over."""
    return old.key.name != new.key.name or not _keeps_values(old.key, new.key)


def _keeps_values(old: TableColumn, new: TableColumn) -> bool:
    """True when the values can stay: the same type, a wider one, or text of another length."""
    widened = (old.type, new.type) == (ColumnType.INTEGER, ColumnType.BIGINT)
    return old.type is new.type or widened or (old.type in _TEXT and new.type in _TEXT)


def _stays(column: TableColumn, new: Table) -> bool:
    found = new.column(column.name)
    return found is not None and _keeps_values(column, found)


def _rests_on(table: Table, reference: Reference, touched: set[tuple[str, str]]) -> bool:
    return bool({(table.name, reference.column), (reference.table, reference.target)} & touched)


def _is_checked(old: Table, new: Table, reference: Reference) -> bool:
    """True where no row has a value yet that might refer to nothing."""
    past = old.column(reference.column)
    return past is None or not _stays(past, new)


def _inside(old: Table, new: Table) -> Iterator[Change]:
    """Steps that concern one table alone."""
    replaced = {c.name for c in old.columns if not _stays(c, new)}
    lost = [i for i in old.indexes if i not in new.indexes or i.column in replaced]
    yield from (DropIndex(old, index) for index in lost)
    loose = [u for u in old.uniques if u not in new.uniques or replaced & set(u)]
    yield from (DropUnique(old, columns) for columns in loose)
    for column in new.columns:
        yield from _column(old, new, column)
    for column in old.columns:
        if new.column(column.name) is None:
            yield DropColumn(old, column)
    yield from (AddUnique(new, u) for u in new.uniques if u not in old.uniques or u in loose)
    yield from (AddIndex(new, i) for i in new.indexes if i not in old.indexes or i in lost)


def _column(old: Table, new: Table, column: TableColumn) -> Iterator[Change]:
    past = old.column(column.name)
    refers = any(r.column == column.name for t in (old, new) for r in t.references)
    if past is None:
        yield AddColumn(new, column)
    elif _keeps_values(past, column):
        if past != column:
            yield AlterColumn(new, past, column)
    elif refers:  # keys of one kind say nothing about keys of another
        yield DropColumn(old, past)
        yield AddColumn(new, column)
    else:
        yield ConvertColumn(new, past, column)
