"""How services find the record that an operation is about, and the records around it."""

from dataclasses import replace

from agentgen.emit.backend.arguments import bare_type, binding_type, path_names, variable
from agentgen.emit.backend.records import python_type
from agentgen.emit.backend.service_model import FinderMethod, TypedName
from agentgen.emit.backend.storage import scope_values
from agentgen.ir.blueprint import Binding, Blueprint, Entity, OperationPlan
from agentgen.names import attribute


def parent_lines(blueprint: Blueprint, plan: OperationPlan) -> tuple[str, ...]:
    """Lines that look up the records the path goes through."""
    lines: list[str] = []
    for binding in plan.bindings:
        if not binding.parent:
            continue
        parent = blueprint.entities[binding.parent]
        arguments = [
            path_names(plan)[binding.parameter], *scope_values(blueprint, parent, plan)
        ]  # fmt: skip
        lines += [
            f"{variable(parent, plan)} = await self._{parent.plural}.get_by_{binding.parent_key}"
            f"({', '.join(arguments)})",
            f"if {variable(parent, plan)} is None:",
            f'    raise NotFoundError("{parent.title} not found")',
        ]
    return tuple(lines)


def _finder_name(entity: Entity, plan: OperationPlan) -> str:
    return "_get" if plan.key_column == entity.key else f"_get_by_{plan.key_column}"


def finder_method(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> FinderMethod:
    """The private method that returns the record an operation is about."""
    key = replace(key_argument(entity, plan))
    parents = [typed_parent(blueprint, entity, plan, b) for b in plan.bindings]
    arguments = (*parents, key)
    values = [key.name, *scope_values(blueprint, entity, plan)]
    return FinderMethod(
        name=_finder_name(entity, plan),
        arguments=arguments,
        parents=parent_lines(blueprint, plan),
        call=f"self._store.get_by_{plan.key_column}({', '.join(values)})",
        record=f"{entity.name}Record",
        title=entity.title,
    )


def key_argument(entity: Entity, plan: OperationPlan) -> TypedName:
    """The argument that names an item."""
    name = plan.key_column
    if plan.key:
        name = path_names(plan)[plan.key]
    return TypedName(name, python_type(entity.column(plan.key_column)))


def typed_parent(
    blueprint: Blueprint, entity: Entity, plan: OperationPlan, binding: Binding
) -> TypedName:
    """The argument that names a parent, or a plain scope."""
    parameter = next(p for p in plan.operation.path_parameters if p.name == binding.parameter)
    known = binding_type(blueprint, entity, binding) or bare_type(blueprint, parameter.schema)
    return TypedName(path_names(plan)[parameter.name], known)


def optional_key(blueprint: Blueprint, plan: OperationPlan) -> str:
    """Attribute of the request that names the record, if the contract leaves it optional."""
    if not plan.key_in_body or plan.request is None:
        return ""
    properties = blueprint.api.resolve(plan.request.record).properties
    found = next(p for p in properties if attribute(p.wire) == plan.key_column)
    return "" if found.required else plan.key_column


def finder_call(plan: OperationPlan) -> str:
    """What an operation passes to its finder."""
    names = path_names(plan)
    parents = [names[b.parameter] for b in plan.bindings]
    key = names[plan.key] if plan.key else f"data.{plan.key_column}"
    return ", ".join([*parents, key])
