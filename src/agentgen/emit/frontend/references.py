"""Which properties refer to a record that has a page of its own."""

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.site import Site
from agentgen.ir.blueprint import Entity
from agentgen.ir.schema import Kind, Schema

_UPPER = {"api": "API", "http": "HTTP", "id": "ID", "ids": "IDs", "ip": "IP", "url": "URL"}
_UPPER |= {"urls": "URLs", "uuid": "UUID"}


def human(text: str) -> str:
    """A name as people read it: `photoUrls` gives `Photo URLs`."""
    parts = ts.words(text)
    if not parts:
        return text
    first, *rest = (_UPPER.get(part, part) for part in parts)
    return " ".join((first[0].upper() + first[1:], *rest))


def reference(site: Site, wire: str, schema: Schema) -> Entity | None:
    """The entity whose key a property holds.

    A property refers to an entity when its name is the entity's with `id` after it, and its type
    is that of the entity's key: `trend_signal_id` refers to `TrendSignal`.
    """
    parts = ts.words(wire)
    if len(parts) < 2 or parts[-1] != "id":
        return None
    entity = site.slugs.get("_".join(parts[:-1]))
    return entity if entity is not None and _same_key(site, entity, schema) else None


def _same_key(site: Site, entity: Entity, schema: Schema) -> bool:
    key = entity.column(entity.key).schema
    if key is None:
        return False
    own, found = site.blueprint.api.resolve(key), site.blueprint.api.resolve(schema)
    plain = found.kind in (Kind.STRING, Kind.INTEGER)
    return plain and (own.kind, own.format) == (found.kind, found.format)


def label_of(site: Site, wire: str, schema: Schema) -> str:
    """The label of a property: what it refers to, else its name."""
    entity = reference(site, wire, schema)
    return human(wire) if entity is None else human("_".join(ts.words(wire)[:-1]))
