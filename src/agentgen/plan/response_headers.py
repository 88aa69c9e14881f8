"""Headers of answers: totals, links to pages, the place of new items."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from agentgen.ir.blueprint import BehaviourKind, HeaderFill, OperationPlan
from agentgen.names import words
from agentgen.plan.inference import Context
from agentgen.plan.resources import is_parameter

_TOTALS = frozenset(("total count", "total", "total items", "total results", "count"))


def with_headers(context: Context, plans: Mapping[str, OperationPlan]) -> dict[str, OperationPlan]:
    """The plans with the headers of their answers that can be filled."""
    items = {p.operation.path: p for p in plans.values() if p.behaviour is BehaviourKind.READ}
    return {key: _with_headers(context, plan, items) for key, plan in plans.items()}


def _with_headers(
    context: Context, plan: OperationPlan, items: Mapping[str, OperationPlan]
) -> OperationPlan:
    success = plan.operation.success
    names = [name for name, _ in success.headers] if success else []
    if plan.behaviour is BehaviourKind.LIST:
        return replace(plan, headers=tuple(_of_list(plan, names)))
    place = _item_path(context, plan, items) if plan.behaviour is BehaviourKind.CREATE else ""
    told = [(n, HeaderFill.LOCATION) for n in names if n.lower() == "location" and place]
    return replace(plan, headers=tuple(told), location=place) if told else plan


def _of_list(plan: OperationPlan, names: list[str]) -> Iterator[tuple[str, HeaderFill]]:
    for name in names:
        text = " ".join(w for w in words(name) if w != "x")
        if text in _TOTALS:
            yield name, HeaderFill.TOTAL
        elif text == "link" and plan.paging.start:
            yield name, HeaderFill.LINKS


def _item_path(context: Context, plan: OperationPlan, items: Mapping[str, OperationPlan]) -> str:
    """Path of the item that a request creates, if the answer shows its key."""
    head = plan.operation.path.rstrip("/")
    for path, item in items.items():
        above, _, last = path.rpartition("/")
        if above == head and is_parameter(last) and item.entity == plan.entity and plan.response:
            entity = context.drafts[head].entity
            wire = entity.column(item.key_column).wire
            shown = context.api.resolve(plan.response.record).property(wire) if wire else None
            return path if shown is not None else ""
    return ""
