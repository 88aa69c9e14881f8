"""One behaviour for every operation, with the reason for it."""

from dataclasses import replace
from typing import Any

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import (
    Audience,
    BehaviourKind,
    EnvelopeField,
    Match,
    OperationPlan,
    Paging,
    Payload,
    Sorting,
    Source,
)
from agentgen.ir.schema import Kind, Schema
from agentgen.plan.accounts import request_payload
from agentgen.plan.agreement import disagreement, missing_wrapper
from agentgen.plan.candidates import creates_item
from agentgen.plan.entities import Draft
from agentgen.plan.filters import read_filters
from agentgen.plan.inference import (
    Context,
    NotInferredError,
    answer_of,
    bindings,
    envelope_of,
    plan_on,
    require_known,
    stub,
)
from agentgen.plan.links import links_to
from agentgen.plan.paging import read_cursor, read_paging, without_cursors
from agentgen.plan.payload import many
from agentgen.plan.personal import audience_of
from agentgen.plan.sorting import read_sorting
from agentgen.plan.verbs import FOLLOWS

_AUDIENCES = {
    Audience.OWN: "GET lists the {titles} that belong to the caller",
    Audience.MARKED: "GET lists the {titles} that the caller marked",
    Audience.FOLLOWED: "GET lists the {titles} of users whom the caller follows, newest first",
}


