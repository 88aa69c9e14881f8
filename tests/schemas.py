"""Schemas of databases by chance: tables, and what people make of them next."""

from dataclasses import replace
from random import Random

from agentgen.ir.entity import ColumnType
from agentgen.ir.tables import Fill, Index, Made, Reference, Table, TableColumn

NAMES = ("apples", "boats", "cities", "doors")
COLUMNS = ("amount", "body", "code", "day", "extra", "flag")
_FILLS = {
    ColumnType.INTEGER: 0, ColumnType.BIGINT: 0, ColumnType.FLOAT: 1.5, ColumnType.STRING: "x",
    ColumnType.TEXT: "", ColumnType.BOOLEAN: False, ColumnType.TIME: "00:00:00",
    ColumnType.UUID: "00000000-0000-0000-0000-000000000000", ColumnType.JSON: [],
    ColumnType.DATE: "2026-01-01", ColumnType.DATETIME: "2026-01-01T00:00:00Z",
}  # fmt: skip


def schema(chance: Random) -> tuple[Table, ...]:
    """A few tables, parents first."""
    made: list[Table] = []
    for name in NAMES:
        if chance.random() < 0.7:
            made.append(_table(chance, name, made))
    return tuple(made)


def next_schema(chance: Random, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """Other tables, many of which are like those before."""
    before = {table.name: table for table in tables}
    made: list[Table] = []
    for name in NAMES:
        past = before.get(name)
        if past is not None and chance.random() < 0.85:
            made.append(_mixed(chance, past, _table(chance, name, made), made))
        elif past is None and chance.random() < 0.5:
            made.append(_table(chance, name, made))
    return tuple(made)


def _mixed(chance: Random, past: Table, fresh: Table, known: list[Table]) -> Table:
    """The table of before with some columns of another."""
    columns: list[TableColumn] = []
    for name in dict.fromkeys(c.name for c in (*past.columns, *fresh.columns)):
        old, new = past.column(name), fresh.column(name)
        chosen = old if chance.random() < 0.6 else new
        if name == "id":
            chosen = old if chance.random() < 0.9 else new
        if chosen is not None:
            columns.append(chosen)
    there = {c.name for c in columns}
    keys = {t.name: t.key for t in known}
    references = tuple(
        r for r in {r.column: r for r in (*past.references, *fresh.references)}.values()
        if r.column in there and r.table in keys
    )  # fmt: skip
    kinds = {r.column: keys[r.table] for r in references}
    columns = [
        replace(c, type=kinds[c.name].type, length=kinds[c.name].length, fill=None)
        if c.name in kinds else c
        for c in columns
    ]  # fmt: skip
    source = past if chance.random() < 0.5 else fresh
    odd = {c.name for c in columns if c.type is ColumnType.JSON}
    uniques = tuple(u for u in source.uniques if set(u) <= there and u[0] not in kinds.keys() | odd)
    alone = {u[0] for u in uniques} | {i.column for i in source.indexes if i.alive}
    return Table(
        past.name,
        tuple(_distinct(c) if c.name in alone else c for c in columns),
        references,
        uniques,
        tuple(
            i
            for i in source.indexes
            if i.column in there - odd and (not i.alive or "deleted_at" in there)
        ),
    )


def _table(chance: Random, name: str, known: list[Table]) -> Table:
    kind = chance.choice((ColumnType.BIGINT, ColumnType.UUID, ColumnType.STRING))
    columns = [TableColumn("id", kind, 40 if kind is ColumnType.STRING else None, primary=True)]
    chosen = chance.sample(COLUMNS, chance.randint(1, len(COLUMNS)))
    columns += [_column(chance, column) for column in chosen]
    references: list[Reference] = []
    for target in known:
        if chance.random() < 0.4:
            nullable = chance.random() < 0.5
            column = f"{target.name}_id"
            key = target.key
            columns.append(TableColumn(column, key.type, key.length, nullable))
            on_delete = chance.choice(("CASCADE", "RESTRICT"))
            references.append(Reference(column, target.name, "id", on_delete))
    texts = [c for c in columns if c.type in (ColumnType.STRING, ColumnType.TEXT) and not c.primary
             and c.name in COLUMNS]  # fmt: skip
    unique = texts[:1] if chance.random() < 0.5 else []
    columns = [_distinct(c) if c in unique else c for c in columns]
    indexed = [Index(c.name) for c in columns[1:] if c not in texts and chance.random() < 0.4
               and c.type is not ColumnType.JSON]  # fmt: skip
    pairs = tuple((c.name,) for c in unique)
    if unique and chance.random() < 0.5:  # unique among records that are not deleted
        columns.append(TableColumn("deleted_at", ColumnType.DATETIME, nullable=True))
        indexed.append(Index(unique[0].name, alive=True))
        pairs = ()
    return Table(name, tuple(columns), tuple(references), pairs, tuple(indexed))


def _distinct(column: TableColumn) -> TableColumn:
    """A unique column: only texts can be made up for it."""
    is_text = column.type in (ColumnType.STRING, ColumnType.TEXT)
    return replace(column, fill=Fill("t-{}", Made.DISTINCT, known=False) if is_text else None)


def _column(chance: Random, name: str) -> TableColumn:
    kind = chance.choice(tuple(ColumnType))
    length = chance.choice((8, 20, 300)) if kind is ColumnType.STRING else None
    fill = Fill(_FILLS[kind])
    if kind is ColumnType.UUID and chance.random() < 0.5:
        fill = Fill(made=Made.UUID)
    return TableColumn(name, kind, length, chance.random() < 0.5, fill=fill)
