"""Specs compiled, with every statement explained: what the `spec` commands work on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agentgen.commands.recognizers import all_recognizers
from agentgen.commands.spec.load import LoadedSpec, compile_loaded, load_specs
from agentgen.errors import ExitCode
from agentgen.ir.policy import Conflict, Policy, Statement, Status
from agentgen.ir.recognition import Recognizer
from agentgen.spec.compile import is_effective, status_counts
from agentgen.spec.original import original_lines
from agentgen.spec.understanding import Understanding, understanding

ACTING = (Status.ENFORCED, Status.HEURISTIC, Status.MEASURED, Status.GENERATED)
"""Statuses of statements that something is done about."""


@dataclass(frozen=True, slots=True)
class ExplainedStatement:
    """A statement and what it was understood to say."""

    statement: Statement
    understood: Understanding


@dataclass(frozen=True, slots=True)
class SpecReport:
    """Compiled specs with every statement explained.

    Attributes:
        loaded: the specs as read.
        texts: their lines, as written, by name.
        effective: False when nothing in the specs can be enforced, measured or generated.
        totals: number of statements by status.
    """

    loaded: tuple[LoadedSpec, ...]
    texts: Mapping[str, tuple[str, ...]]
    policy: Policy
    statements: tuple[ExplainedStatement, ...]
    totals: Mapping[Status, int]
    effective: bool

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        """Conflicts that somebody has to settle."""
        return tuple(c for c in self.policy.conflicts if c.winner is None)

    @property
    def binding(self) -> tuple[Statement, ...]:
        """Statements that ask for something: neither information nor examples."""
        return tuple(s for s in self.policy.statements if s.modality.binds)

    @property
    def understood(self) -> tuple[Statement, ...]:
        """Binding statements that are enforced, measured or generated."""
        return tuple(s for s in self.binding if s.status in ACTING)

    @property
    def exit_code(self) -> ExitCode:
        """FINDINGS for open conflicts and for specs that bind nothing."""
        clean = self.effective and not self.open_conflicts
        return ExitCode.OK if clean else ExitCode.FINDINGS


def explain_specs(
    names: Sequence[str], recognizers: Sequence[Recognizer] | None = None
) -> SpecReport:
    """Compile roles, files and directories, weightiest first, and explain every statement.

    Raises:
        AgentgenError: when one of them is missing, binary, empty or too large.
    """
    known = all_recognizers() if recognizers is None else recognizers
    loaded = load_specs(names)
    policy = compile_loaded(loaded, known)
    explained = tuple(ExplainedStatement(s, understanding(s, known)) for s in policy.statements)
    return SpecReport(
        loaded=loaded,
        texts={spec.name: original_lines(spec.name, spec.data) for spec in loaded},
        policy=policy,
        statements=explained,
        totals=status_counts(policy),
        effective=is_effective(policy),
    )
