"""Views of repositories, and the names by which services reach them."""

from dataclasses import dataclass

from agentgen.emit.backend.arguments import path_names, variable
from agentgen.emit.backend.conditions import (
    FilterView,
    HoleView,
    MarkedView,
    audience_tests,
    column,
    filter_view,
    group_column,
    hole_views,
    marked_views,
)
from agentgen.emit.backend.literals import sentence
from agentgen.emit.backend.ordering import cursor_arguments, default_order, falls
from agentgen.emit.backend.queries import query_class
from agentgen.emit.backend.records import python_type
from agentgen.emit.backend.service_names import service_class
from agentgen.emit.backend.viewers import user_key
from agentgen.ir.blueprint import (
    ITEM_KINDS,
    ME_KINDS,
    MEMBER_KINDS,
    Audience,
    BehaviourKind,
    Blueprint,
    ColumnType,
    Entity,
    Link,
    OperationPlan,
    PagingStyle,
    Source,
)
from agentgen.names import attribute, attributes


@dataclass(frozen=True, slots=True)
class FinderView:
    """A query for one record."""

    name: str
    arguments: str
    criteria: str
    doc: str
    column: str


@dataclass(frozen=True, slots=True)
class ListView:
    """A query for a page of records."""

    name: str
    arguments: str
    passed: str
    doc: str
    scope: str
    filters: tuple[FilterView, ...]
    order: str
    limit: str
    offset: str
    cursor: str = ""
    """Source of what makes a cursor, and of the cursor asked for."""


@dataclass(frozen=True, slots=True)
class ValuesView:
    """A query for the distinct values of one column; `listed` when it holds lists."""

    name: str
    column: str
    criteria: str
    doc: str
    listed: bool


@dataclass(frozen=True, slots=True)
class SingleView:
    """The query for the only record of its kind.

    Attributes:
        arguments: what tells whose record it is, as a method takes it.
        values: the same as keyword arguments of a new record.
        lazy: whether it is stored with its defaults before its first use.
        asked: whether somebody has to know that there is none.
    """

    arguments: str
    criteria: str
    values: str
    lazy: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class RepositoryView:
    """One repository class."""

    name: str
    record: str
    title: str
    finders: tuple[FinderView, ...]
    lists: tuple[ListView, ...]
    holes: tuple[HoleView, ...]
    sortable: tuple[tuple[str, str], ...]
    values: tuple[ValuesView, ...] = ()
    marked: tuple[MarkedView, ...] = ()
    link: Link | None = None
    single: SingleView | None = None


def finder_columns(blueprint: Blueprint, entity: Entity) -> list[str]:
    """Columns by which single records of an entity are looked up."""
    found: dict[str, None] = {}
    for plan in blueprint.operations:
        if plan.entity == entity.name and plan.behaviour in (*ITEM_KINDS, *MEMBER_KINDS):
            found[plan.key_column] = None
        if plan.entity == entity.name and plan.behaviour is BehaviourKind.LOGOUT:
            found[plan.key_column] = None
        if plan.behaviour is not BehaviourKind.STUB:
            found.update(
                dict.fromkeys(b.parent_key for b in plan.bindings if b.parent == entity.name)
            )
    if blueprint.auth.user == entity.name:
        wires = {c.wire: c.name for c in entity.columns}
        if any(plan.behaviour in ME_KINDS for plan in blueprint.operations):
            found[entity.primary.name] = None
        found[wires[blueprint.auth.login_fields[0]]] = None
    if any(_may_look_up(blueprint, entity, plan) for plan in blueprint.operations):
        found[entity.key or entity.primary.name] = None
    return list(found)


