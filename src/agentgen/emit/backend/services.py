"""Views of service classes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from agentgen.emit.backend.arguments import bare_type, binding_type, path_name, variable
from agentgen.emit.backend.literals import literal, long_literal
from agentgen.emit.backend.operations import (
    OperationView,
    hidden_request_names,
    service_class,
)
from agentgen.emit.backend.records import python_type
from agentgen.emit.backend.responses import account_body
from agentgen.emit.backend.service_model import (
    FinderMethod,
    ServiceView,
    TypedName,
)
from agentgen.emit.backend.storage import scope_values
from agentgen.emit.backend.stores import add_stores, lookups_of
from agentgen.ir.blueprint import BehaviourKind, Blueprint, Entity, OperationPlan, Source
from agentgen.names import attribute, snake

_ITEM = (BehaviourKind.READ, BehaviourKind.UPDATE, BehaviourKind.REPLACE, BehaviourKind.DELETE)
_ME = (BehaviourKind.READ_ME, BehaviourKind.UPDATE_ME)
_CHANGES = (BehaviourKind.UPDATE, BehaviourKind.REPLACE, BehaviourKind.DELETE)
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
            short = snake(name.removesuffix("Service"))
            found[name] = ServiceView(name, short, f"What can be done with {title}.", entity)
        view = found[name]
        view.operations.append(_operation(blueprint, view, op))
        view.tokens |= "self._tokens" in str(view.operations[-1].get("account_body", ""))
    lookups = lookups_of(found.values())
    shown: set[str] = set()
    for view in found.values():
        add_stores(blueprint, view, lookups, shown)
        if view.entity is not None and any(p["kind"] in _ME for p in view.operations):
            view.finders.append(_account_finder(view.entity))
    return list(found.values())


def _operation(blueprint: Blueprint, view: ServiceView, op: OperationView) -> dict[str, Any]:
    """Everything the behaviour's template may name."""
    plan, entity = op.plan, op.entity
    values: dict[str, Any] = {
        "function": op.function,
        "kind": op.kind,
        "doc": op.doc,
        "plan": plan,
        "service_arguments": op.service_arguments,
        "service_returns": op.service_returns,
        "record_type": plan.response.record.ref if plan.response else "",
        "owner": entity.owner if entity and op.user and plan.behaviour in _CHANGES else "",
        "stub_operation": literal(plan.operation.operation_id or plan.operation.id),
        "stub_message": long_literal(
            f"{plan.operation.operation_id or plan.operation.id}: {plan.reason}"
        ),
    }
    if entity is None:
        return values
    hidden = hidden_request_names(entity, plan)
    used = _used(blueprint, plan, hidden)
    values |= {
        "record": f"{entity.name}Record",
        "parents": _parents(blueprint, plan),
        "assigned": _assigned(blueprint, entity, plan) if plan.request else (),
        "without": f"without={literal(tuple(used))}" if used else "",
        "replaced": _replaced(blueprint, entity, plan, used),
        "soft": entity.soft_delete,
    }
    if plan.behaviour in _ITEM:
        method = _finder_method(blueprint, entity, plan)
        if all(known.name != method.name for known in view.finders):
            view.finders.append(method)
        values |= {"finder": method.name, "finder_call": _finder_call(plan)}
        values["key_required"] = _optional_key(blueprint, plan)
    if plan.behaviour is BehaviourKind.LIST:
        query = ["query"] if any(a.name == "query" for a in op.service_arguments) else []
        values["store_call"] = ", ".join([*scope_values(blueprint, entity, plan), *query])
    if plan.behaviour in _ACCOUNT:
        values |= _account_values(blueprint, entity, plan)
    return values


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


def _parents(blueprint: Blueprint, plan: OperationPlan) -> tuple[str, ...]:
    """Lines that look up the records the path goes through."""
    lines: list[str] = []
    for binding in plan.bindings:
        if not binding.parent:
            continue
        parent = blueprint.entities[binding.parent]
        parameter = next(p for p in plan.operation.path_parameters if p.name == binding.parameter)
        arguments = [path_name(parameter), *scope_values(blueprint, parent, plan)]
        lines += [
            f"{variable(parent, plan)} = await self._{parent.plural}.get_by_{binding.parent_key}"
            f"({', '.join(arguments)})",
            f"if {variable(parent, plan)} is None:",
            f'    raise NotFoundError("{parent.title} not found")',
        ]
    return tuple(lines)


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


def _finder_name(entity: Entity, plan: OperationPlan) -> str:
    return "_get" if plan.key_column == entity.key else f"_get_by_{plan.key_column}"


def _finder_method(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> FinderMethod:
    key = replace(_key_argument(entity, plan))
    parents = [_typed_parent(blueprint, entity, plan, b) for b in plan.bindings]
    arguments = (*parents, key)
    values = [key.name, *scope_values(blueprint, entity, plan)]
    return FinderMethod(
        name=_finder_name(entity, plan),
        arguments=arguments,
        parents=_parents(blueprint, plan),
        call=f"self._store.get_by_{plan.key_column}({', '.join(values)})",
        record=f"{entity.name}Record",
        title=entity.title,
    )


def _key_argument(entity: Entity, plan: OperationPlan) -> TypedName:
    name = plan.key_column
    if plan.key:
        parameter = next(p for p in plan.operation.path_parameters if p.name == plan.key)
        name = path_name(parameter)
    return TypedName(name, python_type(entity.column(plan.key_column)))


def _typed_parent(
    blueprint: Blueprint, entity: Entity, plan: OperationPlan, binding: Any
) -> TypedName:
    parameter = next(p for p in plan.operation.path_parameters if p.name == binding.parameter)
    known = binding_type(blueprint, entity, binding) or bare_type(blueprint, parameter.schema)
    return TypedName(path_name(parameter), known)


def _optional_key(blueprint: Blueprint, plan: OperationPlan) -> str:
    """Attribute of the request that names the record, if the contract leaves it optional."""
    if not plan.key_in_body or plan.request is None:
        return ""
    properties = blueprint.api.resolve(plan.request.record).properties
    found = next(p for p in properties if attribute(p.wire) == plan.key_column)
    return "" if found.required else plan.key_column


def _finder_call(plan: OperationPlan) -> str:
    names = {p.name: path_name(p) for p in plan.operation.path_parameters}
    parents = [names[b.parameter] for b in plan.bindings]
    key = names[plan.key] if plan.key else f"data.{plan.key_column}"
    return ", ".join([*parents, key])


def _account_values(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> dict[str, Any]:
    identity, secret = blueprint.auth.login_fields
    wires = (
        {p.wire for p in blueprint.api.resolve(plan.request.record).properties}
        if plan.request
        else set()
    )
    column = next(c.name for c in entity.columns if c.wire == identity)
    return {
        "account_body": account_body(blueprint, plan),
        "identity": column,
        "identity_field": attribute(identity),
        "secret": attribute(secret) if secret in wires else "",
    }


def _account_finder(entity: Entity) -> FinderMethod:
    primary = next(c for c in entity.columns if c.primary)
    return FinderMethod(
        name="_account",
        arguments=(TypedName("caller_id", python_type(primary)),),
        parents=(),
        call=f"self._store.get_by_{primary.name}(caller_id)",
        record=f"{entity.name}Record",
        title="",
    )
