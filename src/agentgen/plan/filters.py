"""Query parameters that narrow a list."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from agentgen.ir.api import Api, Operation, Parameter
from agentgen.ir.blueprint import (
    Column,
    ColumnType,
    Entity,
    Filter,
    Link,
    Match,
    Paging,
    Sorting,
    Source,
)
from agentgen.ir.schema import UNSET, Kind
from agentgen.names import singular, words
from agentgen.plan.verbs import flag_stem

_SEARCH = frozenset(("q", "query", "search", "term", "keyword", "keywords", "search term", "text"))
_LOW = ("min", "from", "after", "since", "gte", "gt", "start")
_HIGH = ("max", "to", "before", "until", "lte", "lt", "end")
_TEXT = (ColumnType.STRING, ColumnType.TEXT)
_ANYTHING = frozenset(("", "*", "all", "any", "both", "everything"))
_IDENTITY = ("username", "name", "slug", "email", "id")


def read_filters(
    api: Api,
    operation: Operation,
    entity: Entity,
    paging: Paging,
    sorting: Sorting,
    owner: Entity | None,
    links: Iterable[tuple[Entity, Link]] = (),
) -> tuple[Filter, ...]:
    """One filter for each query parameter that neither pages nor sorts.

    `owner` is the account entity, `links` are the tables of what users mark among these records.

    Parameters that match nothing become `Match.STUB`.
    """
    used = {paging.limit, paging.start, sorting.by, sorting.direction} - {""}
    rest = [p for p in operation.query_parameters if p.name not in used]
    told = [_told(api, parameter, entity, owner, tuple(links)) for parameter in rest]
    return tuple(
        replace(found, neutral=_neutral(api, parameter, entity, found))
        for parameter, found in zip(rest, told, strict=True)
    )


def _told(
    api: Api,
    parameter: Parameter,
    entity: Entity,
    user: Entity | None,
    links: Sequence[tuple[Entity, Link]],
) -> Filter:
    plain = _filter(api, parameter, entity, user)
    marked = _marked(api, parameter, user, links) if plain.match is Match.STUB else None
    return marked or plain


def _marked(
    api: Api, parameter: Parameter, user: Entity | None, links: Iterable[tuple[Entity, Link]]
) -> Filter | None:
    """`?favorited=ann`, `?liked_by=7`: what the named user marked."""
    table = next((t for t, link in links if link.stem == flag_stem(parameter.name)), None)
    if table is None or user is None:
        return None
    schema = api.resolve(parameter.schema)
    names = {c.name: c for c in user.columns if c.unique or c.primary}
    if schema.kind is Kind.STRING and not schema.format:
        column = next((n for n in _IDENTITY[:4] if n in names), "")
    else:
        primary = names[user.primary.name]
        same = primary.schema is not None and api.resolve(primary.schema).kind is schema.kind
        column = primary.name if same or schema.kind is Kind.INTEGER else ""
    return Filter(parameter.name, Match.MARKED_BY, f"{table.name}.{column}") if column else None


def _neutral(api: Api, parameter: Parameter, entity: Entity, found: Filter) -> Any:
    """The parameter's default, if it is there to select everything; else UNSET."""
    schema = api.resolve(parameter.schema)
    value = parameter.schema.default if parameter.schema.default is not UNSET else schema.default
    if not isinstance(value, str | bool | int):
        return UNSET
    if found.match is Match.STUB or value is False or str(value).lower() in _ANYTHING:
        return value
    column = next((c for c in entity.columns if c.name == found.column), None)
    known = api.resolve(column.schema).enum if column is not None and column.schema else ()
    return value if known and value not in known else UNSET


def _filter(api: Api, parameter: Parameter, entity: Entity, owner: Entity | None) -> Filter:
    tokens = words(parameter.name)
    schema = api.resolve(parameter.schema)
    columns = [c for c in entity.columns if c.wire and c.source is not Source.PASSWORD]
    exact = next((c for c in columns if c.wire == parameter.name), None) or _named(columns, tokens)
    if exact is not None and _compatible(api, parameter, exact):
        return Filter(parameter.name, _match(schema.kind, exact), exact.name)
    if not tokens:
        return Filter(parameter.name, Match.STUB)
    inner = _labelled(api, columns, tokens, parameter)
    if inner:
        return Filter(parameter.name, Match.CONTAINS_NAMED, inner)
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


def _labelled(api: Api, columns: Iterable[Column], tokens: list[str], parameter: Parameter) -> str:
    """`tags.name` for `?tags=red`, where a record has a list of `{id, name}`."""
    given = api.resolve(parameter.schema)
    given = api.resolve(given.items) if given.kind is Kind.ARRAY and given.items else given
    base = [singular(word) for word in tokens]
    for column in columns if given.kind is Kind.STRING else ():
        schema = api.resolve(column.schema) if column.schema else given
        items = api.resolve(schema.items) if schema.items else schema
        same = [singular(word) for word in words(column.wire)] == base
        texts = {p.wire for p in items.properties if api.resolve(p.schema).kind is Kind.STRING}
        key = next((n for n in ("name", "label", "title", "slug") if n in texts), "")
        if same and schema.kind is Kind.ARRAY and key:
            return f"{column.name}.{key}"
    return ""


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
