"""`agentgen new`: specs, contract and features become a repository."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from agentgen import __version__
from agentgen.commands.generate import complete, emit
from agentgen.commands.inputs import Inputs, Sources, read_inputs, settle
from agentgen.diagnostics import Diagnostic
from agentgen.emit.repository import RepositoryInputs
from agentgen.errors import AgentgenError
from agentgen.ir.blueprint import Blueprint
from agentgen.plan.build import build_blueprint
from agentgen.project.staging import check_target, write_repository
from agentgen.project.vcs import init_repository
from agentgen.project.vendor import start_branch
from agentgen.resources import resource_root
from agentgen.tree import SourceTree

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What the user asked for.

    Attributes:
        name: name of the repository and of its directory below `into`.
        decisions: overrides, as in `agentgen.yaml`.
        roles, openapi, features, refs_root, remote_refs: see `Sources`.
    """

    name: str
    into: Path
    roles: tuple[str, ...] = ()
    openapi: Path | None = None
    features: Path | None = None
    system: str = ""
    decisions: Mapping[str, Any] = field(default_factory=dict)
    refs_root: Path | None = None
    remote_refs: bool = False

    @property
    def sources(self) -> Sources:
        """Where its inputs lie."""
        return Sources(
            openapi=self.openapi,
            roles=self.roles,
            features=self.features,
            refs_root=self.refs_root,
            remote_refs=self.remote_refs,
        )


@dataclass(frozen=True, slots=True)
class NewReport:
    """What was made. `behaviours` counts operations by behaviour; `notes` were not fatal."""

    target: Path
    files: int
    behaviours: Mapping[str, int]
    notes: tuple[Diagnostic, ...] = ()
    stubs: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    specs: tuple[str, ...] = ()


Progress = Callable[[str], None]


def new(request: NewRequest, progress: Progress = lambda _: None) -> NewReport:
    """Make a repository.

    Raises:
        AgentgenError: for unusable input, open conflicts between specs, or a target that is not
            free. Nothing is left behind then.
    """
    request = _resolve_system(request)
    target = _target(request)
    progress("reading specs and contract")
    inputs = read_inputs(request.sources)
    settle(inputs.policy, request.decisions)
    progress("planning")
    blueprint = build_blueprint(
        request.name, inputs.api, inputs.policy, inputs.stories, request.decisions
    )
    progress("rendering")
    tree = emit(blueprint, RepositoryInputs(inputs.specs, request.decisions))
    progress("writing")
    write_repository(tree, target, lambda root: _finish(root, tree, inputs, blueprint))
    return _report(target, tree, blueprint, inputs)


def _target(request: NewRequest) -> Path:
    if not _NAME.fullmatch(request.name) or request.name.endswith("."):
        raise AgentgenError(
            f"{request.name!r} can't be the name of a repository",
            way_out="use letters, digits, hyphens, dots and underscores, a letter first",
        )
    target = request.into.absolute() / request.name
    check_target(target)
    return target


def _resolve_system(request: NewRequest) -> NewRequest:
    """Fill in what an example system brings."""
    if not request.system:
        return request
    import yaml

    folder = resource_root("specs") / "systems"
    names = sorted(p.name for p in folder.iterdir() if (p / "system.yaml").is_file())
    if request.system not in names:
        raise AgentgenError(
            f"there is no system {request.system!r}", way_out=f"use one of {', '.join(names)}"
        )
    home = folder / request.system
    system = yaml.safe_load((home / "system.yaml").read_text("utf-8"))
    return replace(
        request,
        roles=request.roles or (system["role"],),
        openapi=request.openapi or home / system["openapi"],
        features=request.features or home / system["features"],
    )


def _finish(root: Path, tree: SourceTree, inputs: Inputs, blueprint: Blueprint) -> None:
    """Format, lock, commit."""
    complete(root, tree, inputs, blueprint)
    init_repository(root, f"Generate {inputs.api.title} with agentgen {__version__}")
    start_branch(root)


def _report(target: Path, tree: SourceTree, blueprint: Blueprint, inputs: Inputs) -> NewReport:
    kinds = Counter(str(plan.behaviour) for plan in blueprint.operations)
    stubs = tuple(
        f"{p.operation.method.upper()} {p.operation.path}: {p.reason}"
        for p in blueprint.operations
        if p.behaviour == "stub"
    )
    return NewReport(
        target=target,
        files=len(tree) + 1,
        behaviours=dict(sorted(kinds.items())),
        notes=(*inputs.notes, *inputs.policy.diagnostics),
        stubs=stubs,
        entities=tuple(blueprint.entities),
        specs=tuple(inputs.specs),
    )
