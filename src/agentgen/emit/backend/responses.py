"""How a route turns what its service returns into the contract's answer."""

from collections.abc import Mapping

from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.types import Typing
from agentgen.emit.backend.viewers import derived_shown, views_method
from agentgen.ir.blueprint import (
    FILE_KINDS,
    BehaviourKind,
    Blueprint,
    EnvelopeField,
    Fill,
    OperationPlan,
    Payload,
)
from agentgen.ir.schema import UNSET, Kind, Schema
from agentgen.names import attributes

_PAGE = {
    Fill.TOTAL: "page.total", Fill.COUNT: "len(page.items)", Fill.LIMIT: "page.limit",
    Fill.OFFSET: "page.offset", Fill.PAGE: "page.number", Fill.PAGES: "page.pages",
    Fill.HAS_MORE: "page.has_more", Fill.HAS_PREVIOUS: "page.has_previous",
    Fill.NEXT_CURSOR: "page.next_cursor",
}  # fmt: skip
_WHOLE_BODY = (
    BehaviourKind.REGISTER, BehaviourKind.LOGIN, BehaviourKind.READ_ME, BehaviourKind.UPDATE_ME,
)  # fmt: skip


def response_expression(blueprint: Blueprint, plan: OperationPlan) -> tuple[str, str, str]:
    """(expression of the answer, return type of the route, return type of the service).

    The expression uses `page` for lists and `result` for records; it is empty when there is no
    body to send.
    """
    typing = Typing(blueprint.api.schemas)
    if plan.behaviour is BehaviourKind.STUB:
        return _stub(blueprint, plan, typing)
    payload = plan.response
    if plan.behaviour is BehaviourKind.DOWNLOAD:
        return "download_response(result)", "Response", "Download"
    if payload is not None and plan.behaviour in FILE_KINDS:
        body = typing.expression(payload.schema, nullable=False)
        told = build(blueprint, payload, plan.envelope, "", {}) if plan.envelope else f"{body}()"
        return told, body, "None"
    if payload is None:
        return _bodiless(plan)
    return _with_body(blueprint, plan, payload, typing)


def _bodiless(plan: OperationPlan) -> tuple[str, str, str]:
    if plan.behaviour is BehaviourKind.UPSERT:
        return "", "Response", "bool"
    return "", "None" if plan.status == 204 else "Response", "None"


def _with_body(
    blueprint: Blueprint, plan: OperationPlan, payload: Payload, typing: Typing
) -> tuple[str, str, str]:
    body = typing.expression(payload.schema, nullable=False)
    is_text = blueprint.api.resolve(payload.record).kind is Kind.STRING
    if plan.behaviour is BehaviourKind.LOGIN and is_text:
        return "result", "str", "str"
    if plan.behaviour is BehaviourKind.VALUES:
        kind = Typing(blueprint.api.schemas, bare=True).expression(payload.record, nullable=False)
        return build(blueprint, payload, plan.envelope, "result", {}), body, kind
    record = typing.expression(payload.record, nullable=False)
    if plan.behaviour is BehaviourKind.CREATE_MANY:
        return build(blueprint, payload, (), "result", {}), body, f"list[{record}]"
    if plan.behaviour is BehaviourKind.LIST:
        expression = build(blueprint, payload, plan.envelope, "list(page.items)", _PAGE)
        return expression, body, f"Page[{record}]"
    if plan.behaviour in _WHOLE_BODY:
        return "result", body, body
    if plan.behaviour is BehaviourKind.UPSERT:
        record = f"tuple[{record}, bool]"
    return build(blueprint, payload, plan.envelope, "result", {}), body, record


def _stub(blueprint: Blueprint, plan: OperationPlan, typing: Typing) -> tuple[str, str, str]:
    content = plan.operation.success.json if plan.operation.success else None
    if content is None:
        return "", "Response", "None"
    kind = typing.expression(content.schema)
    bare = Typing(blueprint.api.schemas, bare=True).expression(content.schema)
    return "result", kind if bare != "Any" else "Any", bare


def build(
    blueprint: Blueprint,
    payload: Payload,
    envelope: tuple[EnvelopeField, ...],
    record: str,
    fills: Mapping[Fill, str],
) -> str:
    """Source that wraps `record` in the envelope the contract shows."""
    values = {f.path: fills.get(f.fill, literal(f.value)) for f in envelope}
    cursors = [f for f in envelope if f.fill is Fill.NEXT_CURSOR]
    values |= {f.path: f'{values[f.path]} or ""' for f in cursors if f.value == ""}
    loose = frozenset(f.path[:-1] for f in cursors if f.value is UNSET)
    return _nest(blueprint, payload.schema, payload.path, record, values, (), loose)


def _nest(
    blueprint: Blueprint,
    schema: Schema,
    path: tuple[str, ...],
    record: str,
    values: Mapping[tuple[str, ...], str],
    at: tuple[str, ...],
    loose: frozenset[tuple[str, ...]],
) -> str:
    """One level of the envelope: a constructor call with the levels below as arguments.

    `loose` are the levels with a value that is left out when there is none.
    """
    is_leaf = not path and not any(p[: len(at)] == at for p in values)
    if is_leaf or schema.kind is not Kind.REF:
        return record
    found = blueprint.api.resolve(schema)
    names = attributes(p.wire for p in found.properties)
    arguments: list[str] = []
    for prop in found.properties:
        here = (*at, prop.wire)
        if path and prop.wire == path[0]:
            inner = _nest(blueprint, prop.schema, path[1:], record, values, here, loose)
        elif here in values:
            inner = values[here]
        elif any(p[: len(here)] == here for p in values):
            inner = _nest(blueprint, prop.schema, (), "", values, here, loose)
        else:
            continue
        arguments.append(f"{names[prop.wire]}={inner}")
    made = f"{schema.ref}.of(None, " if at in loose else f"{schema.ref}("
    return f"{made}{', '.join(arguments)})"


def account_body(blueprint: Blueprint, plan: OperationPlan) -> str:
    """Source of the whole body that an account operation answers, with `record` and `self`."""
    payload = plan.response
    if payload is None:
        return "None"
    if blueprint.api.resolve(payload.record).kind is Kind.STRING:
        primary = blueprint.entities[plan.entity].primary.name
        return f"self._tokens.issue(str(record.{primary}))"
    fills = {
        Fill.TOKEN: "self._tokens.issue(str(record.{key}))",
        Fill.LIFETIME: "self._tokens.lifetime",
    }
    key = next(c.name for c in blueprint.entities[plan.entity].columns if c.primary)
    known = {k: v.format(key=key) for k, v in fills.items()}
    depth = len(payload.path)
    within = [f for f in plan.envelope if f.path[:depth] == payload.path and len(f.path) > depth]
    record_type = blueprint.api.resolve(payload.record)
    names = attributes(p.wire for p in record_type.properties)
    extra = "".join(f", {names[f.path[-1]]}={known.get(f.fill, literal(f.value))}" for f in within)
    seen = "record"
    if derived_shown(blueprint, plan):
        asks = views_method(blueprint, blueprint.entities[plan.entity]).caller
        seen = f"await self._view(record{f', record.{key}' if asks else ''})"
    record = f"{payload.record.ref}.of({seen}{extra})"
    beside = tuple(f for f in plan.envelope if f not in within)
    if not payload.path:
        return record
    return build(blueprint, payload, beside, record, known)
