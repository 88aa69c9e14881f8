"""Operations by which a caller marks an item for themselves: favourite, star, follow."""

from agentgen.ir.api import Operation
from agentgen.ir.blueprint import BehaviourKind, OperationPlan
from agentgen.plan.features import feature_slug
from agentgen.plan.inference import Context, NotInferredError, answer_of, bindings_by, plan_on, stub
from agentgen.plan.links import Toggle, links_to
from agentgen.plan.verbs import MARKS

_KINDS = {
    "post": BehaviourKind.MARK,
    "put": BehaviourKind.MARK,
    "delete": BehaviourKind.UNMARK,
    "get": BehaviourKind.MARKED,
}
_REASONS = {
    BehaviourKind.MARK: "the signed-in user marks one {title} ({verb})",
    BehaviourKind.UNMARK: "the signed-in user takes the mark from one {title} ({verb})",
    BehaviourKind.MARKED: "tells whether the signed-in user marked one {title} ({verb})",
}


def plan_toggle(context: Context, operation: Operation) -> OperationPlan:
    """The plan of an operation that `links.find_toggles` found."""
    toggle = context.toggles[operation.id]
    draft = context.drafts[toggle.home]
    try:
        return _plan(context, toggle)
    except NotInferredError as reason:
        return stub(operation, draft.entity.feature or feature_slug(operation), str(reason))


def _plan(context: Context, toggle: Toggle) -> OperationPlan:
    operation, draft = toggle.operation, context.drafts[toggle.home]
    behaviour = _KINDS.get(operation.method)
    if behaviour is None:
        raise NotInferredError(f"{operation.method.upper()} is no way to mark a record")
    if toggle.undo and behaviour is BehaviourKind.MARK:
        behaviour = BehaviourKind.UNMARK
    found = [t for t, link in links_to(context.links, draft.entity.name)
             if link.stem == toggle.stem]  # fmt: skip
    if not found:
        raise NotInferredError("whose mark it is: the contract has no accounts")
    has_body = operation.success is not None and operation.success.json is not None
    if behaviour is BehaviourKind.MARKED and has_body:
        raise NotInferredError("what the answer says of the mark is not known")
    payload, fields = answer_of(context, draft, operation) if has_body else (None, ())
    reason = _REASONS[behaviour].format(title=draft.entity.title.lower(), verb=MARKS[toggle.stem])
    return plan_on(
        draft, operation, behaviour, reason, key=toggle.key,
        bindings=bindings_by(context, draft, toggle.parents),
        response=payload, envelope=fields, link=found[0].name,
    )  # fmt: skip
