"""Statements that can't all hold, and statements without effect."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.ir.policy import Conflict, Decision, Policy, RuleSetting
from agentgen.ir.recognition import Recognizer
from agentgen.spec.settings import SCOPE

CONTRADICTION = "spec-contradiction"
SHADOWED = "spec-shadowed"


def contradictions(policy: Policy) -> list[Diagnostic]:
    """One finding for each statement that contradicts the one that is taken, both quoted.

    A contradiction that nobody settled is an error, one that settles itself a warning.
    """
    return [found for conflict in policy.conflicts for found in _of_conflict(conflict)]


def _of_conflict(conflict: Conflict) -> Iterator[Diagnostic]:
    taken = next((s for s in conflict.sides if s.value == conflict.winner), conflict.sides[0])
    for side in conflict.sides:
        if side is taken or not _contradict(taken.value, side.value):
            continue
        is_open = conflict.winner is None
        yield Diagnostic(
            rule=CONTRADICTION,
            level=Level.ERROR if is_open else Level.WARNING,
            place=side.place,
            message=f"{conflict.topic}: {_quoted(side)} contradicts {taken.place} {_quoted(taken)}",
            help=conflict.help,
        )


def _contradict(one: Any, other: Any) -> bool:
    """Parameters of a rule contradict in a key that both have; other values when they differ."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        shared = one.keys() & other.keys()
        return any(one[key] != other[key] for key in shared)
    return bool(one != other)


def _quoted(side: Decision) -> str:
    text = " ".join(side.text.split())
    return f"«{text if len(text) <= 100 else text[:99] + '…'}»"


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule with parameters, and the statement that asks for it."""

    rule: str
    params: Mapping[str, Any]
    place: Place


def shadowed(
    settings: Sequence[RuleSetting], asked: Sequence[Asked], recognizers: Sequence[Recognizer]
) -> list[Diagnostic]:
    """Limits of a scope that a limit for everything makes void: `40 in the backend, 30 anywhere`.

    Args:
        settings: what is in force.
        asked: what each statement asks for.
    """
    by_id = {recognizer.id: recognizer for recognizer in recognizers}
    everywhere = {s.rule: s for s in settings if SCOPE not in s.params and not s.paths}
    found: list[Diagnostic] = []
    for one in asked:
        wide = everywhere.get(one.rule)
        if wide is None or SCOPE not in one.params or one.rule not in by_id:
            continue
        narrow = {key: value for key, value in one.params.items() if key != SCOPE}
        if narrow and dict(by_id[one.rule].stricter(narrow, wide.params)) == dict(wide.params):
            found.append(_shadow(one, wide))
    return found


def _shadow(one: Asked, wide: RuleSetting) -> Diagnostic:
    return Diagnostic(
        rule=SHADOWED,
        level=Level.WARNING,
        place=one.place,
        message=f"{one.rule} for {one.params[SCOPE]} has no effect: "
        f"{wide.place} asks for as much everywhere",
        help="make it stricter than the general demand, or remove it",
    )
