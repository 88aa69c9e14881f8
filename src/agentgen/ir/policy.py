"""What prose was understood to say: statements, rule settings, decisions, conflicts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.ir.scope import EVERYWHERE, Scope


class Modality(StrEnum):
    """How binding a statement is."""

    MUST = "must"
    NEVER = "never"
    SHOULD = "should"
    PREFER = "prefer"
    INFO = "info"
    EXAMPLE = "example"

    @property
    def binds(self) -> bool:
        """True for what asks for something: neither information nor an example."""
        return self not in (Modality.INFO, Modality.EXAMPLE)


class Status(StrEnum):
    """What agentgen does with a statement."""

    ENFORCED = "enforced"
    HEURISTIC = "heuristic"
    MEASURED = "measured"
    GENERATED = "generated"
    PROCESS = "process"
    ADVISORY = "advisory"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a spec says. `id` survives edits elsewhere in the file.

    `directive` holds the directives that give it its meaning, one a line; without, its words do.
    `span` is the first and the last line it stands on, the fences of code included; (0, 0) when
    that is the line of its place.
    """

    id: str
    text: str
    place: Place
    section: tuple[str, ...]
    modality: Modality
    status: Status = Status.ADVISORY
    rules: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    directive: str = ""
    scope: Scope = EVERYWHERE
    span: tuple[int, int] = (0, 0)

    def judged(
        self, status: Status, rules: tuple[str, ...], decisions: tuple[str, ...]
    ) -> "Statement":
        """The statement with what was made of it; all come this way, and `replace` is slower."""
        return Statement(
            self.id, self.text, self.place, self.section, self.modality, status, rules, decisions,
            self.directive, self.scope, self.span,
        )  # fmt: skip

    @property
    def lines(self) -> range:
        """The 1-based lines it stands on."""
        first, last = self.span if self.span[0] else (self.place.line, self.place.line)
        return range(first, last + 1)


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """A rule or gate that the policy switches on, with its parameters and where it says so.

    `paths` are the patterns of the files it holds for; empty for all.
    """

    rule: str
    params: Mapping[str, Any]
    place: Place
    text: str
    level: Level = Level.ERROR
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One design decision a spec takes; keys and values are those of `ir.decisions`."""

    key: str
    value: Any
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that can't both hold; `winner` is the value taken, None when none may be."""

    topic: str
    sides: tuple[Decision, ...]
    winner: Any
    help: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The compiled specs of a project."""

    specs: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    rules: tuple[RuleSetting, ...] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    """What the reader had to repair, or could not read."""

    def setting(self, rule: str) -> RuleSetting | None:
        """The setting of a rule, if the policy switches it on; the one for all files first."""
        found = [s for s in self.rules if s.rule == rule]
        return min(found, key=lambda s: bool(s.paths), default=None)
