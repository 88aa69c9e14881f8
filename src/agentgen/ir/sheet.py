"""Specs as a check leaves them: each statement with what became of it, and the code in question."""

from dataclasses import dataclass
from enum import StrEnum

from agentgen.ir.policy import Statement


class Standing(StrEnum):
    """What a check can say of a statement, the gravest first."""

    FAILED = "failed"
    ELSEWHERE = "failed elsewhere"
    UNVERIFIED = "unverified"
    BASELINED = "baselined"
    SUPPRESSED = "suppressed"
    PASSED = "passed"
    NOT_CHECKABLE = "not checkable"


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement that binds, and what the check says of it.

    Attributes:
        outcomes: indexes of the report's outcomes that speak for it.
        reason: why nothing speaks for it, or not all that should.
    """

    statement: Statement
    standing: Standing
    outcomes: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One spec: its lines as written, and its statements that bind, from top to bottom."""

    path: str
    lines: tuple[str, ...]
    statements: tuple[Judged, ...]

    def count(self, standing: Standing) -> int:
        """How many statements stand so."""
        return sum(judged.standing is standing for judged in self.statements)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines of code around a finding; `first` is the number of the first of them."""

    first: int
    lines: tuple[str, ...]
