"""Which pages each entity gets, and the addresses they have."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.inputs import input_body, only_path_required
from agentgen.emit.frontend.references import human
from agentgen.emit.frontend.site import Site
from agentgen.emit.frontend.stems import claim
from agentgen.ir.blueprint import BehaviourKind, Binding, Entity, OperationPlan
from agentgen.ir.schema import Kind, Schema

_RESERVED = frozenset(
    [
        "account",
        "api",
        "assets",
        "docs",
        "health",
        "healthz",
        "metrics",
        "operations",
        "redoc",
        "register",
        "sign-in",
        "static",
    ]
)
_ITEM_KINDS = (BehaviourKind.UPDATE, BehaviourKind.REPLACE)


@dataclass(frozen=True, slots=True)
class PageParam:
    """A parameter of a page's address, and the entity's column it holds."""

    name: str
    column: str
    label: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One list of an entity with an address of its own.

    `entry` is where the navigation leads: the list, or the page that asks for its parameters.
    """

    plan: OperationPlan
    component: str
    title: str
    route: str
    params: tuple[PageParam, ...]
    entry: str


@dataclass(frozen=True)
class Screen:
    """The pages of one entity.

    `base` are the parameters that lead to the collection, `extra` further ones that an item
    needs, `key` the one that names the item (None for a single resource).
    """

    site: Site
    entity: Entity
    name: str
    route: str
    lists: tuple[ListPage, ...]
    create: OperationPlan | None
    read: OperationPlan | None
    change: OperationPlan | None
    delete: OperationPlan | None
    base: tuple[PageParam, ...]
    extra: tuple[PageParam, ...]
    key: PageParam | None

    @property
    def folder(self) -> str:
        """Feature folder the pages lie in."""
        return self.site.folders[self.entity.feature]

    @property
    def item(self) -> tuple[PageParam, ...]:
        """All parameters of an item's page."""
        return (*self.base, *self.extra, *([self.key] if self.key else []))

    @property
    def has_item(self) -> bool:
        """Whether there is anything to do with one item."""
        return any((self.read, self.change, self.delete))

    @property
    def item_path(self) -> str:
        """Path pattern of one item."""
        tail = [p for p in (*self.extra, self.key) if p is not None]
        return self.route + "".join(f"/:{param.name}" for param in tail)

    @property
    def entry(self) -> str:
        """Where the navigation leads: the collection, or the page that asks for its parents."""
        return f"/{self.plural}" if self.base else f"/{self.route}"

    @property
    def plural(self) -> str:
        """Last segment of the collection's path."""
        return self.route.rsplit("/", 1)[-1]

    @property
    def item_source(self) -> OperationPlan | None:
        """Where one item's values come from: its own operation, else the list."""
        return self.read or (self.lists[0].plan if self.lists else None)

    @cached_property
    def plans(self) -> tuple[OperationPlan, ...]:
        """Operations that some page of this screen uses."""
        singles = (self.create, self.read, self.change, self.delete)
        listed = (page.plan for page in self.lists)
        return (*listed, *(plan for plan in singles if plan is not None))

    def arguments(self, plan: OperationPlan) -> list[tuple[str, str]] | None:
        """Path parameters of a call as (input key, page parameter); None if one is unknown."""
        found: list[tuple[str, str]] = []
        for parameter in plan.operation.path_parameters:
            param = self._param(plan, parameter.name)
            if param is None:
                return None
            found.append((parameter.name, param.name))
        return found

    def _param(self, plan: OperationPlan, name: str) -> PageParam | None:
        if name == plan.key:
            return self.key
        column = next((b.column for b in plan.bindings if b.parameter == name), None)
        return next((p for p in (*self.base, *self.extra) if p.column == column), None)


def item_pages(shown: Sequence[Screen]) -> dict[str, str]:
    """Entity -> the page of one record, up to its key, where nothing but the key is needed."""
    return {
        screen.entity.name: f"/{screen.route}/"
        for screen in shown
        if screen.read and screen.key and len(screen.item) == 1
    }


def record_of(site: Site, schema: Schema | None) -> Schema | None:
    """The object a record's schema names; None for records of any other form."""
    if schema is None or schema.nullable:
        return None
    found = site.blueprint.api.resolve(schema)
    return found if found.kind is Kind.OBJECT and not found.nullable and found.properties else None


def screens(site: Site) -> list[Screen]:
    """The screens of all entities that have any operation, in the order of their features."""
    found: list[Screen] = []
    routes = set(_first_segments(site))
    for feature in site.blueprint.features:
        names: set[str] = set()
        for entity_name in feature.entities:
            entity = site.blueprint.entities[entity_name]
            screen = _screen(site, entity, routes, names)
            if screen is not None:
                found.append(screen)
    return found


def _first_segments(site: Site) -> list[str]:
    prefix = site.blueprint.prefix.strip("/").split("/")[0]
    return [*_RESERVED, prefix] if prefix else list(_RESERVED)


