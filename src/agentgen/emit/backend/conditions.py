"""Views of the conditions that query parameters put on a list."""

from collections.abc import Iterator
from dataclasses import dataclass

from agentgen.emit.backend.arguments import bare_type
from agentgen.emit.backend.literals import literal, long_literal, sentence
from agentgen.emit.backend.records import python_type
from agentgen.emit.backend.schemas import scalar_default
from agentgen.emit.backend.types import Typing
from agentgen.ir.api import Parameter
from agentgen.ir.blueprint import (
    Audience,
    BehaviourKind,
    Blueprint,
    Column,
    ColumnType,
    Entity,
    Filter,
    Match,
    OperationPlan,
    Source,
)
from agentgen.ir.decisions import Orm
from agentgen.ir.schema import UNSET, Kind
from agentgen.names import snake

_PARSED = frozenset(("uuid", "date", "date-time", "time"))


_TEXT = (ColumnType.STRING, ColumnType.TEXT)


@dataclass(frozen=True, slots=True)
class FilterView:
    """One condition of a list; without `guard` it always holds."""

    guard: str
    line: str


@dataclass(frozen=True, slots=True)
class HoleView:
    """A condition that could not be inferred."""

    name: str
    annotation: str
    doc: str
    operation: str
    parameter: str
    message: str


def column(blueprint: Blueprint, entity: Entity, name: str) -> str:
    """Source of a column in a query, for the ORM in use."""
    source = f"{entity.name}Record.{name}"
    return f"col({source})" if blueprint.decisions.orm is Orm.SQLMODEL else source


def filter_view(
    blueprint: Blueprint, entity: Entity, plan: OperationPlan, found: Filter, names: dict[str, str]
) -> FilterView:
    """The condition of one query parameter; `names` are the attributes of the query model."""
    parameter = next(p for p in plan.operation.query_parameters if p.name == found.parameter)
    schema = blueprint.api.resolve(parameter.schema)
    value = f"query.{names[found.parameter]}"
    condition = _condition(
        blueprint,
        entity,
        found,
        value,
        is_list=schema.kind is Kind.ARRAY,
        parsed=schema.kind is Kind.STRING and schema.format in _PARSED,
    )
    return FilterView(_guard(blueprint, parameter, found, value), f"statement = {condition}")


def _guard(blueprint: Blueprint, parameter: Parameter, found: Filter, value: str) -> str:
    """Source that tells whether a parameter was given; empty for one that always is."""
    default = scalar_default(Typing(blueprint.api.schemas, json_body=False), parameter.schema)
    if default is None:
        return "" if parameter.required else f"{value} is not None"
    if found.neutral is UNSET:
        return ""
    if isinstance(found.neutral, bool):
        return f"not {value}" if found.neutral else value
    nullable = blueprint.api.resolve(parameter.schema).nullable
    given = f"{value} is not None and " if nullable else ""
    return f"{given}{value} != {literal(found.neutral)}"


def _condition(
    blueprint: Blueprint,
    entity: Entity,
    found: Filter,
    value: str,
    *,
    is_list: bool,
    parsed: bool,
) -> str:
    if found.match is Match.STUB:
        return f"self.{hole_name(found)}(statement, {value})"
    if found.match is Match.SEARCH:
        texts = [c.name for c in entity.columns if c.wire and c.type in _TEXT]
        texts = [n for n in texts if entity.column(n).source is not Source.PASSWORD]
        parts = (
            f"{column(blueprint, entity, n)}.icontains({value}, autoescape=True)" for n in texts
        )
        return f"statement.where(or_({', '.join(parts)}))"
    if found.match is Match.MARKED_BY:
        return f"statement.where(self.{_marked_name(blueprint, found.column)}({value}))"
    if found.match is Match.RELATED:
        return _related(blueprint, entity, found, value)
    if found.match is Match.CONTAINS_NAMED:
        name, _, key = found.column.partition(".")
        one = f"JsonListContainsNamed({column(blueprint, entity, name)}, {literal(key)}, {{}})"
        many = f"or_(*({one.format('value')} for value in {value}))"
        return f"statement.where({many if is_list else one.format(value)})"
    target = column(blueprint, entity, found.column)
    if entity.column(found.column).type in _TEXT and parsed:
        value = f"str({value})"
    if found.match is Match.CONTAINS:
        one = f"JsonListContains({target}, {{}})"
        many = f"or_(*({one.format('value')} for value in {value}))"
        return f"statement.where({many if is_list else one.format(value)})"
    if found.match is Match.ON_DAY:
        return f"statement.where({target}.between(*day_bounds({value})))"
    tests = {
        Match.ANY_OF: f"{target}.in_({value})",
        Match.AT_LEAST: f"{target} >= {value}",
        Match.AT_MOST: f"{target} <= {value}",
    }
    return f"statement.where({tests.get(found.match, f'{target} == {value}')})"


