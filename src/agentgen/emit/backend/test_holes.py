"""Views of the acceptance tests of query parameters whose meaning is still to be written."""

from collections.abc import Iterator, Sequence
from typing import Any

from agentgen.emit.backend.conditions import first_holes, hole_message
from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.test_context import TestContext, path_part
from agentgen.ir.api import Parameter
from agentgen.ir.blueprint import Entity, Filter, OperationPlan
from agentgen.ir.schema import UNSET


def hole_cases(
    context: TestContext, plan: OperationPlan, entity: Entity, required: Sequence[str]
) -> Iterator[dict[str, str]]:
    """One request for each parameter of a list that nothing could be inferred for.

    Args:
        required: items of the query that a request can't go without.
    """
    for owner, item, parameter in first_holes(context.blueprint, entity):
        value = _telling(context, parameter, item) if owner is plan else None
        if value is not None:
            sent = literal(str(value).lower() if isinstance(value, bool) else value)
            query = ", ".join([*required, f"{literal(item.parameter)}: {sent}"])
            yield {
                "name": path_part(item.parameter),
                "params": "{" + query + "}",
                "reason": literal(hole_message(plan, item)),
            }


def _telling(context: TestContext, parameter: Parameter, item: Filter) -> Any:
    """A value that asks for something, as the neutral one does not; None without another."""
    sample = context.values.json(parameter.schema, parameter.name)
    if isinstance(sample, dict) or sample in (None, []):
        return None
    if item.neutral is UNSET or sample != item.neutral:
        return sample
    pair = context.values.pair(parameter.schema) or ()
    return next((other for other in pair if other != item.neutral), None)
