"""`agentgen new`: specs, contract and features become a repository."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from agentgen import __version__
from agentgen.commands.compiled import compile_cached
from agentgen.commands.roles import load_role
from agentgen.contract.build import load_api
from agentgen.contract.gherkin import load_stories
from agentgen.contract.sources import References
from agentgen.diagnostics import Diagnostic
from agentgen.emit.backend import emit_backend
from agentgen.emit.frontend import emit_frontend
from agentgen.emit.repository import RepositoryInputs, emit_repository
from agentgen.errors import AgentgenError
from agentgen.ir.api import Api
from agentgen.ir.blueprint import Blueprint
from agentgen.ir.decisions import Decisions, Layout, Logging, Orm, check_override
from agentgen.ir.policy import Policy
from agentgen.ir.story import Stories
from agentgen.plan.build import build_blueprint
from agentgen.project.formatting import format_python
from agentgen.project.lock import LOCK, lock_text
from agentgen.project.staging import check_target, write_repository
from agentgen.project.vcs import init_repository
from agentgen.resources import resource_root
from agentgen.spec.compile import is_effective
from agentgen.tree import SourceTree

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What the user asked for.

    Attributes:
        name: name of the repository and of its directory below `into`.
        roles: names of built-in roles, or files.
        decisions: overrides, as in `agentgen.yaml`.
        refs_root, remote_refs: see `contract.sources.References`.
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


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that was read."""

    api: Api
    stories: Stories
    policy: Policy
    specs: Mapping[str, str]
    notes: tuple[Diagnostic, ...]


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
    inputs = read_inputs(request)
    settle(inputs.policy, request.decisions)
    progress("planning")
    blueprint = build_blueprint(
        request.name, inputs.api, inputs.policy, inputs.stories, request.decisions
    )
    progress("rendering")
    tree = emit(blueprint, RepositoryInputs(inputs.specs, request.decisions))
    progress("writing")
    write_repository(tree, target, lambda root: _finish(root, tree, inputs))
    return _report(target, tree, blueprint, inputs)


def emit(blueprint: Blueprint, inputs: RepositoryInputs) -> SourceTree:
    """All files of the repository, before formatting."""
    tree = emit_repository(blueprint, inputs)
    tree.update(emit_backend(blueprint))
    tree.update(emit_frontend(blueprint))
    return tree


def read_inputs(request: NewRequest) -> Inputs:
    """Read contract, features and specs.

    Raises:
        AgentgenError: when one is missing or unusable.
    """
    if request.openapi is None:
        raise AgentgenError(
            "no contract was named", way_out="give --openapi FILE, or --system NAME"
        )
    if not request.roles:
        raise AgentgenError(
            "no role spec was named",
            way_out="give --role NAME (`agentgen roles` lists them) or --role FILE",
        )
    api, notes = load_api(request.openapi, References(request.refs_root, request.remote_refs))
    stories = load_stories(request.features) if request.features else Stories()
    specs = _load_specs(request.roles)
    policy = compile_cached(list(specs.items()))
    if not is_effective(policy):
        raise AgentgenError(
            "nothing in the specs can be enforced, measured or generated",
            ", ".join(request.roles),
            "agentgen would promise what nobody checks",
            "see `agentgen spec FILE` for what was understood",
        )
    texts = {path: data.decode("utf-8", "replace") for path, data in specs.items()}
    return Inputs(api, stories, policy, texts, notes)


def _load_specs(names: Sequence[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for given in names:
        name, data = load_role(given)
        stem = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(name).name).strip("-.") or "spec"
        path = f"specs/{stem}" if stem.endswith((".md", ".mdc")) else f"specs/{stem}.md"
        if path in found:
            raise AgentgenError("two specs have the same name", given, way_out="rename one")
        found[path] = data
    return found


def settle(policy: Policy, decisions: Mapping[str, Any]) -> None:
    """Stop at structural conflicts that nothing settles, and at decisions that do not exist.

    Raises:
        AgentgenError: quoting both lines and the `agentgen.yaml` line that settles it.
    """
    known = {f.name for f in fields(Decisions)}
    for key in decisions:
        if key not in known:
            raise AgentgenError(
                f"there is no decision {key!r}", way_out=f"use one of {', '.join(sorted(known))}"
            )
    for conflict in policy.conflicts:
        if conflict.winner is None and conflict.topic not in decisions:
            sides = "; ".join(f"{side.place} says «{side.text.strip()}»" for side in conflict.sides)
            raise AgentgenError(
                f"the specs contradict each other about {conflict.topic.replace('_', ' ')}",
                why=sides,
                way_out=f"{conflict.help} (for a new repository: --set {conflict.topic}='…')",
            )
    try:
        for key, value in decisions.items():
            check_override(key, value)
        Decisions.of(policy, decisions)
    except ValueError as problem:
        raise AgentgenError(
            "a decision has no such value", why=str(problem), way_out=_choices()
        ) from None


def _choices() -> str:
    kinds = {"layout": Layout, "orm": Orm, "logging": Logging}
    return "; ".join(f"{key}: {', '.join(kind)}" for key, kind in kinds.items())


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


def _finish(root: Path, tree: SourceTree, inputs: Inputs) -> None:
    """Format, lock, commit."""
    format_python(root)
    written = SourceTree()
    for path in tree:
        file = tree.files[path]
        written.add(path, (root / path).read_text("utf-8"), owner=file.owner)
    named = {inputs.api.file_name: inputs.api.source, **inputs.specs}
    named |= {f"features/{f.place.path}": f.source for f in inputs.stories.features}
    (root / LOCK).write_text(lock_text(__version__, named, written), "utf-8")
    init_repository(root, f"Generate {inputs.api.title} with agentgen {__version__}")


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
