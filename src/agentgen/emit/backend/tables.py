"""The tables that a blueprint's records are kept in."""

from collections.abc import Sequence
from dataclasses import replace

from agentgen.emit.backend.column_names import db_name
from agentgen.emit.backend.fills import fill_of
from agentgen.emit.backend.records import freed_columns, is_indexed, on_delete, unique_pair
from agentgen.ir.blueprint import Blueprint, Column, ColumnType, Entity
from agentgen.ir.tables import Index, Reference, Table, TableColumn

_LENGTH = 255


def tables_of(blueprint: Blueprint) -> tuple[Table, ...]:
    """The tables of all entities, parents first."""
    return tuple(_table(blueprint, entity) for entity in blueprint.entities.values())


def with_eased(blueprint: Blueprint, tables: Sequence[Table]) -> Blueprint:
    """The blueprint whose records admit NULL where the tables do so for the sake of old rows."""
    eased = {(t.name, c.name) for t in tables for c in t.columns if c.eased}

    def changed(entity: Entity) -> Entity:
        columns = (
            replace(c, eased=True) if (entity.table, db_name(blueprint, entity, c)) in eased else c
            for c in entity.columns
        )
        return replace(entity, columns=tuple(columns))

    return replace(blueprint, entities={name: changed(e) for name, e in blueprint.entities.items()})


def _table(blueprint: Blueprint, entity: Entity) -> Table:
    names = {c.name: db_name(blueprint, entity, c) for c in entity.columns}
    pair = unique_pair(blueprint, entity)
    single = [(names[c.name],) for c in entity.columns
              if c.unique and not c.primary and not entity.soft_delete]  # fmt: skip
    freed = [Index(name, alive=True) for name in freed_columns(blueprint, entity)]
    plain = [Index(names[c.name]) for c in entity.columns if is_indexed(c)]
    return Table(
        entity.table,
        tuple(_column(blueprint, c, names[c.name]) for c in entity.columns),
        tuple(_reference(blueprint, c, names[c.name]) for c in entity.columns if c.references),
        tuple([*single, pair] if pair else single),
        tuple(freed + plain),
    )


def _column(blueprint: Blueprint, column: Column, name: str) -> TableColumn:
    length = (column.length or _LENGTH) if column.type is ColumnType.STRING else None
    serial = column.primary and column.type is ColumnType.INTEGER
    return TableColumn(
        name,
        ColumnType.BIGINT if serial else column.type,
        length,
        nullable=(column.nullable or column.eased) and not column.primary,
        primary=column.primary,
        eased=column.eased,
        fill=fill_of(blueprint.api, column),
    )


def _reference(blueprint: Blueprint, column: Column, name: str) -> Reference:
    assert column.references is not None, "only columns that refer to something are asked"
    target = blueprint.entities[column.references[0]]
    key = db_name(blueprint, target, target.column(column.references[1]))
    return Reference(name, target.table, key, on_delete(column))
