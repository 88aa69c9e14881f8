"""Behaviours of the account operations."""

from dataclasses import replace

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import (
    BehaviourKind,
    EnvelopeField,
    OperationPlan,
    Payload,
)
from agentgen.names import attribute
from agentgen.plan.accounts import (
    Accounts,
    answers_text,
    request_payload,
    response_payload,
    token_path,
)
from agentgen.plan.entities import Draft
from agentgen.plan.inference import stub, success_status
from agentgen.plan.payload import envelope, source_of

_HINTS = frozenset(("user", "account", "profile", "me"))
_REASONS = {
    BehaviourKind.REGISTER: "a public POST with {identity} and password creates an account",
    BehaviourKind.LOGIN: "a request with {identity} and password answers with a token",
    BehaviourKind.READ_ME: "a protected GET answers with the caller's own account",
    BehaviourKind.UPDATE_ME: "a protected change of the caller's own account",
}


def account_plans(api: Api, accounts: Accounts, draft: Draft) -> dict[str, OperationPlan]:
    """Plans of the account operations by operation id.

    Nobody is asked for a token by the operations that lead to one, whatever the contract demands
    of all operations.
    """
    kinds = (
        (accounts.register, BehaviourKind.REGISTER),
        (accounts.login, BehaviourKind.LOGIN),
        (accounts.read_me, BehaviourKind.READ_ME),
        (accounts.update_me, BehaviourKind.UPDATE_ME),
    )
    return {o.id: _plan(api, accounts, draft, o, kind) for o, kind in kinds if o is not None}


def _plan(
    api: Api, accounts: Accounts, draft: Draft, operation: Operation, kind: BehaviourKind
) -> OperationPlan:
    if kind is BehaviourKind.REGISTER and draft.sourceless:
        names = ", ".join(repr(w) for w in draft.sourceless)
        return stub(operation, draft.entity.feature, f"no request gives {names}")
    response = response_payload(api, operation, _HINTS)
    content = operation.success.json if operation.success else None
    if kind is BehaviourKind.LOGIN and content is not None and answers_text(api, operation):
        response = Payload(content.schema, content.schema)
    fields = _fields(api, draft, response) if response else ()
    if fields is None:
        return stub(operation, draft.entity.feature, "a required field has no known source")
    if response is None and kind is not BehaviourKind.REGISTER:
        return stub(operation, draft.entity.feature, "the answer is no record")
    is_open = kind in (BehaviourKind.REGISTER, BehaviourKind.LOGIN)
    return OperationPlan(
        operation=replace(operation, security=()) if is_open else operation,
        feature=draft.entity.feature,
        function=operation.id,
        behaviour=kind,
        reason=_REASONS[kind].format(identity=accounts.identity),
        status=success_status(operation),
        entity=draft.entity.name,
        request=request_payload(api, operation, _HINTS),
        response=response,
        envelope=fields,
        token=token_path(api, operation),
    )


def _fields(api: Api, draft: Draft, response: Payload) -> tuple[EnvelopeField, ...] | None:
    """Fields beside the account and, within it, those that are not stored."""
    beside = envelope(api, response)
    stored = draft.entity.shown_wires
    record = api.resolve(response.record)
    extra = [
        p for p in record.properties
        if p.wire not in stored and attribute(p.wire) not in draft.entity.embeds
    ]  # fmt: skip
    within: list[EnvelopeField] = []
    for prop in extra:
        found = source_of((*response.path, prop.wire), api, prop.schema)
        if found is not None:
            within.append(found)
        elif prop.required:
            return None
    return None if beside is None else (*beside, *within)
