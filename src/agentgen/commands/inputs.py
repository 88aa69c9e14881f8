"""What a repository is made from: read, compiled, and settled."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from agentgen.commands.compiled import compile_cached
from agentgen.commands.roles import load_role
from agentgen.contract.build import load_api
from agentgen.contract.gherkin import load_stories
from agentgen.contract.sources import References
from agentgen.diagnostics import Diagnostic
from agentgen.errors import AgentgenError
from agentgen.ir.api import Api
from agentgen.ir.decisions import Decisions, Layout, Logging, Orm, check_override
from agentgen.ir.policy import Policy
from agentgen.ir.story import Stories
from agentgen.spec.compile import is_effective


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the inputs lie.

    Attributes:
        roles: names of built-in roles, or files.
        specs: specs that are read already, by their path in the repository; instead of `roles`.
        refs_root, remote_refs: see `contract.sources.References`.
    """

    openapi: Path | None
    roles: tuple[str, ...] = ()
    specs: Mapping[str, bytes] = field(default_factory=dict)
    features: Path | None = None
    refs_root: Path | None = None
    remote_refs: bool = False


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that was read."""

    api: Api
    stories: Stories
    policy: Policy
    specs: Mapping[str, str]
    notes: tuple[Diagnostic, ...]


def read_inputs(sources: Sources) -> Inputs:
    """Read contract, features and specs.

    Raises:
        AgentgenError: when one is missing or unusable.
    """
    if sources.openapi is None:
        raise AgentgenError(
            "no contract was named", way_out="give --openapi FILE, or --system NAME"
        )
    if not sources.roles and not sources.specs:
        raise AgentgenError(
            "no role spec was named",
            way_out="give --role NAME (`agentgen roles` lists them) or --role FILE",
        )
    references = References(sources.refs_root, sources.remote_refs)
    api, notes = load_api(sources.openapi, references)
    stories = load_stories(sources.features) if sources.features else Stories()
    specs = sources.specs or load_specs(sources.roles)
    policy = compile_cached(list(specs.items()))
    if not is_effective(policy):
        raise AgentgenError(
            "nothing in the specs can be enforced, measured or generated",
            ", ".join(sources.roles or specs),
            "agentgen would promise what nobody checks",
            "see `agentgen spec FILE` for what was understood",
        )
    texts = {path: data.decode("utf-8", "replace") for path, data in specs.items()}
    return Inputs(api, stories, policy, texts, notes)


def load_specs(names: Sequence[str]) -> dict[str, bytes]:
    """Role specs by the path that they get in the repository.

    Raises:
        AgentgenError: when there is none of a name, or two get the same path.
    """
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
