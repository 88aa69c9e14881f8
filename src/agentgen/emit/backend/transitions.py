"""Views of changes of state: the lines of the service, and the values of its tests."""

from typing import Any

from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.test_context import TestContext
from agentgen.ir.blueprint import Entity, OperationPlan, Transition
from agentgen.names import words


def transition_lines(entity: Entity, change: Transition) -> dict[str, Any]:
    """When the change is refused, with which message, and what it sets."""
    sets = [(change.column, literal(change.value))] if change.column else []
    if change.stamp:
        sets.append((change.stamp, "utc_now()" if change.value else "None"))
    if change.allowed:
        refused = f"record.{change.column} not in {literal(change.allowed)}"
    elif change.column:
        same = isinstance(change.value, bool)
        test = f"is {change.value}" if same else f"== {literal(change.value)}"
        refused = f"record.{change.column} {test}"
    else:
        refused = f"record.{change.stamp} is {'not ' if change.value else ''}None"
    state = " ".join(words(str(change.value) if isinstance(change.value, str) else change.stamp))
    message = (
        f"{entity.title} is already {state}"
        if isinstance(change.value, str)
        else (f"{entity.title} is already in that state")
    )
    if change.allowed:
        message = f"{entity.title} is in a state that does not allow this"
    return {"refused": refused, "refusal": literal(message), "sets": sets}


def transition_case(context: TestContext, plan: OperationPlan, entity: Entity) -> dict[str, Any]:
    """Records before the change, and what must hold after it."""
    change = plan.transition
    assert change is not None
    before, wrong = _states(context, entity, change)
    after = [f"stored.{change.column} {_equals(change.value)}"] if change.column else []
    if change.stamp:
        after.append(f"stored.{change.stamp} is {'not ' if change.value else ''}None")
    return {"before": before, "wrong": wrong, "after": after}


def _equals(value: Any) -> str:
    return f"is {value}" if isinstance(value, bool) else f"== {literal(value)}"


def _states(context: TestContext, entity: Entity, change: Transition) -> tuple[str, str]:
    """Arguments of a record that may be changed, and of one that may not be."""
    if not change.column:
        past = "datetime.fromisoformat('2026-01-05T09:30:00+00:00')"
        pair = (f"{change.stamp}=None", f"{change.stamp}={past}")
        return pair if change.value else (pair[1], pair[0])
    column = entity.column(change.column)
    if isinstance(change.value, bool):
        return f"{column.name}={not change.value}", f"{column.name}={change.value}"
    assert column.schema is not None
    values = context.blueprint.api.resolve(column.schema).enum
    others = change.allowed or tuple(v for v in values if v != change.value)
    refused = [v for v in values if v not in others]
    return f"{column.name}={literal(others[0])}", f"{column.name}={literal(refused[-1])}"
