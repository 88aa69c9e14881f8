"""`agentgen spec`: what role specs say, and how much of it is understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agentgen.commands.recognizers import all_recognizers
from agentgen.commands.roles import load_role
from agentgen.errors import ExitCode
from agentgen.ir.policy import Conflict, Policy, Statement, Status
from agentgen.ir.recognition import Recognizer
from agentgen.spec.compile import compile_specs, is_effective, status_counts
from agentgen.spec.understanding import Understanding, understanding


@dataclass(frozen=True, slots=True)
class ExplainedStatement:
    """A statement and what it was understood to say."""

    statement: Statement
    understood: Understanding


@dataclass(frozen=True, slots=True)
class SpecReport:
    """Compiled specs with every statement explained.

    Attributes:
        effective: False when nothing in the specs can be enforced, measured or generated.
        totals: number of statements by status.
    """

    policy: Policy
    statements: tuple[ExplainedStatement, ...]
    totals: dict[Status, int]
    effective: bool

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        """Conflicts that somebody has to settle."""
        return tuple(c for c in self.policy.conflicts if c.winner is None)

    @property
    def exit_code(self) -> ExitCode:
        """FINDINGS for open conflicts and for specs that bind nothing."""
        clean = self.effective and not self.open_conflicts
        return ExitCode.OK if clean else ExitCode.FINDINGS


def explain_specs(
    names: Sequence[str], recognizers: Sequence[Recognizer] | None = None
) -> SpecReport:
    """Compile roles and files, weightiest first, and explain every statement.

    Raises:
        AgentgenError: when one of them is missing, binary, empty or too large.
    """
    known = all_recognizers() if recognizers is None else recognizers
    policy = compile_specs([load_role(name) for name in names], known)
    explained = tuple(ExplainedStatement(s, understanding(s, known)) for s in policy.statements)
    return SpecReport(policy, explained, status_counts(policy), is_effective(policy))


def as_json(report: SpecReport) -> dict[str, Any]:
    """The report as JSON values; every name is part of the public interface."""
    return {
        "specs": list(report.policy.specs),
        "statements": [_statement(one) for one in report.statements],
        "rules": [
            {
                "rule": setting.rule,
                "params": dict(setting.params),
                "level": setting.level.value,
                "from": str(setting.place),
            }
            for setting in report.policy.rules
        ],
        "decisions": {
            key: {"value": decision.value, "from": str(decision.place)}
            for key, decision in report.policy.decisions.items()
        },
        "conflicts": [_conflict(conflict) for conflict in report.policy.conflicts],
        "notes": [f"{note.place}: {note.message}" for note in report.policy.diagnostics],
        "totals": {status.value: count for status, count in report.totals.items()},
        "effective": report.effective,
    }


def _statement(one: ExplainedStatement) -> dict[str, Any]:
    statement = one.statement
    return {
        "id": statement.id,
        "path": statement.place.path,
        "line": statement.place.line,
        "column": statement.place.column,
        "section": list(statement.section),
        "text": statement.text,
        "modality": statement.modality.value,
        "status": statement.status.value,
        "rules": [{"rule": rule, "params": dict(params)} for rule, params in one.understood.rules],
        "decisions": dict(one.understood.decisions),
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "topic": conflict.topic,
        "winner": conflict.winner,
        "sides": [
            {"value": side.value, "from": str(side.place), "text": side.text}
            for side in conflict.sides
        ],
        "help": conflict.help,
    }
