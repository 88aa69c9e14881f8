"""Accepted findings, as the baseline file holds them, and how a check compares with them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """So many findings of one rule about the same code, accepted by people.

    Attributes:
        fingerprint: text of an `agentgen.baseline.fingerprint.Fingerprint`.
        count: how many findings it accepts.
        message: what was found when it was accepted, for readers.
        expires: the last day on which it holds; None for ever.
        line: where it stands in its file; 0 when it is not in one yet.
    """

    rule: str
    path: str
    fingerprint: str
    count: int = 1
    message: str = ""
    owner: str = ""
    reason: str = ""
    expires: date | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class BaselineUse:
    """What a check made of a baseline.

    Attributes:
        path: the file.
        held: entries that accepted findings, with how many of them there are.
        gone: accepted findings that are no longer there.
        expired: findings whose entry has run out.
        new: findings that fail and that no entry knows.
        unasked: accepted findings that may be there or not: their rule was not run, or could not
            look.
    """

    path: str
    held: tuple[tuple[BaselineEntry, int], ...] = ()
    gone: int = 0
    expired: int = 0
    new: int = 0
    unasked: int = 0

    @property
    def accepted(self) -> int:
        """How many findings are accepted."""
        return sum(count for _, count in self.held)
