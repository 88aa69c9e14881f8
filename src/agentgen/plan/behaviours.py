"""One behaviour for every operation, with the reason for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import (
    BehaviourKind,
    Binding,
    Entity,
    Match,
    OperationPlan,
    Payload,
    Source,
)
from agentgen.ir.decisions import Decisions
from agentgen.ir.schema import Kind, Schema
from agentgen.names import attribute
from agentgen.plan.accounts import request_payload, response_payload
from agentgen.plan.entities import Draft
from agentgen.plan.filters import read_filters
from agentgen.plan.paging import read_paging
from agentgen.plan.payload import envelope, many
from agentgen.plan.sorting import read_sorting


@dataclass(frozen=True, slots=True)
class Context:
    """What inference may look at."""

    api: Api
    decisions: Decisions
    drafts: Mapping[str, Draft]
    user: Entity | None


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


def success_status(operation: Operation) -> int:
    """The status of success: the contract's, else 200 (204 when there is no content)."""
    response = operation.success
    if response is not None and response.status.isdigit():
        return int(response.status)
    return {"post": 201, "delete": 204}.get(operation.method, 200)


def _describes_success(operation: Operation) -> bool:
    return operation.success is not None and operation.success.status.startswith("2")


def infer(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    """The behaviour of an operation on a resource; a stub with the reason where there is none."""
    try:
        return _infer(context, draft, operation)
    except NotInferredError as reason:
        return stub(operation, draft.entity.feature, str(reason))


def _infer(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    resource, method = draft.candidate.resource, operation.method
    if operation in draft.candidate.lists:
        return _list(context, draft, operation)
    if resource.collection.get(method) is operation:
        if operation is draft.candidate.create:
            return _create(context, draft, operation)
        if method == "put":
            return _change(context, draft, operation, in_body=True)
    elif resource.item.get(method) is operation:
        if method == "get":
            return _read(context, draft, operation)
        if method in ("put", "patch"):
            return _change(context, draft, operation, in_body=False)
        if method == "delete":
            return _delete(context, draft, operation)
    raise NotInferredError(f"{method.upper()} {operation.path} is no known operation on records")


def _base(
    draft: Draft, operation: Operation, behaviour: BehaviourKind, reason: str, **more: Any
) -> OperationPlan:
    resource = draft.candidate.resource
    on_item = any(found is operation for found in resource.item.values())
    return OperationPlan(
        operation=operation,
        feature=draft.entity.feature,
        function=operation.id,
        behaviour=behaviour,
        reason=reason,
        status=success_status(operation),
        entity=draft.entity.name,
        key=operation.path.rstrip("/").rpartition("/")[2][1:-1] if on_item else "",
        key_column=draft.key_column or draft.entity.key,
        **more,
    )


def bindings(context: Context, draft: Draft) -> tuple[Binding, ...]:
    """Path parameters before the collection, with what each names."""
    return _bindings(context, draft, draft.candidate.resource.parents)


def _bindings(context: Context, draft: Draft, names: tuple[str, ...]) -> tuple[Binding, ...]:
    """`names` are the parameters as the path in question calls them, outermost first."""
    entity = draft.entity
    parent = context.drafts.get(draft.candidate.resource.parent_path.rpartition("/")[0])
    if parent is None:
        pairs = zip(dict.fromkeys(names), entity.scope, strict=False)
        return tuple(Binding(name, column) for name, column in pairs)
    outer = _bindings(context, parent, names[:-1])
    return (*outer, Binding(names[-1], entity.scope[0], parent.entity.name, parent.entity.key))


def _response(context: Context, draft: Draft, operation: Operation) -> tuple[Any, ...]:
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
    _require_known(context, draft, payload)
    return payload, _envelope(context, payload)


def _envelope(context: Context, payload: Payload) -> tuple[Any, ...]:
    fields = envelope(context.api, payload)
    if fields is None:
        raise NotInferredError("a required field beside the record has no known source")
    return fields


def _require_known(context: Context, draft: Draft, payload: Payload) -> None:
    """Every required property of a shown record must be stored or embedded."""
    wires = {c.wire for c in draft.entity.columns}
    for prop in context.api.resolve(payload.record).properties:
        known = prop.wire in wires or attribute(prop.wire) in draft.entity.embeds
        if prop.required and not known:
            raise NotInferredError(f"the source of {prop.wire!r} in the answer is not known")


def _require_sources(draft: Draft) -> None:
    if draft.sourceless:
        names = ", ".join(repr(w) for w in draft.sourceless)
        raise NotInferredError(f"no request gives {names}, and no value can be derived")


def _list(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    api, entity = context.api, draft.entity
    content = operation.success.json if operation.success else None
    payload = many(api, content.schema, draft.candidate.resource.hints) if content else None
    if payload is None:
        raise NotInferredError("the answer is no list of records")
    _require_known(context, draft, payload)
    fields = _envelope(context, payload)
    paging = read_paging(api, operation, context.decisions)
    sorting = read_sorting(api, operation, entity)
    filters = read_filters(api, operation, entity, paging, sorting, context.user)
    required = {p.name for p in operation.query_parameters if p.required}
    for found in filters:
        if found.match is Match.STUB and found.parameter in required:
            raise NotInferredError(f"what the required parameter {found.parameter!r} selects")
    below = operation.path.rstrip("/") != draft.candidate.resource.path
    if below and not any(f.match is not Match.STUB for f in filters):
        raise NotInferredError("which records belong to this list is not said")
    total = next((f.path for f in fields if f.fill == "total"), ())
    reason = f"GET on the collection answers with a list of {entity.title_plural.lower()}"
    return _base(
        draft, operation, BehaviourKind.LIST, reason, bindings=bindings(context, draft),
        response=payload, envelope=fields, total=total, paging=paging, filters=filters,
        sorting=sorting,
    )  # fmt: skip


def _create(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    _require_sources(draft)
    needs_owner = any(c.source is Source.OWNER and not c.nullable for c in draft.entity.columns)
    if needs_owner and not (operation.security and all(operation.security)):
        raise NotInferredError("records belong to a user, but anonymous callers may create them")
    payload, fields = _response(context, draft, operation)
    reason = f"POST on the collection carries a new {draft.entity.title.lower()}"
    return _base(
        draft, operation, BehaviourKind.CREATE, reason, bindings=bindings(context, draft),
        request=draft.candidate.create_request, response=payload, envelope=fields,
    )  # fmt: skip


def _read(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    payload, fields = _response(context, draft, operation)
    if payload is None:
        raise NotInferredError("the answer has no body that is described")
    reason = f"GET on an item answers with one {draft.entity.title.lower()}"
    return _base(
        draft, operation, BehaviourKind.READ, reason, bindings=bindings(context, draft),
        response=payload, envelope=fields,
    )  # fmt: skip


def _change(
    context: Context, draft: Draft, operation: Operation, *, in_body: bool
) -> OperationPlan:
    api = context.api
    request = request_payload(api, operation, draft.candidate.resource.hints)
    if request is None:
        raise NotInferredError("the request is no record")
    if in_body:
        key = api.resolve(request.record).property(draft.key_wire) if draft.key_wire else None
        if key is None:
            raise NotInferredError("nothing in the request names the record to change")
    payload, fields = _response(context, draft, operation)
    partial = operation.method == "patch" or _all_optional(api, draft, request.record)
    behaviour = BehaviourKind.UPDATE if partial else BehaviourKind.REPLACE
    verb = "changes the given properties of" if partial else "replaces"
    reason = f"{operation.method.upper()} {verb} one {draft.entity.title.lower()}"
    plan = _base(
        draft, operation, behaviour, reason, bindings=bindings(context, draft),
        request=request, response=payload, envelope=fields,
    )  # fmt: skip
    return replace(plan, key_in_body=in_body)


def _all_optional(api: Api, draft: Draft, record: Schema) -> bool:
    """A PUT whose properties are all optional, while creating requires some, is partial."""
    request = draft.candidate.create_request
    created = api.resolve(request.record) if request else Schema(Kind.OBJECT)
    changed = api.resolve(record)
    return any(p.required for p in created.properties) and not any(
        p.required for p in changed.properties
    )


def _delete(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    payload: Payload | None = None
    fields: tuple[Any, ...] = ()
    if operation.success is not None and operation.success.json is not None:
        payload, fields = _response(context, draft, operation)
    reason = f"DELETE on an item removes one {draft.entity.title.lower()}"
    return _base(
        draft, operation, BehaviourKind.DELETE, reason, bindings=bindings(context, draft),
        response=payload, envelope=fields,
    )  # fmt: skip