def _screen(site: Site, entity: Entity, routes: set[str], names: set[str]) -> Screen | None:
    plans = [p for p in site.blueprint.operations if p.entity == entity.name]
    lists = sorted(_of(plans, BehaviourKind.LIST), key=_list_rank)
    create = _first(plans, BehaviourKind.CREATE)
    read = _first(plans, BehaviourKind.READ)
    change = _first(plans, *_ITEM_KINDS)
    delete = _first(plans, BehaviourKind.DELETE)
    lead = next((p for p in (create, read, change, delete, *lists[:1]) if p is not None), None)
    if lead is None:
        return None
    base = _params(lead.bindings, set())
    item_lead = next((p for p in (read, change, delete) if p is not None), None)
    extra, key = _item_params(item_lead, base)
    segment = ts.unique(ts.kebab(entity.plural, "records"), routes)
    routes.add(segment)
    name = claim(ts.pascal(entity.name, "Record"), names)
    head = "".join(f"{_segment(site, p)}/:{p.name}/" for p in base)
    route = head + segment
    pages = _list_pages(site, entity, name, route, lists, names)
    return _callable(
        Screen(site, entity, name, route, pages, create, read, change, delete, base, extra, key)
    )


def _list_pages(
    site: Site,
    entity: Entity,
    name: str,
    route: str,
    plans: Sequence[OperationPlan],
    names: set[str],
) -> tuple[ListPage, ...]:
    pages: list[ListPage] = []
    for plan in plans:
        params = _params(plan.bindings, set())
        first = not pages
        title = entity.title_plural if first else plan.operation.summary or human(plan.function)
        plural = route.rsplit("/", 1)[-1]
        tail = "".join(f"/:{param.name}" for param in params)
        own = f"{plural}/{ts.kebab(site.function(plan))}{tail}"
        stem = f"{name}List" if first else claim(ts.pascal(site.function(plan)), names)
        address = route if first else own
        entry = address if not params else (plural if first else own.split("/:")[0])
        pages.append(ListPage(plan, f"{stem}Page", title, address, params, entry))
    return tuple(pages)


def _list_rank(plan: OperationPlan) -> tuple[int, int]:
    required = {p.name for p in plan.operation.query_parameters if p.required}
    return len(required), len(plan.bindings)


def _of(plans: Sequence[OperationPlan], *kinds: BehaviourKind) -> list[OperationPlan]:
    return [plan for kind in kinds for plan in plans if plan.behaviour is kind]


def _first(plans: Sequence[OperationPlan], *kinds: BehaviourKind) -> OperationPlan | None:
    return next(iter(_of(plans, *kinds)), None)


def _params(bindings: Sequence[Binding], taken: set[str]) -> tuple[PageParam, ...]:
    found: list[PageParam] = []
    for binding in bindings:
        name = ts.unique(ts.camel(binding.parameter, "parent"), taken)
        taken.add(name)
        label = human(binding.parameter)
        found.append(PageParam(name, binding.column, label, binding.parent))
    return tuple(found)


def _item_params(
    plan: OperationPlan | None, base: tuple[PageParam, ...]
) -> tuple[tuple[PageParam, ...], PageParam | None]:
    if plan is None:
        return (), None
    taken = {param.name for param in base}
    columns = {param.column for param in base}
    extra = _params([b for b in plan.bindings if b.column not in columns], taken)
    if not plan.key and not plan.key_in_body:
        return extra, None
    key = ts.unique(ts.camel(plan.key or "key"), taken)
    return extra, PageParam(key, "", human(plan.key or "key"))


def _segment(site: Site, param: PageParam) -> str:
    parent = site.blueprint.entities.get(param.parent)
    return ts.kebab(parent.plural if parent else param.name)


def _callable(screen: Screen) -> Screen:
    """The screen without the operations that its pages could not call."""

    def usable(plan: OperationPlan | None) -> OperationPlan | None:
        if plan is None or screen.arguments(plan) is None:
            return None
        if plan.behaviour in (BehaviourKind.READ, BehaviourKind.DELETE):
            return plan if only_path_required(plan.operation) else None
        return plan if plan.request is not None and _only_body_left(plan) else None

    return Screen(
        screen.site,
        screen.entity,
        screen.name,
        screen.route,
        tuple(page for page in screen.lists if _listable(page.plan)),
        usable(screen.create),
        usable(screen.read),
        usable(screen.change),
        usable(screen.delete),
        screen.base,
        screen.extra,
        screen.key,
    )


def _listable(plan: OperationPlan) -> bool:
    body = input_body(plan.operation)
    named = {binding.parameter for binding in plan.bindings}
    known = all(p.name in named for p in plan.operation.path_parameters)
    return plan.response is not None and known and not (body and body.required)


def _only_body_left(plan: OperationPlan) -> bool:
    others = (p for p in plan.operation.parameters if p.location.value in ("query", "header"))
    return not any(p.required for p in others)
