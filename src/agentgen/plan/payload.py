"""Where the record sits in a request or response body."""

from collections.abc import Iterator
from dataclasses import replace

from agentgen.ir.api import Api
from agentgen.ir.blueprint import EnvelopeField, Fill, Payload
from agentgen.ir.schema import UNSET, Kind, Schema
from agentgen.names import words

WRAPPERS = frozenset(("data", "item", "result", "resource", "record", "payload", "attributes"))
LISTS = ("items", "data", "results", "records", "values", "content", "entries", "rows", "list")
_FILLS = {
    "total": Fill.TOTAL, "total count": Fill.TOTAL, "total items": Fill.TOTAL,
    "total results": Fill.TOTAL, "total elements": Fill.TOTAL, "total records": Fill.TOTAL,
    "count": Fill.TOTAL, "size": Fill.COUNT, "page count": Fill.PAGES,
    "limit": Fill.LIMIT, "per page": Fill.LIMIT, "page size": Fill.LIMIT,
    "offset": Fill.OFFSET, "skip": Fill.OFFSET, "start": Fill.OFFSET,
    "page": Fill.PAGE, "page number": Fill.PAGE, "current page": Fill.PAGE,
    "pages": Fill.PAGES, "total pages": Fill.PAGES, "last page": Fill.PAGES,
    "has more": Fill.HAS_MORE, "has next": Fill.HAS_MORE, "has next page": Fill.HAS_MORE,
    "has previous": Fill.HAS_PREVIOUS, "has prev": Fill.HAS_PREVIOUS,
    "has previous page": Fill.HAS_PREVIOUS,
}  # fmt: skip
_CURSORS = frozenset(
    ("next cursor", "next page token", "next token", "cursor", "next", "after", "end cursor",
     "continuation token", "next continuation token", "next marker", "next page cursor")
)  # fmt: skip
TOKENS = frozenset(("token", "access token", "jwt", "id token", "auth token", "api token"))


def is_record(api: Api, schema: Schema) -> bool:
    """True for an object with declared properties."""
    found = api.resolve(schema)
    return found.kind is Kind.OBJECT and bool(found.properties)


def single(api: Api, body: Schema, hints: frozenset[str]) -> Payload | None:
    """The record of a body that carries one, unwrapped.

    Args:
        body: schema of the whole body.
        hints: words of the resource's name, which a wrapper's property may carry.
    """
    if not is_record(api, body):
        return None
    inner = [p for p in api.resolve(body).properties if is_record(api, p.schema)]
    for prop in inner:
        alone = len(api.resolve(body).properties) == 1
        named = prop.wire.lower() in WRAPPERS or bool(hints & set(words(prop.wire)))
        enveloped = _all_known(api, body, prop.wire)
        if alone or (named and enveloped):
            return Payload(body, prop.schema, (prop.wire,))
    return Payload(body, body)


def many(api: Api, body: Schema, hints: frozenset[str]) -> Payload | None:
    """The records of a body that carries a list of them, unwrapped, or None."""
    found = api.resolve(body)
    if found.kind is Kind.ARRAY and found.items and is_record(api, found.items):
        return Payload(body, found.items)
    if found.kind is not Kind.OBJECT:
        return None
    lists = [p for p in found.properties if _is_list(api, p.schema)]
    named = [p for p in lists if p.wire.lower() in LISTS or hints & set(words(p.wire))]
    chosen = lists if len(lists) == 1 else named[:1]
    for prop in chosen:
        items = api.resolve(prop.schema).items
        if items is not None:
            return Payload(body, items, (prop.wire,))
    for prop in found.properties:
        if prop.wire.lower() in WRAPPERS:
            inner = many(api, prop.schema, hints)
            if inner and is_record(api, prop.schema):
                return Payload(body, inner.record, (prop.wire, *inner.path))
    return None


