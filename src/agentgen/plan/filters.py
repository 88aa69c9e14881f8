"""Query parameters that narrow a list."""

from collections.abc import Iterable

from agentgen.ir.api import Api, Operation, Parameter
from agentgen.ir.blueprint import Column, ColumnType, Entity, Filter, Match, Paging, Sorting, Source
from agentgen.ir.schema import Kind
from agentgen.names import singular, words

_SEARCH = frozenset(("q", "query", "search", "term", "keyword", "keywords", "search term", "text"))
_LOW = ("min", "from", "after", "since", "gte", "gt", "start")
_HIGH = ("max", "to", "before", "until", "lte", "lt", "end")
_TEXT = (ColumnType.STRING, ColumnType.TEXT)
_IDENTITY = ("username", "name", "slug", "email", "id")


def read_filters(
    api: Api,
    operation: Operation,
    entity: Entity,
    paging: Paging,
    sorting: Sorting,
    owner: Entity | None,
) -> tuple[Filter, ...]:
    """One filter for each query parameter that neither pages nor sorts.

    Parameters that match nothing become `Match.STUB`.
    """
    used = {paging.limit, paging.start, sorting.by, sorting.direction} - {""}
    rest = [p for p in operation.query_parameters if p.name not in used]
    return tuple(_filter(api, parameter, entity, owner) for parameter in rest)


def _filter(api: Api, parameter: Parameter, entity: Entity, owner: Entity | None) -> Filter:
    tokens = words(parameter.name)
    schema = api.resolve(parameter.schema)
    columns = [c for c in entity.columns if c.wire and c.source is not Source.PASSWORD]
    exact = next((c for c in columns if c.wire == parameter.name), None) or _named(columns, tokens)
    if exact is not None and _compatible(api, parameter, exact):
        return Filter(parameter.name, _match(schema.kind, exact), exact.name)
    if not tokens:
        return Filter(parameter.name, Match.STUB)
    bound = _range(columns, tokens)
    if bound is not None:
        return Filter(parameter.name, bound[0], bound[1].name)
    if " ".join(tokens) in _SEARCH and schema.kind is Kind.STRING and _has_text(columns):
        return Filter(parameter.name, Match.SEARCH)
    related = _related(tokens, entity, owner)
    if related and schema.kind is Kind.STRING:
        return Filter(parameter.name, Match.RELATED, related)
    day = _day(api, columns, tokens, parameter)
    if day is not None:
        return Filter(parameter.name, Match.ON_DAY, day.name)
    near = _near(api, columns, tokens, parameter)
    if near is not None:
        return Filter(parameter.name, _match(schema.kind, near), near.name)
    return Filter(parameter.name, Match.STUB)


def _named(columns: Iterable[Column], tokens: list[str]) -> Column | None:
    return next((c for c in columns if tokens and words(c.wire) == tokens), None)


def _match(kind: Kind, column: Column) -> Match:
    if column.type is ColumnType.JSON:
        return Match.CONTAINS
    return Match.ANY_OF if kind is Kind.ARRAY else Match.EQUALS


def _compatible(api: Api, parameter: Parameter, column: Column) -> bool:
    """True when values of the parameter can be compared with the column."""
    given = api.resolve(parameter.schema)
    if given.kind is Kind.ARRAY and given.items is not None:
        given = api.resolve(given.items)
    stored = api.resolve(column.schema) if column.schema else given
    if column.type is ColumnType.JSON:
        items = api.resolve(stored.items) if stored.items else None
        return items is not None and items.kind is Kind.STRING and given.kind is Kind.STRING
    numbers = (Kind.INTEGER, Kind.NUMBER)
    return given.kind is stored.kind or (given.kind in numbers and stored.kind in numbers)


def _range(columns: list[Column], tokens: list[str]) -> tuple[Match, Column] | None:
    for marks, match in ((_LOW, Match.AT_LEAST), (_HIGH, Match.AT_MOST)):
        after = tokens[1:] if tokens[0] in marks else []
        before = tokens[:-1] if tokens[-1] in marks else []
        for rest in (after, before):
            column = _named(columns, rest) or _named(columns, [*rest, "at"])
            if rest and column is not None and column.type not in (*_TEXT, ColumnType.JSON):
                return match, column
    return None


def _has_text(columns: Iterable[Column]) -> bool:
    return any(c.type in _TEXT for c in columns)


def _related(tokens: list[str], entity: Entity, owner: Entity | None) -> str:
    if owner is None or "_".join(tokens) not in entity.embeds:
        return ""
    names = {c.name for c in owner.columns}
    return next((f"{'_'.join(tokens)}.{n}" for n in _IDENTITY if n in names), "")


def _day(api: Api, columns: list[Column], tokens: list[str], parameter: Parameter) -> Column | None:
    """For `date` and the like: the first time of the record that is not its own bookkeeping."""
    asked = api.resolve(parameter.schema).format in ("date", "date-time")
    if not asked or tokens not in (["date"], ["day"], ["on"]):
        return None
    kept = [c for c in columns if c.source not in (Source.NOW, Source.TOUCHED)]
    return next((c for c in kept if c.type is ColumnType.DATETIME), None)


def _near(
    api: Api, columns: list[Column], tokens: list[str], parameter: Parameter
) -> Column | None:
    """The only column whose name begins with the parameter's (`country` -> `country_code`)."""
    base = [*tokens[:-1], singular(tokens[-1])]
    found = [
        c
        for c in columns
        if words(c.wire)[: len(tokens)] in (tokens, base)
        or [singular(w) for w in words(c.wire)] == base
    ]
    fits = [c for c in found if _compatible(api, parameter, c)]
    return fits[0] if len(fits) == 1 else None
