"""How services reach a group and what belongs to it."""

from typing import Any

from agentgen.emit.backend.arguments import path_names, variable
from agentgen.ir.blueprint import BehaviourKind, Blueprint, OperationPlan
from agentgen.names import attribute


def group_key(blueprint: Blueprint, plan: OperationPlan) -> str:
    """Source of the key of the group, in a service method that has looked it up."""
    group = blueprint.entities[plan.bindings[-1].parent]
    return f"{variable(group, plan)}.{group.primary.name}"


def member_lines(blueprint: Blueprint, plan: OperationPlan) -> dict[str, Any]:
    """What the templates of memberships name.

    `refuses` tells that the contract has an answer for a pair that is there already, or is not.
    """
    entity = blueprint.entities[plan.entity]
    adds = plan.behaviour is BehaviourKind.ADD_MEMBER
    statuses = {response.status for response in plan.operation.responses}
    return {
        "lookup": f"self._store.get_by_{plan.key_column}({_key(blueprint, plan)})",
        "group_key": group_key(blueprint, plan),
        "member_title": entity.title,
        "refuses": ("409" if adds else "404") in statuses,
    }


def _key(blueprint: Blueprint, plan: OperationPlan) -> str:
    if plan.key:
        return path_names(plan)[plan.key]
    assert plan.request is not None
    (given,) = blueprint.api.resolve(plan.request.record).properties
    return f"data.{attribute(given.wire)}"
