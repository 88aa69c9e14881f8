"""`agentgen update`: what is generated now, merged into what people work on."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from agentgen import __version__
from agentgen.commands.generate import complete, emit
from agentgen.commands.inputs import Inputs, Sources, read_inputs, settle
from agentgen.commands.kept import CONFIG, Kept, read_kept
from agentgen.commands.new import Progress
from agentgen.commands.update_config import merged_config
from agentgen.commands.update_schema import Step, next_step
from agentgen.diagnostics import Diagnostic
from agentgen.emit.repository import RepositoryInputs
from agentgen.plan.build import build_blueprint
from agentgen.project.plumbing import Git
from agentgen.project.staging import write_tree
from agentgen.project.vendor import (
    Merged,
    check_work,
    commit_folder,
    find_base,
    merge,
    preview,
    trial,
)
from agentgen.tree import SourceTree


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """What the user asked for.

    Attributes:
        root: a repository that `agentgen new` made.
        openapi, roles, features: instead of those that the repository keeps.
        decisions: beside those of `agentgen.yaml`.
        trial: write nothing, tell what would change.
        patch: for a trial, tell it as a patch.
        refs_root, remote_refs: see `contract.sources.References`.
    """

    root: Path
    openapi: Path | None = None
    roles: tuple[str, ...] = ()
    features: Path | None = None
    decisions: Mapping[str, Any] = field(default_factory=dict)
    trial: bool = False
    patch: bool = False
    refs_root: Path | None = None
    remote_refs: bool = False


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What was, or would be, brought in.

    Attributes:
        merged: None when the repository is up to date.
        migration: path of the new migration, if there is one.
        changes: what it does, one sentence each.
    """

    merged: Merged | None
    migration: str = ""
    changes: tuple[str, ...] = ()
    notes: tuple[Diagnostic, ...] = ()


def update(request: UpdateRequest, progress: Progress = lambda _: None) -> UpdateReport:
    """Generate anew, and merge what differs from the last time.

    Raises:
        AgentgenError: when the repository can't take it, or an input is missing or unusable.
            Nothing has changed then.
    """
    root = request.root.absolute()
    check_work(root)
    base = find_base(root)
    progress("reading specs and contract")
    kept = _with_given(read_kept(root), request)
    inputs = read_inputs(kept.sources)
    settle(inputs.policy, kept.decisions)
    progress("planning")
    blueprint = build_blueprint(
        kept.name, inputs.api, inputs.policy, inputs.stories, kept.decisions
    )
    step = next_step(root, base, blueprint)
    progress("rendering")
    tree = _tree(request, kept, inputs, step)
    with TemporaryDirectory(prefix="agentgen-") as place, _objects(request, root) as environment:
        folder = Path(place) / "repository"
        write_tree(tree, folder)
        complete(folder, tree, inputs, step.blueprint, exact=step.past)
        git = Git(root, environment)
        commit = commit_folder(git, folder, base, _message(inputs))
        if commit == base:
            return UpdateReport(None, notes=inputs.notes)
        progress("merging")
        if request.trial:
            merged = preview(git, base, commit, patch=request.patch)
        else:
            merged = merge(git, base, commit, f"Update what agentgen generated: {_what(inputs)}")
    return UpdateReport(merged, step.path, step.changes, inputs.notes)


def _with_given(kept: Kept, request: UpdateRequest) -> Kept:
    sources = Sources(
        openapi=request.openapi or kept.sources.openapi,
        roles=request.roles,
        specs={} if request.roles else kept.sources.specs,
        features=request.features or kept.sources.features,
        refs_root=request.refs_root,
        remote_refs=request.remote_refs,
    )
    return replace(kept, sources=sources, decisions={**kept.decisions, **request.decisions})


def _tree(request: UpdateRequest, kept: Kept, inputs: Inputs, step: Step) -> SourceTree:
    """What is generated now; migrations that are there stay, `agentgen.yaml` is people's."""
    tree = emit(step.blueprint, RepositoryInputs(inputs.specs, kept.decisions))
    del tree.files[step.first]
    for path, text in {**step.past, **step.revision}.items():
        tree.add(path, text)
    text = (request.root / CONFIG).read_text("utf-8")
    config = tree.files[CONFIG]
    tree.files[CONFIG] = replace(config, text=merged_config(text, config.text))
    return tree


def _objects(request: UpdateRequest, root: Path) -> Any:
    return trial(root) if request.trial else nullcontext({})


def _what(inputs: Inputs) -> str:
    return " ".join(f"{inputs.api.title} {inputs.api.version}".split())[:80]


def _message(inputs: Inputs) -> str:
    return f"Generate {_what(inputs)} with agentgen {__version__}"
