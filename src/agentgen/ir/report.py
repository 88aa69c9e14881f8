"""What a check found: results of rules and gates, and the report that all reporters print."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agentgen.diagnostics import Diagnostic, Place
from agentgen.ir.baseline import BaselineUse
from agentgen.ir.edits import Mended
from agentgen.ir.endpoints import EndpointChanges
from agentgen.ir.sheet import Excerpt, Judged, Sheet

NOTHING = "there is nothing to examine"
"""Reason of a gate that found nothing it could look at."""


class Verdict(StrEnum):
    """Outcome of one rule or gate. Missing evidence is `unverified`, never `passed`."""

    PASSED = "passed"
    FAILED = "failed"
    UNVERIFIED = "unverified"
    BASELINED = "baselined"
    """It failed, and the baseline accepts every finding that makes it fail."""
    ELSEWHERE = "failed elsewhere"
    """It failed, though not on what was changed, and no more than that was asked."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a rule found in a code base, and how many things it looked at."""

    findings: tuple[Diagnostic, ...]
    examined: int
    what: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a gate did: commands, versions of the tools, figures measured, time taken.

    `at` is when it began (ISO 8601, UTC, to the second); empty where that is not known.
    """

    commands: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    examined: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    at: str = ""


@dataclass(frozen=True, slots=True)
class GateResult:
    """Outcome of a gate; `reason` says why it failed or could not be verified.

    `missing` is the evidence that some part of it lacks.
    """

    verdict: Verdict
    reason: str = ""
    findings: tuple[Diagnostic, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the report: a rule or gate under the spec line that demands it.

    Attributes:
        kind: `rule` or `gate`.
        examined, what: how many of what were looked at.
        suppressed: findings that an inline suppression with a reason covers.
        baselined: findings that the baseline accepts.
        elsewhere: findings on what was not changed, when only changes count.
        missing: evidence that a gate lacks beside what it found.
        paths: patterns of the files it holds for; empty for all.
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
    baselined: tuple[Diagnostic, ...] = ()
    elsewhere: tuple[Diagnostic, ...] = ()
    missing: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()

    @property
    def proof(self) -> str:
        """How many of what were looked at; empty when nothing was."""
        if self.evidence is not None:
            return self.evidence.examined
        return f"{self.examined:,} {self.what}" if self.what else ""

    @property
    def fails(self) -> bool:
        """True when a check fails for it: it failed, or is a gate that lacks evidence.

        A gate that no spec line asks for, and that has nothing to look at, does not count.
        """
        if self.kind == "gate" and self.verdict is Verdict.UNVERIFIED:
            return self.spec is not None or self.reason != NOTHING
        return self.verdict is Verdict.FAILED

    @property
    def unproven(self) -> bool:
        """True for what a line of a spec demands and nothing could verify."""
        return self.spec is not None and self.verdict is Verdict.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Report:
    """A whole check.

    Attributes:
        specs: the spec files read.
        statements: how many statements they hold, by status.
        files: how many files were read.
        notes: what the reader should know beside the findings (files skipped, conflicts).
        baseline: how the findings compare with the accepted ones; None without a baseline.
        since: the revision since which changes count; empty when everything does.
        sheets: the specs, statement by statement.
        excerpts: the code around places of findings.
        fixes: findings that were mended before this check, or that no fix could mend.
        endpoints: how they differ from those of a revision; None when that was not asked for.
    """

    root: str
    version: str
    specs: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    statements: tuple[tuple[str, int], ...] = ()
    files: int = 0
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    baseline: BaselineUse | None = None
    since: str = ""
    sheets: tuple[Sheet, ...] = ()
    excerpts: Mapping[Place, Excerpt] = field(default_factory=dict)
    fixes: tuple[Mended, ...] = ()
    endpoints: EndpointChanges | None = None

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All findings, in the order of the outcomes."""
        return tuple(f for o in self.outcomes for f in o.findings)

    def count(self, verdict: Verdict) -> int:
        """How many rules and gates have that outcome."""
        return sum(o.verdict is verdict for o in self.outcomes)

    def reason(self, judged: Judged) -> str:
        """Why a statement is not verified, or not in full; empty when it is."""
        outcomes = (self.outcomes[n] for n in judged.outcomes)
        unproven = (f"{o.id}: {o.reason}" for o in outcomes if o.verdict is Verdict.UNVERIFIED)
        return "; ".join(filter(None, (judged.reason, *unproven)))