def _related(blueprint: Blueprint, entity: Entity, found: Filter, value: str) -> str:
    embed, _, name = found.column.partition(".")
    user = blueprint.entities[entity.embeds[embed]]
    primary = next(c.name for c in user.columns if c.primary)
    inner = f"select({column(blueprint, user, primary)})"
    test = f"{column(blueprint, user, name)} == {value}"
    owner = column(blueprint, entity, f"{embed}_id")
    return f"statement.where({owner}.in_({inner}.where({test})))"


@dataclass(frozen=True, slots=True)
class MarkedView:
    """A private method that tells which records a user marked."""

    name: str
    annotation: str
    doc: str
    test: str


def marked_views(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> list[MarkedView]:
    """The methods that the filters of a list ask."""
    return [
        _marked_view(blueprint, entity, found.column)
        for found in plan.filters
        if found.match is Match.MARKED_BY
    ]


def _marked_view(blueprint: Blueprint, entity: Entity, marked: str) -> MarkedView:
    table, _, name = marked.partition(".")
    user = blueprint.entities[blueprint.auth.user]
    users = " == value"
    if name != user.primary.name:
        key = column(blueprint, user, user.primary.name)
        users = f".in_(select({key}).where({column(blueprint, user, name)} == value))"
    return MarkedView(
        _marked_name(blueprint, marked),
        python_type(user.column(name)),
        f"Select what the {user.title.lower()} with this {name.replace('_', ' ')} marked.",
        marked_test(blueprint, entity, table, users),
    )


def _marked_name(blueprint: Blueprint, marked: str) -> str:
    table, _, name = marked.partition(".")
    return f"_{blueprint.entities[table].slug}_by_{name}"


def marked_test(blueprint: Blueprint, entity: Entity, table: str, users: str) -> str:
    """Whether a record was marked by users; `users` is the test on the user's column."""
    link = blueprint.entities[table]
    assert link.link is not None
    left, right = (column(blueprint, link, n) for n in (link.link.left, link.link.right))
    key = column(blueprint, entity, entity.primary.name)
    return f"{key}.in_(select({right}).where({left}{users}))"


def audience_tests(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> list[str]:
    """What restricts a list to records that concern the caller."""
    if plan.audience is Audience.MEMBERS:
        whose = f" == {group_column(blueprint, plan).name}"
        return [marked_test(blueprint, entity, plan.link, whose)]
    if plan.audience is Audience.OWN:
        return [f"{column(blueprint, entity, entity.owner)} == caller_id"]
    if plan.audience is Audience.MARKED:
        return [marked_test(blueprint, entity, plan.link, " == caller_id")]
    if plan.audience is Audience.FOLLOWED:
        link = blueprint.entities[plan.link]
        assert link.link is not None
        left, right = (column(blueprint, link, n) for n in (link.link.left, link.link.right))
        people = f"select({right}).where({left} == caller_id)"
        return [f"{column(blueprint, entity, entity.owner)}.in_({people})"]
    return []


def group_column(blueprint: Blueprint, plan: OperationPlan) -> Column:
    """The column of a link table that tells whose members a list shows."""
    link = blueprint.entities[plan.link]
    assert link.link is not None
    return link.column(link.link.left)


def hole_name(found: Filter) -> str:
    """Name of the method that is to apply a filter nobody could infer."""
    return f"_where_{snake(found.parameter, 'parameter')}"


def first_holes(
    blueprint: Blueprint, entity: Entity
) -> Iterator[tuple[OperationPlan, Filter, Parameter]]:
    """The conditions on an entity that could not be inferred, each with its first operation."""
    seen: set[str] = set()
    for plan in blueprint.operations:
        is_list = plan.entity == entity.name and plan.behaviour is BehaviourKind.LIST
        for found in plan.filters if is_list else ():
            if found.match is Match.STUB and hole_name(found) not in seen:
                seen.add(hole_name(found))
                parameters = plan.operation.query_parameters
                yield plan, found, next(p for p in parameters if p.name == found.parameter)


def hole_message(plan: OperationPlan, found: Filter) -> str:
    """What is still to be written, as the stub and its test say it."""
    name = plan.operation.operation_id or plan.operation.id
    return f"{name}: what {found.parameter!r} selects is still to be written"


def hole_views(blueprint: Blueprint, entity: Entity) -> Iterator[HoleView]:
    """The conditions of an entity's lists that could not be inferred."""
    for plan, found, parameter in first_holes(blueprint, entity):
        doc = parameter.description or f"Apply the parameter {found.parameter}"
        yield HoleView(
            name=hole_name(found),
            annotation=bare_type(blueprint, parameter.schema),
            doc=sentence(doc, "Apply a filter"),
            operation=literal(plan.operation.operation_id or plan.operation.id),
            parameter=literal(found.parameter),
            message=long_literal(hole_message(plan, found)),
        )
