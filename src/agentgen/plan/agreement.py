"""Whether what requests store can be shown as answers show it."""

from agentgen.ir.api import Api
from agentgen.ir.blueprint import Entity, Payload, Source
from agentgen.ir.schema import UNSET, Kind, Property, Schema

_DEEPEST = 4
_OWN_FORMATS = frozenset(("date-time", "date", "time", "uuid"))
"""Formats that have a column type of their own."""


def disagreement(api: Api, entity: Entity, request: Payload, shown: Schema) -> str:
    """Name of a property that is stored as a request has it and can't be shown so; else empty.

    Args:
        shown: the record of an answer.
    """
    stored = {c.wire for c in entity.columns if c.source is Source.CLIENT}
    answers = {p.wire: p for p in api.resolve(shown).properties}
    for prop in api.resolve(request.record).properties:
        other = answers.get(prop.wire)
        if other and prop.wire in stored and not _fits(api, prop.schema, other.schema, _DEEPEST):
            return prop.wire
    return ""


def missing_wrapper(api: Api, request: Payload) -> str:
    """Name of an object around the record that a request may leave out; else empty."""
    schema = request.schema
    for wire in request.path:
        prop = next(p for p in api.resolve(schema).properties if p.wire == wire)
        if not prop.required or prop.schema.nullable:
            return wire
        schema = prop.schema
    return ""


def _fits(api: Api, sent: Schema, shown: Schema, depth: int) -> bool:
    """Whether every value of one schema may be shown as the other."""
    one, other = api.resolve(sent), api.resolve(shown)
    if one is other or other.kind is Kind.ANY or not depth:
        return True
    if one.kind is Kind.UNION:
        return all(_fits(api, variant, shown, depth - 1) for variant in one.variants)
    if other.kind is Kind.UNION:
        return any(_fits(api, sent, variant, depth - 1) for variant in other.variants)
    if one.kind is not other.kind:
        return (one.kind, other.kind) == (Kind.INTEGER, Kind.NUMBER)
    if one.kind is Kind.ARRAY and one.items is not None and other.items is not None:
        return _fits(api, one.items, other.items, depth - 1)
    if one.kind is Kind.OBJECT:
        return _object_fits(api, one, other, depth)
    return _scalar_fits(one, other)


def _object_fits(api: Api, sent: Schema, shown: Schema, depth: int) -> bool:
    given = {p.wire: p for p in sent.properties}
    return all(_property_fits(api, given.get(p.wire), p, depth) for p in shown.properties)


def _property_fits(api: Api, sent: Property | None, shown: Property, depth: int) -> bool:
    defaults = (shown.schema.default, api.resolve(shown.schema).default)
    if sent is None or not (sent.required or not shown.required):
        return not shown.required or any(d is not UNSET for d in defaults)
    return _fits(api, sent.schema, shown.schema, depth - 1)


def _scalar_fits(sent: Schema, shown: Schema) -> bool:
    if shown.enum:
        return bool(sent.enum) and set(map(str, sent.enum)) <= set(map(str, shown.enum))
    own = {f for f in (sent.format, shown.format) if f in _OWN_FORMATS}
    return not own or sent.format == shown.format
