"""The order of lists, and what stands for a place in it."""

import re

from agentgen.emit.backend.conditions import column
from agentgen.ir.blueprint import (
    Audience,
    Blueprint,
    ColumnType,
    Entity,
    OperationPlan,
    PagingStyle,
    Source,
)
from agentgen.names import attributes

_RECENT = re.compile(r"\b(most recent|recent|latest|newest)\b", re.IGNORECASE)
_READERS = {
    ColumnType.DATETIME: "datetime.fromisoformat", ColumnType.DATE: "date.fromisoformat",
    ColumnType.UUID: "UUID", ColumnType.INTEGER: "json_key", ColumnType.BIGINT: "json_key",
    ColumnType.STRING: "check_text", ColumnType.TEXT: "check_text",
}  # fmt: skip
"""What reads the values of a cursor; keys and times have no other types."""


def cursor_arguments(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> str:
    """The columns a list is ordered by, with what reads their values in a cursor; else empty."""
    if plan.paging.style is not PagingStyle.CURSOR:
        return ""
    order = ", ".join(
        f"({column(blueprint, entity, n)}, {_READERS[entity.column(n).type]})"
        for n in default_order(entity)
    )
    names = attributes(p.name for p in plan.operation.query_parameters)
    falling = ", falling=True" if falls(plan) else ""
    return f"[{order}], query.{names[plan.paging.start]}{falling}"


def falls(plan: OperationPlan) -> bool:
    """True for lists that begin with the newest."""
    text = f"{plan.operation.summary} {plan.operation.description}"
    return plan.audience is Audience.FOLLOWED or bool(_RECENT.search(text))


def default_order(entity: Entity) -> list[str]:
    """Columns of the order that nobody asked for, the last of which is unique."""
    created = next((c.name for c in entity.columns if c.source is Source.NOW), "")
    return [n for n in (created, entity.primary.name) if n]
