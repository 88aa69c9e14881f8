"""Operations that create many records at once: `POST /users/createWithList`, `POST /pets/batch`."""

from collections.abc import Mapping
from dataclasses import replace

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import BehaviourKind, OperationPlan, Payload
from agentgen.ir.schema import Kind, Schema
from agentgen.plan.inference import stub

_ONE = (BehaviourKind.CREATE, BehaviourKind.REGISTER)


def plan_bulk(
    api: Api, operation: Operation, plans: Mapping[str, OperationPlan]
) -> OperationPlan | None:
    """The plan of a request with a list of what another operation creates one by one.

    Args:
        plans: those of the other operations, by id.
    """
    content = operation.body.json if operation.body else None
    if operation.method != "post" or content is None or operation.query_parameters:
        return None
    given = _records(api, content.schema)
    one = next((p for p in plans.values() if given and _creates(p, given.record)), None)
    if one is None or given is None or _parameters(operation) != _parameters(one.operation):
        return None
    if one.protected != (bool(operation.security) and all(operation.security)):
        return None
    answer = operation.success.json if operation.success else None
    shown = _records(api, answer.schema) if answer else None
    if answer is not None and (shown is None or one.response is None):
        return None
    if (
        shown is not None
        and one.response is not None
        and shown.record.ref != one.response.record.ref
    ):
        return None
    return replace(
        one, operation=operation, function=operation.id, behaviour=BehaviourKind.CREATE_MANY,
        reason=f"the request carries a list of what {one.operation.method.upper()} "
        f"{one.operation.path} creates one by one",
        status=_status(operation), request=given, response=shown, envelope=(), token=(),
        each=one.function,
    )  # fmt: skip


def without_lost(plans: Mapping[str, OperationPlan]) -> dict[str, OperationPlan]:
    """The plans, with stubs for those whose creating operation people write by hand."""
    ones = {plan.function for plan in plans.values() if plan.behaviour in _ONE}
    return {
        key: stub(plan.operation, plan.feature, f"{plan.each} is written by hand")
        if plan.each and plan.each not in ones else plan
        for key, plan in plans.items()
    }  # fmt: skip


def _records(api: Api, schema: Schema) -> Payload | None:
    """A list of records: the whole body, or its only property."""
    found, path = api.resolve(schema), ()
    if found.kind is Kind.OBJECT and len(found.properties) == 1:
        (prop,) = found.properties
        return _inside(api, schema, prop.schema, (prop.wire,))
    return _inside(api, schema, schema, path)


def _inside(api: Api, body: Schema, schema: Schema, path: tuple[str, ...]) -> Payload | None:
    found = api.resolve(schema)
    if found.kind is not Kind.ARRAY or found.items is None or found.items.kind is not Kind.REF:
        return None
    return Payload(body, found.items, path)


def _creates(plan: OperationPlan, record: Schema) -> bool:
    asked = plan.request.record if plan.request else None
    return plan.behaviour in _ONE and asked is not None and asked.ref == record.ref


def _parameters(operation: Operation) -> tuple[str, ...]:
    return tuple(p.name for p in operation.path_parameters)


def _status(operation: Operation) -> int:
    response = operation.success
    return int(response.status) if response and response.status.isdigit() else 201
