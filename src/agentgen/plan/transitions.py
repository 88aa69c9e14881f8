"""Operations that move a record to another state: cancel, approve, publish, archive."""

import re
from collections.abc import Iterator
from typing import Any

from agentgen.ir.api import Operation
from agentgen.ir.blueprint import (
    BehaviourKind,
    Column,
    ColumnType,
    OperationPlan,
    Source,
    Transition,
)
from agentgen.names import words
from agentgen.plan.accounts import request_payload
from agentgen.plan.entities import Draft
from agentgen.plan.inference import Context, NotInferredError, answer_of, bindings_by, plan_on, stub
from agentgen.plan.resources import is_parameter

_STATES = frozenset(("status", "state", "phase", "stage"))
_IRREGULAR = {
    "pay": ("paid",), "send": ("sent",), "hold": ("held", "on hold"), "read": ("read",),
    "begin": ("begun",), "withdraw": ("withdrawn",), "activate": ("active",),
    "reactivate": ("active",), "deactivate": ("inactive",), "open": ("open",),
    "reopen": ("open", "reopened"), "hide": ("hidden",),
    "show": ("shown", "visible"), "start": ("running", "in progress"),
    "complete": ("done",), "finish": ("done",),
}  # fmt: skip
_OTHERS = frozenset(
    ("approve", "reject", "accept", "decline", "confirm", "refund", "verify", "review", "ship",
     "deliver", "dispatch", "pay", "read")
)  # fmt: skip
"""What people do to records of others."""
_CHANGES = frozenset(("create", "update", "modify", "change", "delete", "remove", "edit"))
_ONLY = re.compile(r"\bonly\b", re.IGNORECASE)


def plan_transition(context: Context, operation: Operation) -> OperationPlan | None:
    """The plan of a change of state; None when the path names none."""
    head, _, verb = operation.path.rstrip("/").rpartition("/")
    home, _, key = head.rpartition("/")
    draft = context.drafts.get(home)
    if draft is None or not is_parameter(key) or operation.method not in ("post", "put", "patch"):
        return None
    found = _transition(context, draft, verb, operation)
    if found is None:
        return None
    try:
        return _plan(context, draft, operation, found, key[1:-1])
    except NotInferredError as reason:
        return stub(operation, draft.entity.feature, str(reason))


def _plan(
    context: Context, draft: Draft, operation: Operation, transition: Transition, key: str
) -> OperationPlan:
    entity = draft.entity
    if any(p.required for p in operation.query_parameters):
        raise NotInferredError("what the required query parameters change is not known")
    request = request_payload(context.api, operation, draft.candidate.resource.hints)
    if operation.body is not None:
        _require_columns(context, draft, operation)
    content = operation.success is not None and bool(operation.success.contents)
    payload, fields = answer_of(context, draft, operation) if content else (None, ())
    parents = tuple(p.name for p in operation.path_parameters if p.name != key)
    return plan_on(
        draft, operation, BehaviourKind.TRANSITION,
        f"{operation.path.rpartition('/')[2]} moves one {entity.title.lower()} to another state",
        key=key, bindings=bindings_by(context, draft, parents),
        request=request, response=payload, envelope=fields, transition=transition,
    )  # fmt: skip


def _require_columns(context: Context, draft: Draft, operation: Operation) -> None:
    """What comes with the change must be stored in the record."""
    payload = request_payload(context.api, operation, draft.candidate.resource.hints)
    if payload is None or (operation.body and not operation.body.required):
        raise NotInferredError("what becomes of the request's body is not known")
    wires = {c.wire for c in draft.entity.columns if c.source is Source.CLIENT and not c.primary}
    for prop in context.api.resolve(payload.record).properties:
        if prop.wire not in wires:
            raise NotInferredError(f"no property of the record takes {prop.wire!r}")


def _transition(
    context: Context, draft: Draft, segment: str, operation: Operation
) -> Transition | None:
    tokens = words(segment)
    text = " ".join(tokens)
    if not tokens or len(tokens) > 2 or tokens[0] in _CHANGES:
        return None
    by_owner = tokens[0] not in _OTHERS
    states = (c for c in draft.entity.columns if set(words(c.wire)) & _STATES)
    stamp = _stamp(draft, participles(text))
    for column in states:
        values = context.api.resolve(column.schema).enum if column.schema else ()
        value = next((v for v in values if _reads(v) in participles(text)), None)
        if value is not None:
            allowed = tuple(_allowed(operation, values, value))
            return Transition(column.name, value, allowed, stamp, by_owner)
    undone = text.removeprefix("un") if text.startswith("un") else ""
    for verb, value in ((text, True), (undone, False)):
        flag = _flag(draft, participles(verb)) if verb else ""
        if flag:
            stamp = _stamp(draft, participles(verb))
            return Transition(flag, value, (), stamp, by_owner)
        stamp = _stamp(draft, participles(verb)) if verb else ""
        if stamp:
            return Transition("", value, (), stamp, by_owner)
    return None


def participles(verb: str) -> frozenset[str]:
    """What a record is called after a verb: `cancel` -> `canceled`, `cancelled`."""
    first, _, rest = verb.partition(" ")
    forms = {f"{first}ed", f"{first}{first[-1:]}ed", *_IRREGULAR.get(first, ())}
    forms |= {f"{first}d"} if first.endswith("e") else set()
    forms |= {f"{first[:-1]}ied"} if first.endswith("y") else set()
    return frozenset(f"{form} {rest}".strip() for form in forms)


def _reads(value: Any) -> str:
    return " ".join(words(value)) if isinstance(value, str) else ""


def _flag(draft: Draft, forms: frozenset[str]) -> str:
    flags = (c for c in draft.entity.columns if c.type is ColumnType.BOOLEAN and c.wire)
    return next((c.name for c in flags if _core(c) in forms), "")


def _stamp(draft: Draft, forms: frozenset[str]) -> str:
    """The time at which it happened, unless the server sets it for other reasons."""
    times = (c for c in draft.entity.columns if c.type is ColumnType.DATETIME and c.nullable)
    return next((c.name for c in times if _core(c) in forms), "")


def _core(column: Column) -> str:
    return " ".join(w for w in words(column.wire) if w not in ("is", "at", "on", "date", "time"))


def _allowed(operation: Operation, values: tuple[Any, ...], target: Any) -> Iterator[Any]:
    """The states from which the contract's prose allows the change; none for all of them.

    That is what sentences with `only` name: «Only pending orders can be cancelled».
    """
    texts = (
        operation.summary,
        operation.description,
        *(r.description for r in operation.responses),
    )
    spoken = " ".join(s for t in texts for s in re.split(r"[.\n;]", t) if _ONLY.search(s)).lower()
    said = f" {' '.join(words(spoken))} "
    for value in values:
        if value != target and isinstance(value, str) and f" {_reads(value)} " in said:
            yield value
