"""How records are shown: the columns of tables and the fields of detail pages."""

from dataclasses import dataclass

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.references import label_of, reference
from agentgen.emit.frontend.screens import record_of
from agentgen.emit.frontend.site import Site
from agentgen.ir.blueprint import BehaviourKind, Entity
from agentgen.ir.schema import Kind, Property, Schema

MOST_COLUMNS = 6
FEW_COLUMNS = 4
_LONG = frozenset(
    ["bio", "body", "comment", "content", "description", "message", "notes", "summary", "text"]
)
_DISPLAYS = {"date": "date", "date-time": "datetime", "uuid": "id"} | dict.fromkeys(
    ("uri", "url"), "link"
)
_STAMPS = (["created"], ["modified"], ["updated"])
_HIDDEN_FORMATS = frozenset(("binary", "byte", "password", "uri", "url"))


@dataclass(frozen=True, slots=True)
class Shown:
    """One value of a record on a page; an empty `wire` shows the whole record.

    `page` is the address, up to the key, of the record that the value refers to.
    """

    wire: str
    header: str
    display: str
    page: str = ""

    def view(self) -> ts.Code:
        """The column as an entry of a TypeScript array."""
        access = ts.member("row", self.wire) if self.wire else "row"
        entries = [
            f"header: {ts.string(self.header)}",
            f"value: (row) => {access}",
            f"display: {ts.string(self.display)}",
        ]
        if self.page:
            entries.append(f"to: (row) => `{self.page}${{segment({access})}}`")
        return ts.Code(ts.bracketed("{", entries, "}", 2, 1))


def is_long(wire: str, schema: Schema) -> bool:
    """Whether a text is better shown and written on several lines."""
    if schema.kind is not Kind.STRING or schema.enum or schema.format:
        return False
    words = ts.words(wire)
    if schema.max_length is not None:
        return schema.max_length > 200
    return bool(words) and words[-1] in _LONG


def display_of(site: Site, wire: str, schema: Schema) -> str:
    """The display kind of a property."""
    schema = site.blueprint.api.resolve(schema)
    if schema.kind is Kind.BOOLEAN:
        return "boolean"
    if schema.enum:
        return "badge"
    if schema.kind in (Kind.INTEGER, Kind.NUMBER):
        words = ts.words(wire)
        return "text" if words and words[-1] == "id" else "number"
    if schema.kind is Kind.STRING:
        return _DISPLAYS.get(schema.format, "text")
    if schema.kind is Kind.ARRAY and schema.items is not None:
        inner = site.blueprint.api.resolve(schema.items)
        return "text" if is_scalar(inner) else "json"
    return "json"


def is_scalar(schema: Schema) -> bool:
    """Whether a (resolved) schema describes one plain value."""
    return schema.kind in (Kind.STRING, Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN)


def detail_columns(site: Site, schema: Schema | None) -> list[Shown]:
    """All properties of a record."""
    record = record_of(site, schema)
    if record is None:
        return [Shown("", "Value", "json")]
    taken: set[str] = set()
    found: list[Shown] = []
    for prop in record.properties:
        header = ts.unique(label_of(site, prop.wire, prop.schema), taken)
        taken.add(header)
        display = display_of(site, prop.wire, prop.schema)
        target = reference(site, prop.wire, prop.schema)
        page = site.item_pages.get(target.name, "") if target else ""
        found.append(Shown(prop.wire, header, display, page))
    return found


def list_columns(site: Site, entity: Entity, schema: Schema | None) -> list[Shown]:
    """The few properties that tell records apart, the entity's label first."""
    shown = detail_columns(site, schema)
    record = record_of(site, schema)
    if record is None:
        return shown
    label, key = (_wire(entity, name) for name in (entity.label, entity.key))
    props = {prop.wire: prop for prop in record.properties}
    lead = [c for wire in dict.fromkeys((label, key)) for c in shown if wire and c.wire == wire]
    if lead[1:] and lead[1].display == "id" and _has_page(site, entity):
        lead = lead[:1]
    rest = [c for c in shown if c.wire not in (label, key) and _tells(site, props[c.wire])]
    rest.sort(key=lambda column: ts.words(column.wire)[:1] in _STAMPS)
    chosen = (lead + rest)[:MOST_COLUMNS]
    if len(chosen) < FEW_COLUMNS:
        spare = [c for c in shown if c not in chosen and c.display == "text"]
        chosen = (chosen + spare)[:FEW_COLUMNS]
    return chosen or shown[:1]


def _has_page(site: Site, entity: Entity) -> bool:
    """Whether a page of its own tells the key of a record."""
    plans = site.blueprint.operations
    return any(p.behaviour is BehaviourKind.READ and p.entity == entity.name for p in plans)


def _tells(site: Site, prop: Property) -> bool:
    schema = site.blueprint.api.resolve(prop.schema)
    if schema.kind is Kind.ARRAY and schema.items is not None:
        schema = site.blueprint.api.resolve(schema.items)
        return is_scalar(schema) and schema.format not in _HIDDEN_FORMATS
    plain = is_scalar(schema) and schema.format not in _HIDDEN_FORMATS
    return plain and not is_long(prop.wire, schema) and not prop.schema.deprecated


def _wire(entity: Entity, column: str) -> str:
    return next((c.wire for c in entity.columns if c.name == column), "")


def key_wire(site: Site, entity: Entity, column: str, schema: Schema | None) -> str:
    """The property of a record that holds a column; empty when the record does not show it."""
    record = record_of(site, schema)
    wire = _wire(entity, column)
    return wire if record is not None and wire and record.property(wire) else ""
