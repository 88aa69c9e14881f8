"""Views of service classes."""

from collections.abc import Iterable
from typing import Any

from agentgen.emit.backend.account_services import account_finder, account_values, new_secret
from agentgen.emit.backend.callers import belongs_to_owner
from agentgen.emit.backend.files import file_lines
from agentgen.emit.backend.finders import (
    finder_call,
    finder_method,
    key_argument,
    optional_key,
    parent_lines,
    typed_parent,
)
from agentgen.emit.backend.literals import literal, long_literal
from agentgen.emit.backend.members import group_key, member_lines
from agentgen.emit.backend.operations import (
    OperationView,
    hidden_request_names,
)
from agentgen.emit.backend.service_model import (
    ServiceView,
)
from agentgen.emit.backend.service_names import service_class
from agentgen.emit.backend.singletons import single_lines
from agentgen.emit.backend.storage import scope_values
from agentgen.emit.backend.stores import add_stores, lookups_of
from agentgen.emit.backend.transitions import transition_lines
from agentgen.emit.backend.viewers import derived_shown, needs_viewer, views_method
from agentgen.ir.blueprint import (
    FILE_KINDS,
    ITEM_KINDS,
    MEMBER_KINDS,
    SINGLE_KINDS,
    Audience,
    BehaviourKind,
    Blueprint,
    Entity,
    OperationPlan,
    Source,
)
from agentgen.names import attribute, no_test, snake, unique

_ME = (BehaviourKind.READ_ME, BehaviourKind.UPDATE_ME)
_ACCOUNT = (BehaviourKind.REGISTER, BehaviourKind.LOGIN, *_ME)


def service_views(
    blueprint: Blueprint, slug: str, operations: Iterable[OperationView]
) -> list[ServiceView]:
    """The service classes of a feature, in order of their first operation."""
    found: dict[str, ServiceView] = {}
    for op in operations:
        name = service_class(blueprint, op.plan)
        if name not in found:
            entity = blueprint.entities.get(name.removesuffix("Service"))
            title = entity.title_plural.lower() if entity else slug.replace("_", " ")
            short = no_test(snake(name.removesuffix("Service")))
            found[name] = ServiceView(name, short, f"What can be done with {title}.", entity)
        view = found[name]
        view.operations.append(_operation(blueprint, view, op))
        view.files |= op.plan.behaviour in FILE_KINDS
        view.tokens |= "self._tokens" in str(view.operations[-1].get("account_body", ""))
    keeping = [view for view in found.values() if view.files]
    for view in keeping[:1]:
        view.names_files = True
    lookups = lookups_of(found.values())
    shown: set[str] = set()
    for view in found.values():
        add_stores(blueprint, view, lookups, shown)
        if view.entity is not None and any(op["seen"] for op in view.operations):
            view.views = views_method(blueprint, view.entity)
        if view.entity is not None and any(p["kind"] in _ME for p in view.operations):
            view.finders.append(account_finder(view.entity))
    return list(found.values())


def _operation(blueprint: Blueprint, view: ServiceView, op: OperationView) -> dict[str, Any]:
    """Everything the behaviour's template may name."""
    plan, entity = op.plan, op.entity
    values: dict[str, Any] = {
        "function": op.function,
        "kind": op.kind,
        "doc": op.doc,
        "plan": plan,
        "seen": False,
        "pair": _pair(op),
        "see": ("", ""),
        "service_arguments": op.service_arguments,
        "service_returns": op.service_returns,
        "record_type": plan.response.record.ref if plan.response else "",
        "owner": entity.owner if entity and op.user and belongs_to_owner(plan) else "",
        "stub_operation": literal(plan.operation.operation_id or plan.operation.id),
        "stub_message": long_literal(
            f"{plan.operation.operation_id or plan.operation.id}: {plan.reason}"
        ),
    }
    if entity is None:
        return values
    hidden = hidden_request_names(entity, plan)
    assigned = _assigned(blueprint, entity, plan) if plan.request else ()
    used = _used(blueprint, plan, [*hidden, *(name for name, _ in assigned)])
    values |= {
        "record": f"{entity.name}Record",
        "parents": parent_lines(blueprint, plan),
        "assigned": assigned,
        "without": f"without={literal(tuple(used))}" if used else "",
        "replaced": _replaced(blueprint, entity, plan, used),
        "soft": entity.soft_delete,
        "primary": entity.primary.name,
        "link_store": f"_{blueprint.entities[plan.link].plural}" if plan.link else "",
        **_seen(blueprint, entity, plan),
    }
    return values | _of_kind(blueprint, view, op, entity, values["assigned"])


def _of_kind(
    blueprint: Blueprint, view: ServiceView, op: OperationView, entity: Entity, assigned: Any
) -> dict[str, Any]:
    """What the templates of some behaviours name beyond the others."""
    plan = op.plan
    values: dict[str, Any] = {"new_secret": new_secret(blueprint, entity, plan)}
    values |= _reached(blueprint, view, plan, entity, assigned)
    if plan.behaviour is BehaviourKind.LIST:
        values["store_call"] = _list_call(blueprint, op, entity)
    if plan.behaviour is BehaviourKind.LOGOUT:
        values["lookup"] = f"self._store.get_by_{plan.key_column}({plan.key_column})"
    if plan.transition is not None:
        values |= transition_lines(entity, plan.transition)
    if plan.each:
        order = ["one" if a.name == "data" else a.name for a in op.service_arguments]
        values["each_call"] = f"self.{plan.each}({', '.join(order)})"
    if plan.behaviour is BehaviourKind.CREATE:
        values["assigned"] = (*assigned, *_hashed(blueprint, entity, plan))
    if plan.behaviour in _ACCOUNT:
        values |= account_values(blueprint, entity, plan)
    return values


