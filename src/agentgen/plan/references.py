"""References that clients send: `petId` in an order names a pet."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from agentgen.ir.blueprint import Column, ColumnType, Entity, Source
from agentgen.plan.entities import Draft

_NUMBERS = frozenset((ColumnType.INTEGER, ColumnType.BIGINT))


def add_references(drafts: Mapping[str, Draft], user: str) -> None:
    """Make foreign keys of the columns that are named after another entity's key.

    A column qualifies when clients create its records and send it, when it is called
    `<entity>_id` and has the type of that entity's key, and when there is a way to store what it
    names. No reference closes a circle, so that there is always a record to begin with.

    Args:
        drafts: changed in place.
        user: name of the account entity, whose records register themselves; empty without one.
    """
    storable = {
        d.entity.slug: d
        for d in drafts.values()
        if d.candidate.create or d.entity.examples or d.entity.name == user
    }
    for draft in drafts.values():
        if draft.candidate.create is None:
            continue
        columns = tuple(_referring(draft, c, storable, drafts) for c in draft.entity.columns)
        draft.entity = replace(draft.entity, columns=columns)


def _referring(
    draft: Draft, column: Column, storable: Mapping[str, Draft], drafts: Mapping[str, Draft]
) -> Column:
    """The column as a foreign key, if it names a record of another entity."""
    target = storable.get(column.name.removesuffix("_id"))
    plain = column.source is Source.CLIENT and not (column.primary or column.unique)
    if target is None or target is draft or not plain or not column.name.endswith("_id"):
        return column
    key = _key(target.entity, column)
    if column.references or key is None or draft.entity.name in _reached(target, drafts):
        return column
    return replace(column, references=(target.entity.name, key.name), index=True)


def _key(entity: Entity, column: Column) -> Column | None:
    """The column of the target that clients know it by, if it has the type of a reference."""
    known = entity.column(entity.key)
    kept = known.primary or (known.unique and not entity.soft_delete)
    same = known.type is column.type or {known.type, column.type} <= _NUMBERS
    return known if kept and same else None


def _reached(start: Draft, drafts: Mapping[str, Draft]) -> set[str]:
    """Names of all entities that an entity refers to, directly or not, and its own."""
    entities = {d.entity.name: d.entity for d in drafts.values()}
    found: set[str] = set()
    waiting = [start.entity.name]
    while waiting:
        name = waiting.pop()
        if name not in found and name in entities:
            found.add(name)
            waiting += _targets(entities[name])
    return found


def _targets(entity: Entity) -> Iterator[str]:
    return (c.references[0] for c in entity.columns if c.references)
