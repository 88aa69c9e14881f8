"""Views of the unit tests of services."""

from typing import Any

from agentgen.emit.backend.arguments import path_names
from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.operations import operation_view
from agentgen.emit.backend.service_model import ServiceView
from agentgen.emit.backend.services import service_views
from agentgen.emit.backend.test_factories import payload_name
from agentgen.emit.backend.values import Values
from agentgen.ir.blueprint import (
    SINGLE_KINDS,
    BehaviourKind,
    Binding,
    Blueprint,
    Entity,
    FeatureSlice,
    OperationPlan,
)
from agentgen.names import attributes, shortened

_CHANGES = ("update", "replace", "delete")


def service_cases(blueprint: Blueprint, feature: FeatureSlice) -> list[dict[str, Any]]:
    """One view for each service that stores records."""
    guards: dict[str, str] = {}
    operations = [operation_view(blueprint, plan, guards) for plan in feature.operations]
    services = service_views(blueprint, feature.slug, operations)
    return [_service(blueprint, view) for view in services if view.stores]


def _service(blueprint: Blueprint, view: ServiceView) -> dict[str, Any]:
    entity = view.entity
    assert entity is not None
    parents = [s for s in view.stores if s.attribute != "_store" and not s.links]
    return {
        "name": view.name,
        "slug": view.slug,
        "entity": entity,
        "parents": [{"slug": s.entity.slug, "name": _named(s.entity)} for s in parents],
        "links": [s.attribute for s in view.stores if s.links],
        "tokens": view.tokens,
        "bound": ", ".join([*_scope(blueprint, view), *_owner(blueprint, view)]),
        "foreign": ", ".join([*_scope(blueprint, view), f"{entity.owner}=None"]),
        "related": sorted(entity.embeds),
        "cases": [
            _case(blueprint, op["plan"], op, view.slug)
            for op in view.operations
            if op["kind"] in _TESTED
        ],
    }


def _named(entity: Entity) -> str:
    """Variable that holds a parent."""
    return f"parent_{entity.slug}"


def _scope(blueprint: Blueprint, view: ServiceView) -> list[str]:
    """Arguments that bind a record to its parents."""
    entity = view.entity
    assert entity is not None
    found: list[str] = []
    for name in entity.scope:
        target = entity.column(name).references
        if target is not None:
            found.append(f"{name}={_named(blueprint.entities[target[0]])}.{target[1]}")
    return found


def _owner(blueprint: Blueprint, view: ServiceView) -> list[str]:
    user = blueprint.entities.get(blueprint.auth.user)
    if view.entity is None or user is None or not view.entity.owner:
        return []
    return [f"{view.entity.owner}=owner.{next(c.name for c in user.columns if c.primary)}"]


_LONGEST_NAME = 56
_SINGLE = tuple(str(kind) for kind in SINGLE_KINDS)
_TESTED = (*_SINGLE, "list", "create", "read", "update", "replace", "delete", "mark", "unmark")


def _case(
    blueprint: Blueprint, plan: OperationPlan, op: dict[str, Any], service: str
) -> dict[str, Any]:
    values = Values(blueprint.api)
    call = [_argument(blueprint, plan, argument) for argument in op["service_arguments"]]
    payload = ""
    if plan.request is not None:
        payload = f"{payload_name(plan)}()" + "".join(f"[{literal(p)}]" for p in plan.request.path)
    missing = [_missing(blueprint, values, plan, argument) for argument in op["service_arguments"]]
    return {
        "kind": op["kind"],
        "function": op["function"],
        "name": shortened(f"{service}_{op['function']}", _LONGEST_NAME),
        "payload": payload,
        "model": plan.request.record.ref if plan.request else "",
        "call": ", ".join(call),
        "missing": ", ".join(missing),
        "absent": _absent(blueprint, values, plan),
        "owner": op["owner"],
        "link": op.get("link_store", ""),
        "caller": (
            f"owner.{blueprint.entities[blueprint.auth.user].primary.name}"
            if blueprint.auth.user
            else ""
        ),
        "marked": op.get("primary", ""),
        "key_in_body": plan.key_in_body,
        "key_column": plan.key_column,
        "shows": plan.response is not None,
        "create": plan.behaviour is BehaviourKind.CREATE,
    }


def _query(blueprint: Blueprint, plan: OperationPlan, name: str) -> str:
    """Source of the query parameters of a call: those that are required, the rest by default."""
    values = Values(blueprint.api)
    names = attributes(p.name for p in plan.operation.query_parameters)
    needed = [
        f"{names[p.name]}={literal(values.json(p.schema, p.name))}"
        for p in plan.operation.query_parameters if p.required
    ]  # fmt: skip
    return f"{name}({', '.join(needed)})"


def _argument(blueprint: Blueprint, plan: OperationPlan, argument: Any) -> str:
    if argument.name == "data":
        return "data"
    if argument.name == "query":
        return _query(blueprint, plan, argument.annotation)
    if argument.name == "caller_id":
        user = blueprint.entities[blueprint.auth.user]
        return f"owner.{next(c.name for c in user.columns if c.primary)}"
    for binding in plan.bindings:
        if binding.parent and argument.name == path_names(plan)[binding.parameter]:
            return f"{_named(blueprint.entities[binding.parent])}.{binding.parent_key}"
        if argument.name == path_names(plan)[binding.parameter]:
            return _plain_scope(blueprint, plan, binding)
    return f"record.{plan.key_column}"


def _plain_scope(blueprint: Blueprint, plan: OperationPlan, binding: Binding) -> str:
    """Source of a scope: of the record, or of the parent that alone knows it."""
    own = {c.name for c in blueprint.entities[plan.entity].columns}
    if binding.column in own:
        return f"record.{binding.column}"
    parents = (blueprint.entities[b.parent] for b in plan.bindings if b.parent)
    knows = next((p for p in parents if binding.column in p.scope), None)
    return f"{_named(knows)}.{binding.column}" if knows else '"any"'


def _absent(blueprint: Blueprint, values: Values, plan: OperationPlan) -> str:
    column = blueprint.entities[plan.entity].column(plan.key_column)
    return values.python(column, values.json(column.schema)) if column.schema else "None"


def _missing(blueprint: Blueprint, values: Values, plan: OperationPlan, argument: Any) -> str:
    """Arguments of a call about a record that does not exist."""
    found = _argument(blueprint, plan, argument)
    if found == f"record.{plan.key_column}":
        column = blueprint.entities[plan.entity].column(plan.key_column)
        if column.schema is not None:
            return values.python(column, values.json(column.schema))
        return values.column(column)
    return found
