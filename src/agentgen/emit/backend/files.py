"""How routes and services take, keep and send files."""

from dataclasses import replace
from typing import Any

from agentgen.emit.backend.arguments import Argument, extra_arguments
from agentgen.emit.backend.finders import parent_lines
from agentgen.emit.backend.storage import scope_values
from agentgen.ir.blueprint import BehaviourKind, Blueprint, Entity, OperationPlan


def file_arguments(blueprint: Blueprint, plan: OperationPlan) -> list[Argument]:
    """What a route takes beside the path: the body as bytes with its request, or one part."""
    (given,) = extra_arguments(blueprint, plan)
    if given.name == "body" and "UploadFile" not in given.annotation:
        needed = plan.operation.body is None or plan.operation.body.required
        return [Argument("request", "Request"), replace(given, default="" if needed else "None")]
    return [given]


def upload_argument(blueprint: Blueprint, plan: OperationPlan) -> Argument:
    """The file as a service method takes it."""
    found = file_arguments(blueprint, plan)
    source = f"part_upload({found[0].name})" if len(found) == 1 else "body_upload(request, body)"
    return Argument("upload", "Upload", source)


def file_lines(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> dict[str, Any]:
    """What the templates of files name."""
    key = ", ".join(scope_values(blueprint, entity, plan))
    return {
        "lookup": f"self._store.get_only({key})",
        "parent_key": f"{entity.scope[0]}={key}",
        "parents": parent_lines(blueprint, plan),
        "missing": f"{entity.title} not found",
    }


def takes_file(plan: OperationPlan) -> bool:
    """True for operations whose request is a file."""
    return plan.behaviour is BehaviourKind.UPLOAD
