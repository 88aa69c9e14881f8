"""Rule settings: what the rules and gates recognise, merged to one setting a rule and scope."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agentgen.diagnostics import Level
from agentgen.ir.policy import Conflict, Decision, Modality, RuleSetting, Statement
from agentgen.ir.recognition import Recognizer
from agentgen.spec.dispatch import Dispatcher
from agentgen.spec.modality import is_default

SCOPE = "scope"
"""The parameter that tells settings of one rule apart: `80 % overall, 100 % for agents`."""

_LEVELS = {
    Modality.NEVER: Level.ERROR,
    Modality.MUST: Level.ERROR,
    Modality.SHOULD: Level.WARNING,
    Modality.PREFER: Level.WARNING,
    Modality.INFO: Level.NOTE,
}


_LONGEST = 4_000
"""Characters beyond which nobody means a clause as a rule; bounds what a hostile spec costs."""


def is_too_long(statement: Statement) -> bool:
    """True for prose that is not read any closer."""
    return len(statement.text) > _LONGEST and statement.modality is not Modality.EXAMPLE


@dataclass(frozen=True, slots=True)
class Recognised:
    """One statement that a rule recognises, with the setting it asks for."""

    statement: Statement
    recognizer: Recognizer
    setting: RuleSetting
    weak: bool


def recognise(
    statements: Sequence[Statement],
    recognizers: Sequence[Recognizer],
    decided: Collection[str] = (),
) -> list[Recognised]:
    """Show every binding statement to every recogniser, descriptions to those that want them.

    Args:
        statements: of one or several specs.
        recognizers: the rules, gates and topics.
        decided: ids of statements that take a design decision, and so need no general recogniser.
    """
    found: list[Recognised] = []
    dispatcher = Dispatcher(recognizers)
    for statement in statements:
        level = _LEVELS.get(statement.modality)
        if level is None or is_too_long(statement):
            continue
        informs = statement.modality is Modality.INFO
        known = [
            (recognizer, params)
            for recognizer in dispatcher.candidates(statement)
            if (recognizer.describes or not informs)
            and (params := recognizer.recognise(statement)) is not None
        ]
        for recognizer, params in _telling(known, decided=statement.id in decided):
            setting = RuleSetting(
                recognizer.id, params, statement.place, statement.text, level, statement.scope.paths
            )
            found.append(Recognised(statement, recognizer, setting, is_default(statement.section)))
    return found


def _telling(
    known: Sequence[tuple[Recognizer, Mapping[str, Any]]], *, decided: bool
) -> Sequence[tuple[Recognizer, Mapping[str, Any]]]:
    """What was recognised without the general, where something more telling was."""
    telling = [one for one in known if not one[0].general]
    return telling if telling or decided else known


def merge(found: Sequence[Recognised]) -> tuple[tuple[RuleSetting, ...], tuple[Conflict, ...]]:
    """One setting for each rule, scope and set of paths, in the order of the specs.

    Those that hold everywhere come first.

    A demand beats advice, and both beat a default that may be overridden; among equals the
    stricter parameters win, and a `Conflict` with the winner says so.
    """
    groups: dict[tuple[object, ...], list[Recognised]] = {}
    for one in found:
        key = (one.setting.rule, _scope(one.setting.params), one.setting.paths)
        groups.setdefault(key, []).append(one)
    settings: list[RuleSetting] = []
    conflicts: list[Conflict] = []
    for group in groups.values():
        setting, conflict = _strictest(group)
        settings.append(setting)
        if conflict:
            conflicts.append(conflict)
    settings.sort(key=lambda s: (bool(s.paths), bool(_scope(s.params))))
    return tuple(settings), tuple(conflicts)


def _scope(params: Mapping[str, Any]) -> str:
    return str(params.get(SCOPE, ""))


def _strictest(group: Sequence[Recognised]) -> tuple[RuleSetting, Conflict | None]:
    best = max(_rank(one) for one in group)
    peers = [one for one in group if _rank(one) == best]
    winner = _united([peer.setting for peer in peers], peers[0].recognizer)
    if not any(_disagree(winner.params, p.setting.params) for p in peers):
        return winner, None
    sides = tuple(Decision(s.rule, s.params, s.place, s.text) for s in (p.setting for p in peers))
    help_text = f"the stricter one is taken, from {winner.place}"
    return winner, Conflict(winner.rule, sides, winner.params, help_text)


def _united(settings: Sequence[RuleSetting], recognizer: Recognizer) -> RuleSetting:
    """All settings in one; neighbours first, so that what adds up is not copied again and again."""
    left = list(settings)
    while len(left) > 1:
        pairs = zip(left[::2], left[1::2], strict=False)
        left = [_stricter(recognizer, *pair) for pair in pairs] + left[len(left) // 2 * 2 :]
    return left[0]


def _stricter(recognizer: Recognizer, one: RuleSetting, other: RuleSetting) -> RuleSetting:
    params = recognizer.stricter(one.params, other.params)
    if dict(params) == dict(one.params):
        return one
    return replace(other if dict(params) == dict(other.params) else one, params=params)


def _disagree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """True when a parameter of both has two values; what only one has, or lists, adds up."""
    for key in one.keys() & other.keys():
        mine, theirs = one[key], other[key]
        if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
            if any(mine[k] != theirs[k] for k in mine.keys() & theirs.keys()):
                return True
        elif not isinstance(mine, tuple | list) and mine != theirs:
            return True
    return False


def _rank(one: Recognised) -> int:
    if one.weak:
        return 0
    return 2 if one.setting.level is Level.ERROR else 1