def _may_look_up(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> bool:
    """True for a stub that may need a record of the entity once it is written."""
    named = plan.behaviour is BehaviourKind.STUB and bool(plan.operation.path_parameters)
    return named and service_class(blueprint, plan) == f"{entity.name}Service"


def finder(blueprint: Blueprint, entity: Entity, name: str) -> FinderView:
    """The query for one record by a column, within its parents."""
    names = [name, *(s for s in entity.scope if s != name)]
    typed = [f"{n}: {python_type(entity.column(n))}" for n in names]
    tests = [f"{column(blueprint, entity, n)} == {n}" for n in names]
    tests += _alive(blueprint, entity)
    words = name.replace("_", " ")
    return FinderView(
        f"get_by_{name}",
        ", ".join(typed),
        ", ".join(tests),
        f"Return the {entity.title.lower()} with this {words}, if there is one.",
        name,
    )


def _alive(blueprint: Blueprint, entity: Entity) -> list[str]:
    return [f"{column(blueprint, entity, 'deleted_at')}.is_(None)"] if entity.soft_delete else []


def repository_view(blueprint: Blueprint, entity: Entity) -> RepositoryView:
    """The repository of an entity."""
    lists = _plans(blueprint, entity, "list")
    sortable: dict[str, str] = {}
    for plan in lists:
        sortable |= _sortable(blueprint, entity, plan)
    return RepositoryView(
        name=f"{entity.name}Repository",
        record=f"{entity.name}Record",
        title=entity.title_plural.lower(),
        finders=tuple(finder(blueprint, entity, n) for n in finder_columns(blueprint, entity)),
        lists=tuple(_list(blueprint, entity, p) for p in lists),
        holes=tuple(hole_views(blueprint, entity)),
        sortable=tuple(sortable.items()),
        values=tuple(_values(blueprint, entity, p) for p in _plans(blueprint, entity, "values")),
        marked=tuple(dict.fromkeys(m for p in lists for m in marked_views(blueprint, entity, p))),
        link=entity.link,
        single=single_view(blueprint, entity) if entity.single else None,
    )


def single_view(blueprint: Blueprint, entity: Entity) -> SingleView:
    """The query for the only record of its kind, which `Entity.single` tells from others."""
    names = [n for n in entity.single if entity.column(n).source is not Source.CONSTANT]
    fixed = [n for n in entity.single if n not in names]
    return SingleView(
        arguments=", ".join(f"{n}: {python_type(entity.column(n))}" for n in names),
        criteria=", ".join(f"{column(blueprint, entity, n)} == {n}" for n in names),
        values=", ".join([*(f"{n}={n}" for n in names), *(f"{n}=True" for n in fixed)]),
        lazy=entity.lazy,
        asked=not entity.lazy or bool(_plans(blueprint, entity, "replace_single")),
    )


def _plans(blueprint: Blueprint, entity: Entity, kind: str) -> list[OperationPlan]:
    plans = blueprint.operations
    return [p for p in plans if p.entity == entity.name and p.behaviour.value == kind]


def _values(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> ValuesView:
    return ValuesView(
        name=plan.function,
        column=column(blueprint, entity, plan.key_column),
        criteria=", ".join(_alive(blueprint, entity)),
        doc=sentence(plan.operation.summary, f"Return the {plan.key_column} in use"),
        listed=entity.column(plan.key_column).type is ColumnType.JSON,
    )


def list_arguments(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> list[str]:
    """Arguments of a list query: its parents' keys, then the query string."""
    scope = [f"{name}: {python_type(entity.column(name))}" for name in entity.scope]
    query = query_class(blueprint, plan, blueprint.api.schemas)
    whose = [f"caller_id: {user_key(blueprint)}"] if plan.personal else []
    if plan.audience is Audience.MEMBERS:
        left = group_column(blueprint, plan)
        whose = [f"{left.name}: {python_type(left)}"]
    return [*scope, *([f"query: {query.name}"] if query else []), *whose]


def _list(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> ListView:
    scope = [f"{column(blueprint, entity, n)} == {n}" for n in entity.scope]
    scope += _alive(blueprint, entity)
    scope += audience_tests(blueprint, entity, plan)
    attribute_names = attributes(p.name for p in plan.operation.query_parameters)
    filters = tuple(filter_view(blueprint, entity, plan, f, attribute_names) for f in plan.filters)
    paging = plan.paging
    limit = f"query.{attribute(paging.limit)}" if paging.limit else str(paging.default)
    offset = f"query.{attribute(paging.start)}" if paging.start else "0"
    if paging.style is PagingStyle.PAGE:
        number = f"(query.{attribute(paging.start)} - {paging.first})"
        offset = f"{number if paging.first else f'query.{attribute(paging.start)}'} * {limit}"
    arguments = list_arguments(blueprint, entity, plan)
    cursors = paging.style is PagingStyle.CURSOR
    cursor = cursor_arguments(blueprint, entity, plan) if cursors else ""
    return ListView(
        name=plan.function,
        arguments=", ".join(arguments),
        passed=", ".join(argument.partition(":")[0] for argument in arguments),
        doc=sentence(plan.operation.summary, f"Return a page of {entity.title_plural.lower()}"),
        scope=", ".join(scope),
        filters=filters,
        order=_order(blueprint, entity, plan, attribute_names),
        limit=limit,
        offset=offset,
        cursor=cursor,
    )


def _order(blueprint: Blueprint, entity: Entity, plan: OperationPlan, names: dict[str, str]) -> str:
    falling = ".desc()" if falls(plan) else ""
    defaults = [f"{column(blueprint, entity, n)}{falling}" for n in default_order(entity)]
    if not plan.sorting.by:
        return ", ".join(defaults)
    by = f"query.{names[plan.sorting.by]}"
    direction = f", query.{names[plan.sorting.direction]}" if plan.sorting.direction else ""
    return f"*ordered(self.sortable, {by}{direction}), {', '.join(defaults)}"


def _sortable(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> dict[str, str]:
    found: dict[str, str] = {}
    schema = next(
        (p.schema for p in plan.operation.query_parameters if p.name == plan.sorting.by), None
    )
    for value, target in plan.sorting.fields.items():
        source = column(blueprint, entity, target.lstrip("-"))
        found[value] = f"{source}.desc()" if target.startswith("-") else source
        if schema is not None and not schema.enum:
            found[f"-{value}"] = f"{source}.desc()"
    return found


def scope_values(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> list[str]:
    """Source of the values of an entity's scope columns, in a service method."""
    return [_scope_value(blueprint, entity, plan, name) for name in entity.scope]


def _scope_value(blueprint: Blueprint, entity: Entity, plan: OperationPlan, name: str) -> str:
    target = entity.column(name).references
    if target is not None:
        return f"{variable(blueprint.entities[target[0]], plan)}.{target[1]}"
    binding = next(b for b in plan.bindings if b.column == name)
    return path_names(plan)[binding.parameter]
