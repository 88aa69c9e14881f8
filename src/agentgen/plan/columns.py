"""Columns of an entity, from the schemas its operations carry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from agentgen.ir.api import Api
from agentgen.ir.blueprint import Column, ColumnType, Source
from agentgen.ir.schema import UNSET, Kind, Schema
from agentgen.names import attributes, words

_CREATED = frozenset(("created", "inserted", "registered", "added", "uploaded", "submitted"))
_UPDATED = frozenset(("updated", "modified", "changed", "touched"))
_SECRET = frozenset(("password", "passwd", "passphrase"))
_FORMATS = {
    "date-time": ColumnType.DATETIME,
    "date": ColumnType.DATE,
    "time": ColumnType.TIME,
    "uuid": ColumnType.UUID,
}
_STRING_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Shapes:
    """The record schemas of one entity, as REFs or objects.

    Attributes:
        reads: as responses carry it, the item's own first.
        create: as the creating request carries it; None when nothing creates it.
        changes: as replacing and updating requests carry it.
        register: True when the creating request registers an account.
    """

    reads: tuple[Schema, ...]
    create: Schema | None = None
    changes: tuple[Schema, ...] = ()
    register: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of one property over all shapes."""

    schema: Schema
    readable: bool
    read_required: bool
    created: bool
    create_required: bool
    changed: bool


def read_columns(
    api: Api, shapes: Shapes, key: str, key_schema: Schema | None
) -> tuple[list[Column], list[str]]:
    """Columns in document order, and the wire names that have no source on creation.

    Args:
        key: wire name of the key property; empty when the contract shows none.
        key_schema: schema of the path parameter that names an item.
    """
    seen = dict(_gather(api, shapes))
    names = attributes(seen)
    columns: list[Column] = []
    sourceless: list[str] = []
    for wire, facts in seen.items():
        column = _column(api, names[wire], wire, facts)
        if wire == key:
            column = _key_column(api, column, facts, key_schema, _headline(names))
        elif not facts.created:
            filled = _server_side(api, column, facts, names)
            if filled is None and facts.read_required and shapes.create is not None:
                sourceless.append(wire)
            column = filled or replace(column, nullable=True)
        columns.append(column)
    return columns, sourceless


def _gather(api: Api, shapes: Shapes) -> Iterator[tuple[str, _Seen]]:
    reads = [_properties(api, s) for s in shapes.reads]
    create = _properties(api, shapes.create) if shapes.create else {}
    changes = [_properties(api, s) for s in shapes.changes]
    for wire in dict.fromkeys(w for group in (*reads, create, *changes) for w in group):
        readable = [group[wire] for group in reads if wire in group]
        schema = next(g[wire][0] for g in (*reads, create, *changes) if wire in g)
        yield (
            wire,
            _Seen(
                schema=schema,
                readable=bool(readable),
                read_required=any(r for _, r in readable),
                created=wire in create,
                create_required=create.get(wire, (schema, False))[1],
                changed=any(wire in group for group in changes),
            ),
        )


def _properties(api: Api, schema: Schema) -> Mapping[str, tuple[Schema, bool]]:
    found = api.resolve(schema)
    return {p.wire: (p.schema, p.required) for p in found.properties}


def column_type(api: Api, schema: Schema) -> tuple[ColumnType, int | None]:
    """The column type of a schema, with the length of bounded strings."""
    found = api.resolve(schema)
    if found.kind is Kind.INTEGER:
        small = found.format == "int32"
        return (ColumnType.INTEGER if small else ColumnType.BIGINT), None
    if found.kind is Kind.NUMBER:
        return ColumnType.FLOAT, None
    if found.kind is Kind.BOOLEAN:
        return ColumnType.BOOLEAN, None
    if found.kind is not Kind.STRING:
        return ColumnType.JSON, None
    if found.format in _FORMATS and not found.enum:
        return _FORMATS[found.format], None
    if found.enum:
        return ColumnType.STRING, max(len(str(v)) for v in found.enum)
    if found.max_length and found.max_length <= _STRING_LIMIT:
        return ColumnType.STRING, found.max_length
    return ColumnType.TEXT, None


