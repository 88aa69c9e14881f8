"""What prose was understood to say: statements, rule settings, decisions, conflicts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from agentgen.diagnostics import Diagnostic, Level, Place


class Modality(StrEnum):
    """How binding a statement is."""

    MUST = "must"
    NEVER = "never"
    SHOULD = "should"
    PREFER = "prefer"
    INFO = "info"
    EXAMPLE = "example"


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
    """One thing a spec says. `id` survives edits elsewhere in the file."""

    id: str
    text: str
    place: Place
    section: tuple[str, ...]
    modality: Modality
    status: Status = Status.ADVISORY
    rules: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """A rule or gate that the policy switches on, with its parameters and where it says so."""

    rule: str
    params: Mapping[str, Any]
    place: Place
    text: str
    level: Level = Level.ERROR


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
        """The setting of a rule, if the policy switches it on."""
        return next((s for s in self.rules if s.rule == rule), None)
