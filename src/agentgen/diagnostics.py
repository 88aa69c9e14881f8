"""Problems as values: collected and returned, never raised."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave a diagnostic is. Only errors fail a check."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text file: path relative to the repository, 1-based line and column."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Attributes:
        rule: id of the rule or gate, e.g. `function-length`.
        level: error, warning or note.
        place: where it was seen.
        message: what is wrong, with the figures (`45 lines, 30 allowed`).
        help: the way out.
        spec: the spec line that demands it; None for built-in checks.
        spec_text: that line's text, for display.
        fingerprint: what stays the same while other lines change; empty until it is computed.
    """

    rule: str
    level: Level
    place: Place
    message: str
    help: str = ""
    spec: Place | None = None
    spec_text: str = ""
    fingerprint: str = ""
