"""What the inference of every behaviour shares: context, path parameters, answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import (
    BehaviourKind,
    Binding,
    Entity,
    OperationPlan,
    Payload,
)
from agentgen.ir.decisions import Decisions
from agentgen.names import attribute
from agentgen.plan.accounts import response_payload
from agentgen.plan.entities import Draft
from agentgen.plan.links import Toggle
from agentgen.plan.memberships import Membership
from agentgen.plan.paging import without_cursors
from agentgen.plan.payload import envelope


@dataclass(frozen=True, slots=True)
class Context:
    """What inference may look at; `links` are the link tables, `toggles` what changes them.

    `members` are the link tables of `memberships`, by `memberships.table_of`; `logouts` the
    tables of tokens that are no longer valid, by the operations that end sessions.
    """

    api: Api
    decisions: Decisions
    drafts: Mapping[str, Draft]
    user: Entity | None
    links: Mapping[str, Entity] = field(default_factory=dict)
    toggles: Mapping[str, Toggle] = field(default_factory=dict)
    memberships: Mapping[str, Membership] = field(default_factory=dict)
    members: Mapping[str, Entity] = field(default_factory=dict)
    logouts: Mapping[str, Entity] = field(default_factory=dict)


class NotInferredError(Exception):
    """Carries the reason why an operation becomes a stub."""


def stub(operation: Operation, feature: str, reason: str) -> OperationPlan:
    """An operation that nothing could be inferred for."""
    return OperationPlan(
        operation=operation,
        feature=feature,
        function=operation.id,
        behaviour=BehaviourKind.STUB,
        reason=reason,
        status=success_status(operation),
    )


def or_stub(
    operation: Operation, feature: str, infer: Callable[[], OperationPlan]
) -> OperationPlan:
    """What `infer` returns; a stub with the reason where it raises `NotInferredError`."""
    try:
        return infer()
    except NotInferredError as reason:
        return stub(operation, feature, str(reason))


def success_status(operation: Operation) -> int:
    """The status of success: the contract's, else 200 (204 when there is no content)."""
    response = operation.success
    if response is not None and response.status.isdigit():
        return int(response.status)
    return {"post": 201, "delete": 204}.get(operation.method, 200)


def _describes_success(operation: Operation) -> bool:
    return operation.success is not None and operation.success.status.startswith("2")


def plan_on(
    draft: Draft, operation: Operation, behaviour: BehaviourKind, reason: str, **more: Any
) -> OperationPlan:
    """The plan of an operation on a draft's records; `more` sets further fields."""
    resource = draft.candidate.resource
    on_item = any(found is operation for found in resource.item.values())
    known: dict[str, Any] = {
        "key": operation.path.rstrip("/").rpartition("/")[2][1:-1] if on_item else "",
        "key_column": draft.key_column or draft.entity.key,
    }
    return OperationPlan(
        operation=operation,
        feature=draft.entity.feature,
        function=operation.id,
        behaviour=behaviour,
        reason=reason,
        status=success_status(operation),
        entity=draft.entity.name,
        **(known | more),
    )


def bindings(context: Context, draft: Draft) -> tuple[Binding, ...]:
    """Path parameters before the collection, with what each names."""
    return bindings_by(context, draft, draft.candidate.resource.parents)


def bindings_by(context: Context, draft: Draft, names: tuple[str, ...]) -> tuple[Binding, ...]:
    """What path parameters before a draft's collection name.

    `names` are the parameters as the path in question calls them, outermost first."""
    entity = draft.entity
    parent = context.drafts.get(draft.candidate.resource.parent_path.rpartition("/")[0])
    if parent is None:
        pairs = zip(dict.fromkeys(names), entity.scope, strict=False)
        return tuple(Binding(name, column) for name, column in pairs)
    outer = bindings_by(context, parent, names[:-1])
    return (*outer, Binding(names[-1], entity.scope[0], parent.entity.name, parent.entity.key))


def answer_of(context: Context, draft: Draft, operation: Operation) -> tuple[Any, ...]:
    """(payload, envelope) of a success response with a record; (None, ()) without a body.

    Where the contract describes no success at all, the record itself is the answer.
    """
    content = operation.success.json if operation.success else None
    if content is None and not _describes_success(operation) and draft.candidate.reads:
        shown = draft.candidate.reads[0]
        return (None, ()) if operation.method == "delete" else (Payload(shown, shown), ())
    if content is None:
        if operation.success is not None and operation.success.contents:
            kinds = ", ".join(c.media_type for c in operation.success.contents)
            raise NotInferredError(f"the answer is {kinds}, not JSON")
        return None, ()
    payload = response_payload(context.api, operation, draft.candidate.resource.hints)
    if payload is None:
        raise NotInferredError("the answer is no record")
    require_known(context, draft, payload)
    fields = without_cursors(envelope_of(context, payload))
    if fields is None:
        raise NotInferredError("a required field beside the record has no known source")
    return payload, fields


def envelope_of(context: Context, payload: Payload) -> tuple[Any, ...]:
    """The fields beside the record(s); raises NotInferredError when one has no known source."""
    fields = envelope(context.api, payload)
    if fields is None:
        raise NotInferredError("a required field beside the record has no known source")
    return fields


def require_known(context: Context, draft: Draft, payload: Payload) -> None:
    """Every required property of a shown record must be stored or embedded."""
    wires = draft.entity.shown_wires
    for prop in context.api.resolve(payload.record).properties:
        known = prop.wire in wires or attribute(prop.wire) in draft.entity.embeds
        if prop.required and not known:
            raise NotInferredError(f"the source of {prop.wire!r} in the answer is not known")
