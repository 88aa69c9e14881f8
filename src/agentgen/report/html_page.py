"""What the HTML report shows, as the template reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Badge:
    """A standing: an icon and a word, and a name for style sheets."""

    icon: str
    word: str
    css: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One line of an excerpt; `meant` is the one the finding is about."""

    number: int
    text: str
    meant: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a sentence; `code` for what stands in backticks."""

    text: str
    code: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding."""

    place: str
    level: str
    message: tuple["Span", ...]
    code: tuple[CodeLine, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind: open, accepted or suppressed."""

    title: str
    findings: tuple[Shown, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Proof:
    """One rule or gate under a line: its verdict, what it looked at, and what it found.

    `elsewhere` is the anchor of the line under which its findings stand; empty for this one.
    """

    rule: str
    title: str
    badge: Badge
    facts: tuple[str, ...]
    commands: tuple[str, ...]
    groups: tuple[Group, ...]
    ways_out: tuple[tuple[Span, ...], ...]
    elsewhere: str
    elsewhere_name: str
    opened: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One statement of a line; `text` and a badge of its own where the line holds more than one."""

    badge: Badge
    text: str
    reason: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a spec; `badge` is that of its gravest standing, None without a statement."""

    anchor: str
    number: int
    text: str
    badge: Badge | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SpecPage:
    """One spec."""

    anchor: str
    path: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    title: str
    verdict: Badge
    facts: tuple[str, ...]
    badges: tuple[Badge, ...]
    trend: str
    accepted: tuple[tuple[str, ...], ...]
    specs: tuple[SpecPage, ...]
    others: tuple[Proof, ...]
    notes: tuple[str, ...]
