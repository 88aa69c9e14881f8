"""`agentgen explain`: which behaviour each operation has, why, and how to change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agentgen.commands.inputs import Sources, read_inputs, settle
from agentgen.commands.kept import read_kept
from agentgen.errors import AgentgenError
from agentgen.ir.blueprint import BehaviourKind, OperationPlan
from agentgen.plan.build import build_blueprint


@dataclass(frozen=True, slots=True)
class Explained:
    """One operation: what it does, why, and which line changes that."""

    operation_id: str
    method: str
    path: str
    behaviour: str
    entity: str
    reason: str
    unclear: tuple[str, ...]
    override: str


def explain(
    root: Path,
    operations: Sequence[str] = (),
    openapi: Path | None = None,
    roles: tuple[str, ...] = (),
) -> tuple[Explained, ...]:
    """The behaviour of operations of a generated repository, or of a contract with role specs.

    Args:
        root: directory with an `agentgen.yaml`; not read when `openapi` is given.
        operations: operationIds or paths (`GET /tags`, `/tags`); all of them when empty.

    Raises:
        AgentgenError: for unusable input and unknown operations.
    """
    if openapi is None:
        kept = read_kept(root)
        name, sources, decisions = kept.name, kept.sources, kept.decisions
    else:
        name, sources, decisions = "app", Sources(openapi, roles), {}
    inputs = read_inputs(sources)
    settle(inputs.policy, decisions)
    blueprint = build_blueprint(name, inputs.api, inputs.policy, inputs.stories, decisions)
    plans = blueprint.operations
    for name in operations:
        if not any(_is_called(plan, name) for plan in plans):
            raise AgentgenError(
                f"there is no operation {name!r}",
                way_out="give an operationId or a path; without one, all are explained",
            )
    wanted = [p for p in plans if not operations or any(_is_called(p, n) for n in operations)]
    return tuple(_explained(plan) for plan in wanted)


def _is_called(plan: OperationPlan, name: str) -> bool:
    operation = plan.operation
    method, _, path = name.rpartition(" ")
    called = (operation.operation_id, operation.id)
    return name in called or (
        path == operation.path and method.lower() in ("", operation.method.lower())
    )


def _explained(plan: OperationPlan) -> Explained:
    operation = plan.operation
    name = operation.operation_id or operation.id
    works = plan.behaviour is not BehaviourKind.STUB
    line = f"decisions: {{operations: {{{name}: {{behaviour: stub}}}}}}"
    unclear = tuple(
        f"the parameter {f.parameter!r} matches nothing known: it is answered 501 when it is given"
        for f in plan.filters
        if f.match == "stub"
    )
    return Explained(
        operation_id=name,
        method=operation.method.upper(),
        path=operation.path,
        behaviour=str(plan.behaviour),
        entity=plan.entity,
        reason=plan.reason,
        unclear=unclear,
        override=line if works else "",
    )
