"""Which operations need to know who calls."""

from agentgen.emit.backend.viewers import needs_viewer
from agentgen.ir.blueprint import (
    ME_KINDS,
    SINGLE_KINDS,
    BehaviourKind,
    Blueprint,
    Entity,
    OperationPlan,
)

_CREATES = (BehaviourKind.CREATE, BehaviourKind.CREATE_MANY, BehaviourKind.UPSERT)
MARKS = (BehaviourKind.MARK, BehaviourKind.UNMARK, BehaviourKind.MARKED)
_WRITES = (
    BehaviourKind.UPDATE,
    BehaviourKind.REPLACE,
    BehaviourKind.UPSERT,
    BehaviourKind.DELETE,
)


def needs_user(blueprint: Blueprint, plan: OperationPlan) -> bool:
    """True when the behaviour or its answer depends on who calls, or may once it is written."""
    if plan.behaviour is BehaviourKind.STUB:
        return bool(_schemes(plan) & _account_schemes(blueprint))
    return acts_as_user(blueprint, plan) or needs_viewer(blueprint, plan)


def acts_as_user(blueprint: Blueprint, plan: OperationPlan) -> bool:
    """True when only somebody who signed in can be served."""
    if plan.behaviour is BehaviourKind.STUB:
        return plan.protected and _schemes(plan) <= _account_schemes(blueprint)
    if plan.behaviour in SINGLE_KINDS:
        return _is_callers(blueprint.entities[plan.entity], plan)
    if plan.behaviour in (*ME_KINDS, *MARKS) or plan.personal:
        return True
    entity = blueprint.entities.get(plan.entity)
    if entity is None or not entity.owner or not plan.protected:
        return False
    return plan.behaviour in _CREATES or belongs_to_owner(plan)


def _schemes(plan: OperationPlan) -> set[str]:
    return {r.scheme for alternative in plan.operation.security for r in alternative}


def _account_schemes(blueprint: Blueprint) -> set[str]:
    """Security schemes by which accounts of the product call: others may come from elsewhere."""
    known = (p.inferred or p for p in blueprint.operations)
    written = (p for p in known if p.behaviour is not BehaviourKind.STUB and p.protected)
    return {s for p in written if acts_as_user(blueprint, p) for s in _schemes(p)}


def _is_callers(entity: Entity, plan: OperationPlan) -> bool:
    """True for a singleton of each caller, and one that remembers who stored it first."""
    stores = plan.behaviour is BehaviourKind.REPLACE_SINGLE and plan.protected
    return bool(entity.owner) and (entity.owner in entity.single or stores)


def belongs_to_owner(plan: OperationPlan) -> bool:
    """True for changes that only the owner of a record may make."""
    if plan.transition is not None:
        return plan.transition.by_owner
    return plan.behaviour in _WRITES
