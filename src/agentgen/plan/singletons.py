"""Records of which there is one: `/settings`, `/me/profile`, `/teams/{id}/billing`."""

import re
from collections.abc import Mapping
from dataclasses import replace

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import (
    BehaviourKind,
    Column,
    ColumnType,
    Entity,
    OperationPlan,
    Payload,
    Source,
)
from agentgen.ir.schema import UNSET, Schema
from agentgen.names import words
from agentgen.plan.accounts import Accounts, request_payload, response_payload
from agentgen.plan.agreement import disagreement, missing_wrapper
from agentgen.plan.candidates import Candidate
from agentgen.plan.entities import Draft
from agentgen.plan.inference import Context, NotInferredError, answer_of, bindings, or_stub, plan_on
from agentgen.plan.payload import many
from agentgen.plan.personal import is_own_path
from agentgen.plan.resources import Resource, find_resources

_KINDS = {
    "get": BehaviourKind.READ_SINGLE,
    "put": BehaviourKind.REPLACE_SINGLE,
    "patch": BehaviourKind.UPDATE_SINGLE,
    "delete": BehaviourKind.DELETE_SINGLE,
}
_VERBS = {
    "get": "answers with",
    "put": "stores",
    "patch": "changes the given properties of",
    "delete": "removes",
}
_CALLERS = re.compile(
    r"\b(your|my|(?:current|authenticated|signed[- ]in|logged[- ]in)(?:ly)? user)\b", re.IGNORECASE
)
_FILLED = (Source.SERIAL, Source.UUID, Source.TOKEN, Source.NOW, Source.TOUCHED, Source.PARENT)
_ONLY = "singleton"
"""Column of the mark that keeps a table to one row."""


def find_singletons(api: Api, candidates: dict[str, Candidate], accounts: Accounts | None) -> None:
    """Add a candidate for each path that answers with one record and takes its changes.

    Paths with items of their own, lists, and the caller's own account are something else.
    """
    known = {o.id for o in accounts.operations} if accounts else set()
    for path, resource in find_resources(api.operations).items():
        free = path not in candidates and not resource.item
        if free and not any(o.id in known for o in resource.operations):
            found = _candidate(api, resource)
            if found is not None:
                candidates[path] = found


def _candidate(api: Api, resource: Resource) -> Candidate | None:
    read = resource.collection.get("get")
    writes = [o for m in ("put", "patch") if (o := resource.collection.get(m))]
    content = read.success.json if read and read.success else None
    if read is None or content is None or not writes or many(api, content.schema, resource.hints):
        return None
    shown = response_payload(api, read, resource.hints)
    asked = [request_payload(api, o, resource.hints) for o in writes]
    given = [payload for payload in asked if payload is not None]
    if shown is None or not given or not _resembles(api, shown.record, given[0].record):
        return None
    if _names_itself(api, resource, given[0].record):
        return None
    return Candidate(
        resource, [shown.record], writes[0], given[0], [p.record for p in given], single=True
    )


def _resembles(api: Api, shown: Schema, given: Schema) -> bool:
    """True when the answer shows at least half of what a request carries."""
    one, other = ({p.wire for p in api.resolve(s).properties} for s in (shown, given))
    return len(one & other) * 2 >= len(other)


def _names_itself(api: Api, resource: Resource, given: Schema) -> bool:
    """True when a request says which of several records it means: `packageId` at `/package`."""
    key = [*words(resource.segment), "id"]
    return any(words(p.wire) == key for p in api.resolve(given).properties)


def bind_singletons(drafts: Mapping[str, Draft], user: str) -> None:
    """Give singletons the hidden columns that tell whose they are.

    Args:
        drafts: changed in place.
        user: name of the account entity; empty without accounts.
    """
    for draft in drafts.values():
        if draft.candidate.single and user and not draft.entity.owner and _is_personal(draft):
            taken = {c.name for c in draft.entity.columns}
            name = "user_id" if "user_id" not in taken else "account_id"
            owner = Column(name, "", ColumnType.BIGINT, Source.OWNER)
            draft.entity = replace(draft.entity, columns=(*draft.entity.columns, owner), owner=name)


def finish_singletons(api: Api, drafts: Mapping[str, Draft]) -> None:
    """Set what tells one singleton from another, and whether it is there from the start."""
    for draft in drafts.values():
        if not draft.candidate.single:
            continue
        entity = draft.entity
        names = entity.scope
        if _is_personal(draft) or not names:
            names = (*names, *([entity.owner] if entity.owner else []))
        if not names:
            mark = Column(_ONLY, "", ColumnType.BOOLEAN, Source.CONSTANT, default=True)
            entity = replace(entity, columns=(*entity.columns, mark))
            names = (_ONLY,)
        entity = replace(entity, single=names)
        draft.entity = replace(entity, lazy=_is_lazy(api, draft, entity))


