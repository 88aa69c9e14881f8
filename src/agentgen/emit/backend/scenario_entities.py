"""What scenarios can say about each entity: its words, fields, states and routes."""

from dataclasses import dataclass, field

from agentgen.emit.backend.test_factories import factory_views, payload_name
from agentgen.ir.blueprint import (
    BehaviourKind,
    Blueprint,
    Column,
    ColumnType,
    Entity,
    Match,
    OperationPlan,
    PagingStyle,
    Source,
)

_ROUTES = {
    BehaviourKind.READ: "read",
    BehaviourKind.DELETE: "delete",
    BehaviourKind.UPDATE: "update",
    BehaviourKind.LIST: "list",
    BehaviourKind.CREATE: "create",
}
_TEXTS = (ColumnType.STRING, ColumnType.TEXT)
_ABSENT = {ColumnType.UUID: "00000000-0000-4000-8000-000000000000"}
_NUMBERS = (ColumnType.INTEGER, ColumnType.BIGINT)


@dataclass(slots=True)
class StoryEntity:
    """One entity as the table of `entities.py` has it; see the attributes there.

    Attributes:
        name: what scenarios call it: `trend signal`; `plural` likewise.
        labelled: True when the label is a text that a scenario may choose.
        sample: name of the function that returns a body, and where in it the record lies.
    """

    name: str
    plural: str
    record: str
    key: str
    label: str
    labelled: bool
    absent: str
    wires: dict[str, str]
    values: dict[str, str]
    needs: dict[str, tuple[str, str]]
    owner: str
    routes: dict[str, tuple[str, str]] = field(default_factory=dict)
    filters: dict[str, str] = field(default_factory=dict)
    paging: dict[str, str] = field(default_factory=dict)
    sample: tuple[str, tuple[str, ...]] | None = None

    def column(self, words: str) -> str:
        """The column that a scenario calls `words`, as the generated table finds it."""
        columns = {plain(wire): name for name, wire in self.wires.items()}
        columns |= {plain(name): name for name in self.wires}
        return columns.get(plain(words), "")


def plain(words: str) -> str:
    """Words without what differs between spellings."""
    return "".join(c for c in words if c.isalnum()).lower()


def spoken(slug: str) -> str:
    """An entity's slug as scenarios say it."""
    return slug.replace("_", " ")


def story_entities(blueprint: Blueprint) -> list[StoryEntity]:
    """All entities but link tables, with the routes that lead to them."""
    found = {e.name: _entity(blueprint, e) for e in blueprint.entities.values() if not e.link}
    for plan in blueprint.operations:
        if plan.entity in found:
            _add_route(blueprint, found[plan.entity], plan)
    return list(found.values())


def _entity(blueprint: Blueprint, entity: Entity) -> StoryEntity:
    factory = next(view for view in factory_views(blueprint) if view.slug == entity.slug)
    label = entity.column(entity.label)
    key = entity.column(entity.key)
    shown = [c for c in entity.columns if c.wire and c.source is not Source.PASSWORD]
    return StoryEntity(
        name=spoken(entity.slug),
        plural=spoken(entity.plural),
        record=f"{entity.name}Record",
        key=key.name,
        label=label.name,
        labelled=label.type in _TEXTS and label.source is Source.CLIENT,
        absent="999999" if key.type in _NUMBERS else _ABSENT.get(key.type, "unknown"),
        wires={c.name: c.wire for c in shown},
        values=_values(blueprint, shown),
        needs={column: (spoken(slug), target) for column, slug, target in factory.needs},
        owner=entity.owner if blueprint.auth.user else "",
    )


def _values(blueprint: Blueprint, columns: list[Column]) -> dict[str, str]:
    """Values of enumerations that belong to one column only."""
    found: dict[str, list[str]] = {}
    for column in columns:
        schema = blueprint.api.resolve(column.schema) if column.schema else None
        for value in (schema.enum or ()) if schema else ():
            if isinstance(value, str):
                found.setdefault(value, []).append(column.name)
    return {value: names[0] for value, names in found.items() if len(names) == 1}


def _add_route(blueprint: Blueprint, entity: StoryEntity, plan: OperationPlan) -> None:
    """Add the operation of a plan, when nothing but what is stored is needed to call it."""
    name = _ROUTES.get(plan.behaviour, "")
    needed = any(p.required and p.location != "path" for p in plan.operation.parameters)
    path = _path(blueprint, entity, plan)
    if not name or name in entity.routes or needed or not path or plan.key_in_body:
        return
    if name == "create":
        body = plan.operation.body
        if plan.request is None or body is None or body.json is None:
            return
        entity.sample = (payload_name(plan), plan.request.path)
    entity.routes[name] = (plan.operation.method.upper(), path)
    if name == "list":
        exact = (Match.EQUALS, Match.ANY_OF)
        entity.filters.update({f.column: f.parameter for f in plan.filters if f.match in exact})
        entity.paging.update(_paging(plan))


def _paging(plan: OperationPlan) -> dict[str, str]:
    start = {PagingStyle.PAGE: "page", PagingStyle.OFFSET: "offset"}.get(plan.paging.style, "")
    named = {start: plan.paging.start, "limit": plan.paging.limit}
    return {name: parameter for name, parameter in named.items() if name and parameter}


def _path(blueprint: Blueprint, entity: StoryEntity, plan: OperationPlan) -> str:
    """The path with a placeholder for each parameter; empty when one names nothing stored."""
    path = blueprint.prefix + plan.operation.path
    bound = {b.parameter: b for b in plan.bindings}
    for parameter in plan.operation.path_parameters:
        if parameter.name == plan.key:
            name = f"{entity.name}.{plan.key_column}"
        elif parameter.name in bound and bound[parameter.name].parent:
            binding = bound[parameter.name]
            parent = blueprint.entities[binding.parent]
            name = f"{spoken(parent.slug)}.{binding.parent_key}"
        else:
            return ""
        path = path.replace("{" + parameter.name + "}", "{" + name + "}")
    return path
