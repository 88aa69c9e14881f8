"""Views of what services ask of their stores."""

from collections.abc import Iterable
from typing import Any

from agentgen.emit.backend.service_model import (
    MethodView,
    ServiceView,
    StoreView,
)
from agentgen.emit.backend.storage import (
    finder,
    finder_columns,
    list_arguments,
    single_view,
)
from agentgen.emit.backend.viewers import link_stores
from agentgen.ir.blueprint import BehaviourKind, Blueprint, Entity, OperationPlan


def _own_store(blueprint: Blueprint, view: ServiceView) -> StoreView:
    entity = view.entity
    assert entity is not None
    kinds = {op["kind"] for op in view.operations}  # a stub may need whatever a store can do
    record = f"{entity.name}Record"
    methods = [
        _finder_protocol(blueprint, entity, name)
        for name in finder_columns(blueprint, entity)
        if any(f"get_by_{name}(" in str(f.call) for f in view.finders)
        or any(f"get_by_{name}(" in str(op.get("lookup", "")) for op in view.operations)
        or (entity.name == blueprint.auth.user and _account_uses(entity, blueprint, name, kinds))
        or "stub" in kinds
    ]
    for op in view.operations:
        if op["kind"] == BehaviourKind.LIST:
            arguments = ", ".join(list_arguments(blueprint, entity, op["plan"]))
            methods.append(MethodView(op["function"], arguments, f"Page[{record}]", op["doc"]))
    methods += [
        MethodView(op["function"], "", f"Sequence[{_item(op)}]", op["doc"])
        for op in view.operations
        if op["kind"] == BehaviourKind.VALUES
    ]
    if entity.single:
        methods += _single_methods(blueprint, view, entity)
    if kinds & {"create", "register", "upsert", "replace_single", "logout", "upload", "stub"}:
        methods.append(MethodView("add", f"record: {record}", record, "Store a new record."))
    saves = (
        {"update", "replace", "update_me", "transition", "upsert", "stub"}
        | {"update_single", "upload", "replace_single"}
        | ({"delete"} if entity.soft_delete else set())
    )
    if kinds & saves:
        methods.append(MethodView("save", f"record: {record}", record, "Store changes."))
    if kinds & {"delete", "delete_single", "remove_file", "stub"} and not entity.soft_delete:
        methods.append(MethodView("remove", f"record: {record}", "None", "Delete a record."))
    return StoreView(
        f"{entity.name}Store", "_store", entity.title_plural.lower(),
        f"{entity.name}Repository", entity, tuple(methods),
    )  # fmt: skip


def _single_methods(blueprint: Blueprint, view: ServiceView, entity: Entity) -> list[MethodView]:
    single, record, title = single_view(blueprint, entity), f"{entity.name}Record", entity.title
    found: list[MethodView] = []
    if single.asked:
        doc = f"Return the {title.lower()}, if there is one."
        found.append(MethodView("get_only", single.arguments, f"{record} | None", doc))
    if any("ensure_only(" in str(f.call) for f in view.finders):
        doc = f"Return the {title.lower()}, stored with its defaults before its first use."
        found.append(MethodView("ensure_only", single.arguments, record, doc))
    return found


def _item(op: dict[str, Any]) -> str:
    """Type of the items of a list that a service returns."""
    return str(op["service_returns"]).removeprefix("list[").removesuffix("]")


def _account_uses(entity: Entity, blueprint: Blueprint, name: str, kinds: set[str]) -> bool:
    column = entity.column(name)
    if column.primary:
        return bool(kinds & {"read_me", "update_me"})
    return column.wire == blueprint.auth.login_fields[0] and "login" in kinds


def _finder_protocol(blueprint: Blueprint, entity: Entity, name: str) -> MethodView:
    found = finder(blueprint, entity, name)
    return MethodView(found.name, found.arguments, f"{entity.name}Record | None", found.doc)


def lookups_of(views: Iterable[ServiceView]) -> dict[str, set[str]]:
    """Columns by which the services of a module look up each parent."""
    found: dict[str, set[str]] = {}
    for view in views:
        for name, columns in _parent_keys(view).items():
            found.setdefault(name, set()).update(columns)
    return found


def _parent_keys(view: ServiceView) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for op in view.operations:
        plan: OperationPlan = op["plan"]
        for binding in plan.bindings:
            if binding.parent:
                found.setdefault(binding.parent, set()).add(binding.parent_key)
    return found


def add_stores(
    blueprint: Blueprint, view: ServiceView, lookups: dict[str, set[str]], shown: set[str]
) -> None:
    """Add what a service stores into and looks up; each protocol is shown once a module."""
    if view.entity is None:
        return
    links = link_stores(blueprint, [op["plan"] for op in view.operations])
    view.stores.append(_own_store(blueprint, view))
    for name in _parent_keys(view):
        entity = blueprint.entities[name]
        methods = tuple(_finder_protocol(blueprint, entity, c) for c in sorted(lookups[name]))
        first = name not in shown
        shown.add(name)
        view.stores.append(
            StoreView(
                f"{name}Lookup",
                f"_{entity.plural}",
                entity.title_plural.lower(),
                f"{name}Repository",
                entity,
                methods,
                first,
            )
        )
    view.stores += [
        StoreView(
            "Links", f"_{link.plural}", link.title_plural.lower(), f"{link.name}Repository",
            link, (), shown=False,
        )
        for link in links
    ]  # fmt: skip