def _column(api: Api, name: str, wire: str, facts: _Seen) -> Column:
    found = api.resolve(facts.schema)
    kind, length = column_type(api, facts.schema)
    default = facts.schema.default if facts.schema.default is not UNSET else found.default
    nullable = facts.schema.nullable or found.nullable
    optional = facts.created and not facts.create_required and default is UNSET
    if optional and facts.read_required and not nullable:
        zero = found.enum[0] if found.enum else _zero(found)
        default, optional = zero, zero is UNSET
    source = Source.CLIENT
    if wire.lower() in _SECRET and found.kind is Kind.STRING:
        source, kind, length = Source.PASSWORD, ColumnType.STRING, 255
    return Column(
        name=name,
        wire=wire,
        type=kind,
        source=source,
        schema=facts.schema,
        nullable=nullable or optional or not (facts.create_required or facts.read_required),
        length=length,
        default=default,
    )


def _key_column(
    api: Api, column: Column, facts: _Seen, parameter: Schema | None, headline: str
) -> Column:
    found = api.resolve(parameter or facts.schema)
    if column.type is ColumnType.FLOAT:  # `number` where `integer` is meant
        column = replace(column, type=ColumnType.BIGINT)
    generated = {
        ColumnType.INTEGER: Source.SERIAL,
        ColumnType.BIGINT: Source.SERIAL,
        ColumnType.UUID: Source.UUID,
    }
    source = generated.get(column.type, Source.CLIENT)
    if found.kind is Kind.STRING and found.format == "uuid":
        source = Source.UUID
    if source is Source.CLIENT and not facts.create_required:
        source = Source.SLUG if headline and "slug" in words(column.wire) else Source.TOKEN
    if facts.create_required:
        source = Source.CLIENT
    kind, length = column.type, column.length
    if kind is ColumnType.TEXT:
        kind, length = ColumnType.STRING, 255
    return replace(
        column, source=source, nullable=False, unique=True, type=kind, length=length, default=UNSET,
        slug_of=headline if source is Source.SLUG else "",
    )  # fmt: skip


def _headline(names: Mapping[str, str]) -> str:
    return next((n for n in names.values() if n in ("title", "name", "headline")), "")


def _server_side(api: Api, column: Column, facts: _Seen, names: Mapping[str, str]) -> Column | None:
    """The column with the server as its source; None when none can be inferred."""
    found = api.resolve(facts.schema)
    tokens = set(words(column.wire))
    if column.source is Source.PASSWORD:
        return replace(column, nullable=True)
    if column.type in (ColumnType.DATETIME, ColumnType.DATE):
        if tokens & _CREATED or tokens == {"creation", "date"}:
            return replace(column, source=Source.NOW, nullable=False)
        if facts.read_required and not column.nullable and not tokens & _UPDATED:
            return replace(column, source=Source.NOW, nullable=False)
        if tokens & _UPDATED or tokens == {"last", "update"}:
            return replace(column, source=Source.TOUCHED, nullable=False)
    if tokens == {"slug"}:
        base = _headline(names)
        source = Source.SLUG if base else Source.TOKEN
        return replace(column, source=source, slug_of=base, unique=True, length=255,
                       type=ColumnType.STRING, nullable=False)  # fmt: skip
    if not column.nullable and not facts.read_required:
        column = replace(column, nullable=True)
    return _constant(column, found, facts)


def _constant(column: Column, found: Schema, facts: _Seen) -> Column | None:
    if column.default is not UNSET:
        return replace(column, source=Source.CONSTANT, nullable=False)
    is_state = set(words(column.wire)) & {"status", "state", "phase"}
    if found.enum and (facts.read_required or is_state):
        return replace(column, source=Source.CONSTANT, default=found.enum[0], nullable=False)
    if not facts.read_required or column.nullable:
        return replace(column, nullable=True)
    zero = _zero(found)
    if zero is UNSET:
        return None
    return replace(column, source=Source.CONSTANT, default=zero)


def _zero(found: Schema) -> object:
    """The emptiest value that satisfies a schema; UNSET when there is no obvious one."""
    if found.kind is Kind.BOOLEAN:
        return False
    if found.kind in (Kind.INTEGER, Kind.NUMBER):
        low = found.minimum if found.minimum is not None else 0
        fits = found.exclusive_minimum is None and (found.maximum is None or found.maximum >= 0)
        return max(low, 0) if fits else UNSET
    if found.kind is Kind.ARRAY:
        return [] if not found.min_items else UNSET
    if found.kind is Kind.OBJECT and not any(p.required for p in found.properties):
        return {}
    plain = not (found.format or found.pattern or found.min_length)
    return "" if found.kind is Kind.STRING and plain else UNSET
