"""Views of the conditions that query parameters put on a list."""

from collections.abc import Iterator
from dataclasses import dataclass

from agentgen.emit.backend.arguments import bare_type
from agentgen.emit.backend.literals import literal, long_literal, sentence
from agentgen.ir.blueprint import (
    Blueprint,
    ColumnType,
    Entity,
    Filter,
    Match,
    OperationPlan,
    Source,
)
from agentgen.ir.decisions import Orm
from agentgen.ir.schema import Kind
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
    line = f"statement = {condition}"
    if schema.kind is Kind.BOOLEAN and schema.default is False:
        return FilterView(value, line)
    optional = not parameter.required and not schema.default
    return FilterView(f"{value} is not None" if optional else "", line)


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
    if found.match is Match.RELATED:
        return _related(blueprint, entity, found, value)
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


def hole_name(found: Filter) -> str:
    """Name of the method that is to apply a filter nobody could infer."""
    return f"_where_{snake(found.parameter, 'parameter')}"


def hole_views(blueprint: Blueprint, plan: OperationPlan) -> Iterator[HoleView]:
    """The conditions of a list that could not be inferred."""
    for found in plan.filters:
        if found.match is not Match.STUB:
            continue
        parameter = next(p for p in plan.operation.query_parameters if p.name == found.parameter)
        name = plan.operation.operation_id or plan.operation.id
        doc = parameter.description or f"Apply the parameter {found.parameter}"
        yield HoleView(
            name=hole_name(found),
            annotation=bare_type(blueprint, parameter.schema),
            doc=sentence(doc, "Apply a filter"),
            operation=literal(name),
            parameter=literal(found.parameter),
            message=long_literal(
                f"{name}: what {found.parameter!r} selects is still to be written"
            ),
        )
