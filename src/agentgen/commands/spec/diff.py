"""`agentgen spec diff`: what a change of the text changes in the policy."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agentgen.commands.recognizers import all_recognizers
from agentgen.commands.roles import role_files
from agentgen.commands.spec.json import as_setting
from agentgen.commands.spec.load import LoadedSpec, compile_loaded, load_specs
from agentgen.errors import ExitCode
from agentgen.ir.policy import Conflict, Decision, Policy, RuleSetting, Statement
from agentgen.ir.recognition import Recognizer
from agentgen.project.vcs import read_revision
from agentgen.spec.diff import PolicyDiff, Rewording, diff_policies

_REVISION = re.compile(r"(?P<revision>[^:]+):(?P<path>[^:]+)")


def diff(old: str, new: str, recognizers: Sequence[Recognizer] | None = None) -> PolicyDiff:
    """Compare two specs: files, roles, directories, or `REVISION:PATH` of git.

    Raises:
        AgentgenError: when one can't be read.
    """
    known = all_recognizers() if recognizers is None else recognizers
    return diff_policies(_compiled(old, known), _compiled(new, known), known)


def exit_code(found: PolicyDiff) -> ExitCode:
    """FINDINGS when the policy is another one."""
    return ExitCode.FINDINGS if found.changes_policy else ExitCode.OK


def _compiled(name: str, recognizers: Sequence[Recognizer]) -> Policy:
    return compile_loaded(_load(name), recognizers)


def _load(name: str) -> tuple[LoadedSpec, ...]:
    match = _REVISION.fullmatch(name)
    if match is None or name in role_files() or Path(name).exists():
        return load_specs([name])
    data = read_revision(match["revision"], match["path"])
    return (LoadedSpec(name, data, None),)


def as_json(found: PolicyDiff) -> dict[str, Any]:
    """The differences as JSON values; every name is part of the public interface."""
    return {
        "changes_policy": found.changes_policy,
        "rules": [
            {"change": c.change.value, "old": _setting(c.old), "new": _setting(c.new)}
            for c in found.rules
        ],
        "decisions": [
            {"change": c.change.value, "old": _decision(c.old), "new": _decision(c.new)}
            for c in found.decisions
        ],
        "conflicts": {
            "appeared": [_conflict(c) for c in found.appeared],
            "gone": [_conflict(c) for c in found.gone],
        },
        "statements": {
            "reworded": [_rewording(r) for r in found.reworded],
            "added": [_statement(s) for s in found.added],
            "removed": [_statement(s) for s in found.removed],
        },
    }


def _setting(setting: RuleSetting | None) -> dict[str, Any] | None:
    return None if setting is None else as_setting(setting)


def _decision(decision: Decision | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    return {
        "key": decision.key,
        "value": decision.value,
        "from": str(decision.place),
        "text": decision.text,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    sides = [_decision(side) for side in conflict.sides]
    return {"topic": conflict.topic, "winner": conflict.winner, "sides": sides}


def _rewording(one: Rewording) -> dict[str, Any]:
    return {
        "old": _statement(one.old),
        "new": _statement(one.new),
        "same_meaning": one.same,
        "lost": one.lost,
        "gained": one.gained,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "from": str(statement.place),
        "text": statement.text,
        "modality": statement.modality.value,
        "status": statement.status.value,
    }
