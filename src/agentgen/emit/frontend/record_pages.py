"""The page of one record."""

from collections.abc import Mapping

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.columns import detail_columns, key_wire
from agentgen.emit.frontend.frame import Frame, Module, path_expression, payload_schema, used_in
from agentgen.emit.frontend.modules import module
from agentgen.emit.frontend.screens import Screen
from agentgen.emit.frontend.site import Site
from agentgen.ir.blueprint import Entity
from agentgen.ir.schema import Schema


def detail_model(frame: Frame) -> Module:
    """What the page of one record shows."""
    schema = payload_schema(frame.screen.read.response if frame.screen.read else None)
    columns = [column.view() for column in detail_columns(frame.site, schema)]
    view = {
        "name": frame.stem,
        "row": frame.site.types.of(schema),
        "columns": ts.value(columns),
    }
    text = module("details/detail.ts.jinja", view, types=frame.types())
    return Module(f"details/{frame.stem}.ts", text)


def detail_page(frame: Frame, related: list[Screen]) -> Module:
    """The page of one record."""
    screen, read = frame.screen, frame.screen.read
    known = frame.locals(screen.item)
    schema = payload_schema(read.response if read else None)
    component = f"{screen.name}DetailPage"
    edit = path_expression(f"{screen.item_path}/edit", known) if screen.change else None
    remove, leave = frame.remove(known), _leave(frame, known)
    query = frame.query(read, known) if read else None
    back, links = frame.collection_back(known), _related(frame, related, known)
    view = {
        "component": component,
        "comment": ts.comment(f"One {frame.noun}."),
        "title": ts.jsx_attribute(frame.entity.title),
        "noun_attribute": ts.jsx_attribute(frame.noun),
        "name": frame.stem,
        "row": frame.site.types.of(schema),
        "params": used_in(known, edit, remove and remove["input"], remove and leave),
        "page_params": used_in(known, query, back, [x["to"] for x in links]) if read else [],
        "edit": edit and ts.jsx_value(edit),
        "remove": remove,
        "leave": leave,
        "query": query,
        "heading": _heading(frame, schema),
        "back": back,
        "path": ts.value(read.response.path if read and read.response else ()),
        "related": _links_attribute(links),
    }
    values = {
        **frame.hooks(read, screen.delete),
        f"{frame.stem}Details": f"../details/{frame.stem}",
    }
    text = module("pages/DetailPage.tsx.jinja", view, values, frame.types())
    return Module(f"pages/{component}.tsx", text, component, screen.item_path)


def _links_attribute(links: list[dict[str, str]]) -> str:
    entries = [f"{{ to: {link['to']}, title: {link['title']} }}" for link in links]
    if not entries:
        return ""
    flat = f" links={{[{', '.join(entries)}]}}"
    if len(entries) == 1 and len(flat) + len("      <RelatedLinks />") <= ts.WIDTH:
        return flat
    lines = "".join(f"\n          {entry}," for entry in entries)
    return f"\n        links={{[{lines}\n        ]}}\n     "


def heading_wire(site: Site, entity: Entity, schema: Schema | None) -> str:
    """The property that names a record; empty when nothing does."""
    for column in (entity.label, entity.key):
        wire = key_wire(site, entity, column, schema)
        if wire:
            return wire
    shown = detail_columns(site, schema)
    return next((s.wire for s in shown if s.wire and s.display == "text"), "")


def _heading(frame: Frame, schema: Schema) -> str:
    wire = heading_wire(frame.site, frame.entity, schema)
    if wire:
        return f"(row) => {ts.member('row', wire)}"
    return f"() => {ts.string(frame.entity.title)}"


def _related(frame: Frame, related: list[Screen], known: Mapping[str, str]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for child in related:
        names = dict(zip((p.name for p in child.base), known.values(), strict=True))
        listed = bool(child.lists)
        to = path_expression(child.route if listed else f"{child.route}/new", names)
        title = child.entity.title_plural if listed else f"New {child.entity.title.lower()}"
        if to is not None:
            found.append({"to": to, "title": ts.string(title)})
    return found


def _leave(frame: Frame, known: Mapping[str, str]) -> str:
    """Where a page leads when its record is gone."""
    if frame.screen.lists:
        return path_expression(frame.screen.route, known) or ts.string("/")
    return ts.string(frame.screen.entry) if frame.screen.key else ts.string("/")