def infer(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    """The behaviour of an operation on a resource; a stub with the reason where there is none."""
    try:
        return _agreeing(context, draft, _infer(context, draft, operation))
    except NotInferredError as reason:
        return stub(operation, draft.entity.feature, str(reason))


# agentgen: ignore[single-responsibility] a dispatch: one way for each case
def _infer(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    resource, method = draft.candidate.resource, operation.method
    if operation in draft.candidate.lists:
        return plan_list(context, draft, operation)
    if operation in draft.candidate.personal:
        return _personal(context, draft, operation)
    if resource.collection.get(method) is operation:
        if operation is draft.candidate.create:
            return _create(context, draft, operation)
        if method == "put":
            return _change(context, draft, operation, in_body=True)
    elif resource.item.get(method) is operation:
        if method == "get":
            return _read(context, draft, operation)
        if method == "put" and creates_item(operation) and _client_names(draft):
            return _upsert(context, draft, operation)
        if method in ("put", "patch"):
            return _change(context, draft, operation, in_body=False)
        if method == "delete":
            return _delete(context, draft, operation)
    raise NotInferredError(f"{method.upper()} is no known operation on records here")


def _agreeing(context: Context, draft: Draft, plan: OperationPlan) -> OperationPlan:
    """The plan, if whatever its request may carry can be stored and shown."""
    if plan.request is None:
        return plan
    wrapper = missing_wrapper(context.api, plan.request)
    if wrapper:
        raise NotInferredError(f"the request may leave out {wrapper!r}, which carries the record")
    shapes = [*draft.candidate.reads, *([plan.response.record] if plan.response else [])]
    for shown in shapes:
        wire = disagreement(context.api, draft.entity, plan.request, shown)
        if wire:
            raise NotInferredError(f"{wire!r} is sent in a form that answers do not have")
    return plan


def _require_sources(draft: Draft) -> None:
    if draft.sourceless:
        names = ", ".join(repr(w) for w in draft.sourceless)
        raise NotInferredError(f"no request gives {names}, and no value can be derived")


def plan_list(
    context: Context, draft: Draft, operation: Operation, *, personal: bool = False
) -> OperationPlan:
    """The plan of a list of a draft's records; `personal` ones belong to no collection.

    Raises:
        NotInferredError: with the reason why it can't be inferred.
    """
    api, entity = context.api, draft.entity
    content = operation.success.json if operation.success else None
    payload = many(api, content.schema, draft.candidate.resource.hints) if content else None
    if payload is None:
        raise NotInferredError("the answer is no list of records")
    require_known(context, draft, payload)
    bound = bindings(context, draft)
    if not {b.parameter for b in bound} <= {p.name for p in operation.path_parameters}:
        raise NotInferredError("the records lie below others, which the path does not name")
    paging = read_paging(api, operation, context.decisions)
    sorting = read_sorting(api, operation, entity)
    paging, fields = _cut(context, operation, payload, paging, sorting)
    filters = read_filters(
        api,
        operation,
        entity,
        paging,
        sorting,
        context.user,
        tuple(links_to(context.links, entity.name)),
    )
    required = {p.name for p in operation.query_parameters if p.required}
    for found in filters:
        if found.match is Match.STUB and found.parameter in required:
            raise NotInferredError(f"what the required parameter {found.parameter!r} selects")
    below = operation.path.rstrip("/") != draft.candidate.resource.path
    if below and not personal and not any(f.match is not Match.STUB for f in filters):
        raise NotInferredError("which records belong to this list is not said")
    total = next((f.path for f in fields if f.fill == "total"), ())
    reason = f"GET on the collection answers with a list of {entity.title_plural.lower()}"
    return plan_on(
        draft, operation, BehaviourKind.LIST, reason, bindings=bound,
        response=payload, envelope=fields, total=total, paging=paging, filters=filters,
        sorting=sorting,
    )  # fmt: skip


def _cut(
    context: Context, operation: Operation, payload: Payload, paging: Paging, sorting: Sorting
) -> tuple[Paging, tuple[EnvelopeField, ...]]:
    """How a list is paged and what its envelope tells of it.

    A cursor stands for a place in the list's own order; where clients choose the order it is not
    known what it should mean.
    """
    fields = envelope_of(context, payload)
    cursor = read_cursor(context.api, operation, paging, fields) if not sorting.by else None
    if cursor is not None:
        return cursor, fields
    kept = without_cursors(fields)
    if kept is None:
        raise NotInferredError("a required field beside the record has no known source")
    return paging, kept


def _personal(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    """A list of what belongs to the caller, what they marked, or what those they follow made."""
    entity = draft.entity
    audience, stem = audience_of(operation)
    if entity.scope:
        raise NotInferredError("the records lie below others, which the path does not name")
    if audience is not Audience.MARKED and not entity.owner:
        raise NotInferredError(f"{entity.title_plural.lower()} belong to nobody")
    link = ""
    if audience is Audience.MARKED:
        tables = links_to(context.links, entity.name)
        link = next((t.name for t, known in tables if known.stem == stem), "")
    elif audience is Audience.FOLLOWED and context.user is not None:
        tables = links_to(context.links, context.user.name)
        link = next((t.name for t, known in tables if known.stem in FOLLOWS), "")
    if not link and audience is not Audience.OWN:
        raise NotInferredError("no operation marks what this list would select")
    return replace(
        plan_list(context, draft, operation, personal=True),
        audience=audience, link=link, reason=_AUDIENCES[audience].format(
            titles=entity.title_plural.lower()
        ),
    )  # fmt: skip


def _create(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    _require_sources(draft)
    needs_owner = any(c.source is Source.OWNER and not c.nullable for c in draft.entity.columns)
    if needs_owner and not (operation.security and all(operation.security)):
        raise NotInferredError("records belong to a user, but anonymous callers may create them")
    _require_password(context.api, draft)
    payload, fields = answer_of(context, draft, operation)
    reason = f"POST on the collection carries a new {draft.entity.title.lower()}"
    return plan_on(
        draft, operation, BehaviourKind.CREATE, reason, bindings=bindings(context, draft),
        request=draft.candidate.create_request, response=payload, envelope=fields,
    )  # fmt: skip


def _require_password(api: Api, draft: Draft) -> None:
    """An account that needs a password is not created by requests that may lack one."""
    request = draft.candidate.create_request
    secrets = {
        c.wire for c in draft.entity.columns if c.source is Source.PASSWORD and not c.nullable
    }
    given = api.resolve(request.record).properties if request else ()
    if any(p.wire in secrets and not p.required for p in given):
        raise NotInferredError("the request may lack the password that accounts need")


def _read(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    payload, fields = answer_of(context, draft, operation)
    if payload is None:
        raise NotInferredError("the answer has no body that is described")
    reason = f"GET on an item answers with one {draft.entity.title.lower()}"
    return plan_on(
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
        optional = not key.required or api.resolve(key.schema).nullable
        if draft.entity.scope and optional:
            raise NotInferredError(f"requests may leave out {draft.key_wire!r}, which names it")
    payload, fields = answer_of(context, draft, operation)
    partial = operation.method == "patch" or _all_optional(api, draft, request.record)
    behaviour = BehaviourKind.UPDATE if partial else BehaviourKind.REPLACE
    verb = "changes the given properties of" if partial else "replaces"
    reason = f"{operation.method.upper()} {verb} one {draft.entity.title.lower()}"
    plan = plan_on(
        draft, operation, behaviour, reason, bindings=bindings(context, draft),
        request=request, response=payload, envelope=fields,
    )  # fmt: skip
    return replace(plan, key_in_body=in_body)


def _client_names(draft: Draft) -> bool:
    """True when clients may choose the key of a new item."""
    key = draft.entity.column(draft.key_column or draft.entity.key)
    alone = draft.candidate.create in draft.candidate.resource.item.values()
    return alone or key.source is not Source.SERIAL


def _upsert(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    _require_sources(draft)
    plan = _change(context, draft, operation, in_body=False)
    shapes = {r.status: r.json is not None for r in operation.responses if r.status[:1] == "2"}
    if len(set(shapes.values())) != 1:
        raise NotInferredError("new items and those there are get answers of different shapes")
    needed = draft.candidate.create_request
    asked = context.api.resolve(needed.record).properties if needed else ()
    given = {p.wire for p in context.api.resolve(plan.request.record).properties
             if p.required} if plan.request else set()  # fmt: skip
    lacking = [p.wire for p in asked if p.required and p.wire not in given | {draft.key_wire}]
    if lacking:
        raise NotInferredError(f"the request does not always give {lacking[0]!r} of a new item")
    reason = f"PUT replaces one {draft.entity.title.lower()}, or creates it under the key given"
    other = next(int(s) for s in ("200", "204") if s in shapes)
    return replace(plan, behaviour=BehaviourKind.UPSERT, reason=reason, status=other)


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
        payload, fields = answer_of(context, draft, operation)
    reason = f"DELETE on an item removes one {draft.entity.title.lower()}"
    return plan_on(
        draft, operation, BehaviourKind.DELETE, reason, bindings=bindings(context, draft),
        response=payload, envelope=fields,
    )  # fmt: skip