def _reached(
    blueprint: Blueprint, view: ServiceView, plan: OperationPlan, entity: Entity, assigned: Any
) -> dict[str, Any]:
    """How an operation gets at the record that it is about."""
    if plan.behaviour is BehaviourKind.UPSERT:
        return _upserted(blueprint, entity, plan, assigned)
    if plan.behaviour in ITEM_KINDS:
        method = finder_method(blueprint, entity, plan)
        if all(known.name != method.name for known in view.finders):
            view.finders.append(method)
        call = {"finder": method.name, "finder_call": finder_call(plan)}
        return {**call, "key_required": optional_key(blueprint, plan)}
    if plan.behaviour in FILE_KINDS:
        return file_lines(blueprint, entity, plan)
    if plan.behaviour in MEMBER_KINDS:
        return member_lines(blueprint, plan)
    if plan.behaviour in SINGLE_KINDS:
        path = [typed_parent(blueprint, entity, plan, b) for b in plan.bindings]
        return single_lines(blueprint, view, entity, plan, path, parent_lines(blueprint, plan))
    return {}


def _list_call(blueprint: Blueprint, op: OperationView, entity: Entity) -> str:
    """Arguments with which a service asks its store for a page."""
    plan = op.plan
    query = ["query"] if any(a.name == "query" for a in op.service_arguments) else []
    whose = ["caller_id"] if plan.personal else []
    if plan.audience is Audience.MEMBERS:
        whose = [group_key(blueprint, plan)]
    return ", ".join([*scope_values(blueprint, entity, plan), *query, *whose])


def _pair(op: OperationView) -> tuple[str, str]:
    """Names for a property and its value that no argument has."""
    taken = [argument.name for argument in op.service_arguments]
    return unique("name", taken), unique("value", taken)


def _seen(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> dict[str, Any]:
    """How a record becomes what the caller is shown."""
    if not derived_shown(blueprint, plan):
        return {}
    if not views_method(blueprint, entity).caller:
        return {"seen": True, "see": ("await self._view(", ")"), "viewer": ""}
    who = "caller_id" if needs_viewer(blueprint, plan) else "None"
    return {"seen": True, "see": ("await self._view(", f", {who})"), "viewer": f", {who}"}


def _hashed(
    blueprint: Blueprint, entity: Entity, plan: OperationPlan
) -> tuple[tuple[str, str], ...]:
    """The password of an account that somebody else creates."""
    secret = new_secret(blueprint, entity, plan)
    if not secret:
        return ()
    source = f"await hash_password(data.{secret})"
    assert plan.request is not None
    properties = blueprint.api.resolve(plan.request.record).properties
    if not any(attribute(p.wire) == secret and p.required for p in properties):
        source = f"({source} if data.{secret} is not None else None)"
    return (("password_hash", source),)


def _used(blueprint: Blueprint, plan: OperationPlan, hidden: list[str]) -> list[str]:
    if plan.request is None:
        return []
    wires = {p.wire for p in blueprint.api.resolve(plan.request.record).properties}
    present = {attribute(w) for w in wires}
    return [name for name in dict.fromkeys(hidden) if name in present]


def _replaced(blueprint: Blueprint, entity: Entity, plan: OperationPlan, used: list[str]) -> str:
    """Arguments of `values` for a replacement: what becomes null when left out."""
    if plan.request is None:
        return ""
    wires = {p.wire for p in blueprint.api.resolve(plan.request.record).properties}
    clear = [
        c.name for c in entity.columns
        if c.wire in wires and c.nullable and not c.primary and c.name not in used
        and c.source is not Source.PASSWORD
    ]  # fmt: skip
    parts = [f"without={literal(tuple(used))}"] if used else []
    return ", ".join([*parts, *([f"clear={literal(tuple(clear))}"] if clear else [])])


def _assigned(
    blueprint: Blueprint, entity: Entity, plan: OperationPlan
) -> tuple[tuple[str, str], ...]:
    """Values of a new record that the server decides."""
    found = list(zip(entity.scope, scope_values(blueprint, entity, plan), strict=True))
    names = (
        {attribute(p.wire) for p in blueprint.api.resolve(plan.request.record).properties}
        if plan.request
        else set()
    )
    for column in entity.columns:
        if column.source is Source.SLUG and column.slug_of in names:
            found.append((column.name, f"slugify(data.{column.slug_of})"))
        elif column.source is Source.OWNER and plan.protected and column.references:
            found.append((column.name, "caller_id"))
    return tuple(found)


def _upserted(
    blueprint: Blueprint, entity: Entity, plan: OperationPlan, assigned: Any
) -> dict[str, Any]:
    """How a service looks for an item, and what it gives a new one."""
    key = key_argument(entity, plan).name
    found = dict(assigned) | {plan.key_column: key}
    values = [key, *scope_values(blueprint, entity, plan)]
    return {
        "lookup": f"self._store.get_by_{plan.key_column}({', '.join(values)})",
        "assigned": tuple(found.items()),
        "without": f"without={literal((plan.key_column,))}" if _names_key(blueprint, plan) else "",
        "key_required": "",
    }


def _names_key(blueprint: Blueprint, plan: OperationPlan) -> bool:
    properties = blueprint.api.resolve(plan.request.record).properties if plan.request else ()
    return any(attribute(p.wire) == plan.key_column for p in properties)
