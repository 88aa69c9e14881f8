"""A check is never vacuous: where nothing can be, or was, examined, it stops and says so."""

from collections.abc import Sequence
from pathlib import Path

from agentgen.codebase import Codebase
from agentgen.errors import AgentgenError
from agentgen.gates.base import Gate
from agentgen.ir.policy import RuleSetting
from agentgen.ir.report import Outcome
from agentgen.rules.base import Rule


def require_rules(
    settings: tuple[RuleSetting, ...],
    specs: tuple[str, ...],
    rules: Sequence[Rule],
    chosen: tuple[Gate, ...],
) -> None:
    """Stop when no static rule and no gate would look at anything.

    Raises:
        AgentgenError: then, with the way out.
    """
    if chosen or any(s.rule in {r.id for r in rules} for s in settings):
        return
    measured = sorted({s.rule for s in settings})
    more = "run it with --gates" if measured else "write rules that can be checked"
    raise AgentgenError(
        "nothing in the specs is enforced by a static rule",
        where=", ".join(specs),
        why=f"they only ask for gates: {', '.join(measured)}" if measured else "",
        way_out=f"{more}, or give another spec with --spec",
    )


def require_files(codebase: Codebase, root: Path) -> None:
    """Stop when there is no source file.

    Raises:
        AgentgenError: then, with the way out.
    """
    if codebase.python or codebase.scripts:
        return
    raise AgentgenError(
        "there is no Python, TypeScript or JavaScript file to check",
        where=str(root),
        way_out="give the root of a repository, and see `check` in agentgen.yaml",
    )


def require_evidence(outcomes: tuple[Outcome, ...], specs: tuple[str, ...]) -> None:
    """Stop when nothing was examined, whatever the reasons.

    Raises:
        AgentgenError: then, with the way out.
    """
    if any(o.examined or (o.evidence and o.evidence.examined) for o in outcomes):
        return
    reasons = "; ".join(f"{o.id}: {o.reason}" for o in outcomes[:5])
    raise AgentgenError(
        "the check examined nothing",
        where=", ".join(specs),
        why=reasons,
        way_out="install what is missing, or check another repository",
    )
