"""Behaviours that people set: in `agentgen.yaml`, or by `x-agentgen-behaviour` in the contract."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from agentgen.errors import AgentgenError
from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import BehaviourKind, OperationPlan
from agentgen.plan.inference import stub

EXTENSION = "x-agentgen-behaviour"


def override(plan: OperationPlan, operations: Mapping[str, Any]) -> OperationPlan:
    """The plan as people want it.

    `stub` leaves the operation to be written by hand. Any other name pins what was inferred, so
    that a change of the contract cannot change it unnoticed.

    Args:
        operations: `operationId: {behaviour: name}`; it wins over the contract's extension.

    Raises:
        AgentgenError: for a name that is no behaviour, or not the one that was inferred.
    """
    wanted, source = _wanted(plan.operation, operations)
    if not source or wanted == plan.behaviour:
        return plan
    if wanted == BehaviourKind.STUB:
        left = stub(plan.operation, plan.feature, f"{source} leaves it to be written by hand")
        return replace(left, inferred=plan)
    label = f"{plan.operation.method.upper()} {plan.operation.path}"
    known = wanted in tuple(BehaviourKind)
    raise AgentgenError(
        f"{label} can't behave as {wanted!r}" if known else f"there is no behaviour {wanted!r}",
        where=source,
        why=f"it was found to be {str(plan.behaviour)!r}: {plan.reason}" if known else "",
        way_out=f"write {str(plan.behaviour)!r}, or {str(BehaviourKind.STUB)!r}",
    )


def check_names(api: Api, operations: Mapping[str, Any]) -> None:
    """Refuse overrides of operations that the contract does not have.

    Raises:
        AgentgenError: naming the first one.
    """
    names = {name for o in api.operations for name in (o.id, o.operation_id)}
    for name in operations:
        if name not in names:
            raise AgentgenError(
                f"there is no operation {name!r}", where="agentgen.yaml, decisions.operations",
                way_out="use an operationId of the contract",
            )  # fmt: skip


def _wanted(operation: Operation, operations: Mapping[str, Any]) -> tuple[Any, str]:
    """(name of a behaviour, who asks for it); the second is empty when nobody does."""
    for name in (operation.operation_id, operation.id):
        if name in operations:
            return operations[name]["behaviour"], f"agentgen.yaml, decisions.operations.{name}"
    if EXTENSION in operation.extensions:
        return operation.extensions[EXTENSION], f"{EXTENSION} at #{operation.pointer.lstrip('#')}"
    return "", ""