def _is_personal(draft: Draft) -> bool:
    """True when every operation is for callers who signed in, and about what is theirs."""
    operations = draft.candidate.resource.operations
    if not all(o.security and all(o.security) for o in operations):
        return False
    path = draft.candidate.resource.path
    own = any(set(words(s)) in ({"me"}, {"my"}) for s in path.split("/")) or is_own_path(path)
    return own or any(_CALLERS.search(f"{o.summary} {o.description}") for o in operations)


def _is_lazy(api: Api, draft: Draft, entity: Entity) -> bool:
    """True when defaults make a whole record, so that nobody has to store one first."""
    required = {
        p.wire for s in draft.candidate.reads for p in api.resolve(s).properties if p.required
    }
    return not draft.sourceless and all(
        _has_value(api, c, shown=c.wire in required) for c in entity.columns
        if c.name not in entity.single
    )  # fmt: skip


def _has_value(api: Api, column: Column, *, shown: bool) -> bool:
    if column.primary or column.source in _FILLED or column.default not in (UNSET, None):
        return True
    schema = column.schema
    null = schema is not None and (schema.nullable or api.resolve(schema).nullable)
    return column.nullable and (null or not shown)


def plan_singleton(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    """The plan of an operation on a singleton; a stub with the reason where there is none."""
    return or_stub(operation, draft.entity.feature, lambda: _plan(context, draft, operation))


def _plan(context: Context, draft: Draft, operation: Operation) -> OperationPlan:
    entity, method = draft.entity, operation.method
    if method not in _KINDS:
        raise NotInferredError(f"{method.upper()} is no way to read or change a single record")
    if any(p.required for p in operation.query_parameters):
        raise NotInferredError("what the required query parameters select is not said")
    if _is_personal(draft) and (context.user is None or not entity.owner):
        raise NotInferredError("whose record it is: the contract has no accounts")
    _require_beginning(draft)
    payload, fields = answer_of(context, draft, operation)
    if payload is None and method == "get":
        raise NotInferredError("the answer has no body that is described")
    if operation is not draft.candidate.create:
        _require_writer(context, draft)
    request = _request(context, draft, operation, payload)
    plan = plan_on(
        draft, operation, _KINDS[method],
        f"{method.upper()} {_VERBS[method]} the {_what(draft)} of {_whose(draft)}",
        bindings=bindings(context, draft), request=request, response=payload, envelope=fields,
        key_column=entity.primary.name,
    )  # fmt: skip
    kept = {r.status for r in operation.responses} & {"200", "204"}
    return replace(plan, status=int(min(kept))) if method == "put" and kept else plan


def _request(
    context: Context, draft: Draft, operation: Operation, payload: Payload | None
) -> Payload | None:
    """What a request carries that stores or changes the record."""
    if operation.method not in ("put", "patch"):
        return None
    request = request_payload(context.api, operation, draft.candidate.resource.hints)
    if request is None:
        raise NotInferredError("the request is no record")
    wrapper = missing_wrapper(context.api, request)
    if wrapper:
        raise NotInferredError(f"the request may leave out {wrapper!r}")
    for shown in [*draft.candidate.reads, *([payload.record] if payload else [])]:
        wire = disagreement(context.api, draft.entity, request, shown)
        if wire:
            raise NotInferredError(f"{wire!r} is sent in a form that answers do not have")
    return request


def _require_beginning(draft: Draft) -> None:
    """There is a way from nothing to the first record."""
    created = draft.candidate.create
    if draft.sourceless:
        names = ", ".join(repr(w) for w in draft.sourceless)
        raise NotInferredError(f"no request gives {names}, and no value can be derived")
    if not draft.entity.lazy and (created is None or created.method != "put"):
        raise NotInferredError("no request stores a first record, and defaults make none")


def _require_writer(context: Context, draft: Draft) -> None:
    """Something stores what is read and removed."""
    assert draft.candidate.create is not None
    try:
        _plan(context, draft, draft.candidate.create)
    except NotInferredError as reason:
        raise NotInferredError(f"nothing is known to store it: {reason}") from reason


def _what(draft: Draft) -> str:
    return " ".join(words(draft.candidate.resource.segment))


def _whose(draft: Draft) -> str:
    entity = draft.entity
    if entity.single == (_ONLY,):
        return "the service"
    columns = [c for c in entity.columns if c.name in entity.single]
    return "each " + " and ".join(_named(entity, c) for c in columns)


def _named(entity: Entity, column: Column) -> str:
    if column.name == entity.owner:
        return "caller"
    name = column.references[0] if column.references else column.name.removesuffix("_id")
    return name.replace("_", " ").lower()