def envelope(api: Api, payload: Payload) -> tuple[EnvelopeField, ...] | None:
    """The fields beside the record(s), each with what fills it.

    None when a required field has no source that can be inferred.
    """
    fields: list[EnvelopeField] = []
    for path, schema, required in _beside(api, payload.schema, payload.path, ()):
        filled = _fill(api, path, schema, payload)
        null = schema.nullable or api.resolve(schema).nullable
        if filled is not None and filled.fill is Fill.NEXT_CURSOR and (null or not required):
            filled = replace(filled, value=None if null else UNSET)
        if filled is not None:
            fields.append(filled)
        elif required:
            return None
    return tuple(fields)


def source_of(path: tuple[str, ...], api: Api, schema: Schema) -> EnvelopeField | None:
    """What fills one property that is not stored; None when that is not known."""
    return _fill(api, path, schema, None)


def _is_list(api: Api, schema: Schema) -> bool:
    found = api.resolve(schema)
    return found.kind is Kind.ARRAY and found.items is not None and is_record(api, found.items)


def _all_known(api: Api, body: Schema, wire: str) -> bool:
    """True when all other required properties of a wrapper can be filled."""
    return envelope(api, Payload(body, body, (wire,))) is not None


def _beside(
    api: Api, body: Schema, path: tuple[str, ...], at: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Schema, bool]]:
    found = api.resolve(body)
    if not path or found.kind is not Kind.OBJECT:
        return
    for prop in found.properties:
        here = (*at, prop.wire)
        if prop.wire == path[0]:
            yield from _beside(api, prop.schema, path[1:], here)
        elif is_record(api, prop.schema):
            nested = list(_flat(api, prop.schema, here))
            known = [row for row in nested if _fill(api, row[0], row[1], None)]
            needed = {row[0] for row in nested if row[2]}
            if needed <= {row[0] for row in known} and known:
                yield from known
            elif prop.required:
                yield here, prop.schema, True
        else:
            yield here, prop.schema, prop.required


def _flat(
    api: Api, schema: Schema, at: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Schema, bool]]:
    for prop in api.resolve(schema).properties:
        yield (*at, prop.wire), prop.schema, prop.required


def _fill(
    api: Api, path: tuple[str, ...], schema: Schema, payload: Payload | None
) -> EnvelopeField | None:
    found = api.resolve(schema)
    text = " ".join(words(path[-1]))
    if found.kind is Kind.STRING and text in TOKENS:
        return EnvelopeField(path, Fill.TOKEN)
    if len(found.enum) == 1:
        return EnvelopeField(path, Fill.CONSTANT, found.enum[0])
    if text in _CURSORS and found.kind is Kind.STRING and not found.format and not found.enum:
        return EnvelopeField(path, Fill.NEXT_CURSOR, "")
    fill = _FILLS.get(text)
    if fill is None and payload is not None and text.endswith(" count"):
        same = payload.path and set(words(payload.path[-1])) & set(words(path[-1]))
        fill = Fill.TOTAL if same else None
    wanted = Kind.BOOLEAN if fill in (Fill.HAS_MORE, Fill.HAS_PREVIOUS) else Kind.INTEGER
    if fill is not None and found.kind in (wanted, Kind.NUMBER):
        return EnvelopeField(path, fill)
    return _of_token(path, text, found) or _constant(path, text, schema, found)


def _of_token(path: tuple[str, ...], text: str, found: Schema) -> EnvelopeField | None:
    """What answers tell of an access token beside the token itself."""
    lasts = text in ("expires in", "expiresin") and found.default is UNSET
    if lasts and found.kind in (Kind.INTEGER, Kind.NUMBER):
        return EnvelopeField(path, Fill.LIFETIME)
    if text == "token type" and found.kind is Kind.STRING:
        return EnvelopeField(path, Fill.CONSTANT, found.default or "bearer")
    return None


def _constant(
    path: tuple[str, ...], text: str, schema: Schema, found: Schema
) -> EnvelopeField | None:
    """A value that answers may always have."""
    if text == "success" and found.kind is Kind.BOOLEAN:
        return EnvelopeField(path, Fill.CONSTANT, True)
    if found.default is not UNSET and found.kind not in (Kind.ARRAY, Kind.OBJECT):
        return EnvelopeField(path, Fill.CONSTANT, found.default)
    if schema.nullable or found.nullable or found.kind is Kind.NULL:
        return EnvelopeField(path, Fill.CONSTANT, None)
    return None
