"""What a check found: results of rules and gates, and the report that all reporters print."""

from dataclasses import dataclass, field
from enum import StrEnum

from agentgen.diagnostics import Diagnostic, Place


class Verdict(StrEnum):
    """Outcome of one rule or gate. Missing evidence is `unverified`, never `passed`."""

    PASSED = "passed"
    FAILED = "failed"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a rule found in a code base, and how many things it looked at."""

    findings: tuple[Diagnostic, ...]
    examined: int
    what: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a gate did: commands, versions of the tools, figures measured, time taken."""

    commands: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    examined: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class GateResult:
    """Outcome of a gate; `reason` says why it failed or could not be verified."""

    verdict: Verdict
    reason: str = ""
    findings: tuple[Diagnostic, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the report: a rule or gate under the spec line that demands it.

    Attributes:
        kind: `rule` or `gate`.
        examined, what: how many of what were looked at.
        suppressed: findings that an inline suppression with a reason covers.
    """

    id: str
    title: str
    kind: str
    verdict: Verdict
    findings: tuple[Diagnostic, ...] = ()
    examined: int = 0
    what: str = ""
    reason: str = ""
    spec: Place | None = None
    spec_text: str = ""
    suppressed: tuple[Diagnostic, ...] = ()
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole check.

    Attributes:
        specs: the spec files read.
        statements: how many statements they hold, by status.
        files: how many files were read.
        notes: what the reader should know beside the findings (files skipped, conflicts).
    """

    root: str
    version: str
    specs: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    statements: tuple[tuple[str, int], ...] = ()
    files: int = 0
    seconds: float = 0.0
    notes: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All findings, in the order of the outcomes."""
        return tuple(f for o in self.outcomes for f in o.findings)

    def count(self, verdict: Verdict) -> int:
        """How many rules and gates have that outcome."""
        return sum(o.verdict is verdict for o in self.outcomes)
