"""How services reach a record of which there is one."""

from typing import Any

from agentgen.emit.backend.service_model import FinderMethod, ServiceView, TypedName
from agentgen.emit.backend.storage import scope_values
from agentgen.emit.backend.viewers import user_key
from agentgen.ir.blueprint import BehaviourKind, Blueprint, Entity, OperationPlan


def single_lines(
    blueprint: Blueprint,
    view: ServiceView,
    entity: Entity,
    plan: OperationPlan,
    path: list[TypedName],
    parents: tuple[str, ...],
) -> dict[str, Any]:
    """What the templates name, and the private method that `view` needs for it.

    Args:
        path: arguments that the path gives.
        parents: lines that look up the records the path goes through.
    """
    caller = ["caller_id"] if entity.owner in entity.single else []
    values = ", ".join([*scope_values(blueprint, entity, plan), *caller])
    if plan.behaviour is BehaviourKind.REPLACE_SINGLE:
        return {"lookup": f"self._store.get_only({values})"}
    method = FinderMethod(
        name="_only",
        arguments=(*path, *(TypedName(c, user_key(blueprint)) for c in caller)),
        parents=parents,
        call=f"self._store.{'ensure' if entity.lazy else 'get'}_only({values})",
        record=f"{entity.name}Record",
        title=entity.title,
        lazy=entity.lazy,
    )
    if all(known.name != method.name for known in view.finders):
        view.finders.append(method)
    call = ", ".join([*(argument.name for argument in path), *caller])
    return {"finder": method.name, "finder_call": call, "owner": "", "key_required": ""}
