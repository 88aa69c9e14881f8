"""`agentgen explain`: which behaviour each operation has, why, and how to change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agentgen.commands.new import NewRequest, read_inputs, settle
from agentgen.errors import AgentgenError
from agentgen.ir.blueprint import BehaviourKind, OperationPlan
from agentgen.plan.build import build_blueprint

_CONFIG = "agentgen.yaml"


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
    request = NewRequest("app", root, roles=roles, openapi=openapi)
    if openapi is None:
        request = _of_repository(root)
    inputs = read_inputs(request)
    settle(inputs.policy, request.decisions)
    blueprint = build_blueprint(
        request.name, inputs.api, inputs.policy, inputs.stories, request.decisions
    )
    plans = blueprint.operations
    for name in operations:
        if not any(_is_called(plan, name) for plan in plans):
            raise AgentgenError(
                f"there is no operation {name!r}",
                way_out="give an operationId or a path; without one, all are explained",
            )
    wanted = [p for p in plans if not operations or any(_is_called(p, n) for n in operations)]
    return tuple(_explained(plan) for plan in wanted)


def _of_repository(root: Path) -> NewRequest:
    """What a generated repository was made from, as its `agentgen.yaml` says."""
    import yaml

    file = root / _CONFIG
    try:
        data = yaml.safe_load(file.read_text("utf-8"))
    except FileNotFoundError:
        raise AgentgenError(
            f"there is no {_CONFIG}", where=str(root),
            way_out="run it in a generated repository, or give --openapi and --role",
        ) from None  # fmt: skip
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as problem:
        raise AgentgenError(
            "the configuration cannot be read", where=str(file), why=" ".join(str(problem).split())
        ) from problem
    return NewRequest(
        name=_entry(data, "name", str),
        into=root,
        roles=tuple(str(root / spec) for spec in _entry(data, "specs", list)),
        openapi=root / _entry(data, "contract", str),
        features=root / data["features"] if isinstance(data.get("features"), str) else None,
        decisions=_entry({"decisions": {}} | data, "decisions", dict),
    )


def _entry(data: Any, key: str, kind: type) -> Any:
    value = data.get(key) if isinstance(data, dict) else None
    if not isinstance(value, kind):
        raise AgentgenError(f"`{key}` is missing or malformed", where=_CONFIG)
    return value


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
