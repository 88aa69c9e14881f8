"""Lists of the values that records have in one property: `GET /tags`, `GET /categories`."""

from collections.abc import Iterator

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import BehaviourKind, Column, ColumnType, OperationPlan, Payload, Source
from agentgen.ir.schema import Kind, Schema
from agentgen.names import singular, words
from agentgen.plan.entities import Draft
from agentgen.plan.inference import Context, plan_on
from agentgen.plan.payload import envelope

_FILLING = frozenset(("list", "name", "names", "value", "values", "all", "used"))


def plan_values(context: Context, operation: Operation) -> OperationPlan | None:
    """The plan of a list of distinct values; None when no one property is meant."""
    payload = _texts(context.api, operation)
    if payload is None or operation.query_parameters or operation.path_parameters:
        return None
    head, _, last = operation.path.rstrip("/").rpartition("/")
    found = list(_holders(context, last))
    own = [pair for pair in found if pair[0].candidate.resource.path == head] or found
    lists = [pair for pair in own if pair[1].type is ColumnType.JSON] or own
    fields = envelope(context.api, payload)
    if len(lists) != 1 or fields is None:
        return None
    draft, column = lists[0]
    reason = f"GET lists the {column.wire} that {draft.entity.title_plural.lower()} have"
    return plan_on(
        draft, operation, BehaviourKind.VALUES, reason, key="", key_column=column.name,
        response=payload, envelope=fields,
    )  # fmt: skip


def _texts(api: Api, operation: Operation) -> Payload | None:
    """Where an answer carries a list of text: as a whole, or in its only list."""
    content = operation.success.json if operation.success else None
    if operation.method != "get" or content is None:
        return None
    found = api.resolve(content.schema)
    if _is_texts(api, found):
        return Payload(content.schema, found)
    lists = [p for p in found.properties if _is_texts(api, p.schema)]
    if len(lists) != 1:
        return None
    return Payload(content.schema, lists[0].schema, (lists[0].wire,))


def _is_texts(api: Api, schema: Schema) -> bool:
    found = api.resolve(schema)
    items = api.resolve(found.items) if found.kind is Kind.ARRAY and found.items else None
    return items is not None and items.kind is Kind.STRING and not items.format


def _holders(context: Context, segment: str) -> Iterator[tuple[Draft, Column]]:
    """The properties that a path segment names, with their drafts; views are left out."""
    wanted = _core(segment)
    for draft in context.drafts.values():
        for column in draft.entity.columns if wanted and not draft.key_column else ():
            plain = column.type in (ColumnType.STRING, ColumnType.TEXT) and not column.unique
            lists = column.schema is not None and _is_texts(context.api, column.schema)
            shown = column.wire and not column.primary and column.source is not Source.PASSWORD
            if shown and (plain or lists) and _core(column.wire) == wanted:
                yield draft, column


def _core(text: str) -> frozenset[str]:
    return frozenset(singular(w) for w in words(text) if w not in _FILLING)
