"""Rule settings: what the rules and gates recognise, merged to one setting a rule and scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agentgen.diagnostics import Level
from agentgen.ir.policy import Conflict, Decision, Modality, RuleSetting, Statement
from agentgen.ir.recognition import Recognizer
from agentgen.spec.modality import is_default

SCOPE = "scope"
"""The parameter that tells settings of one rule apart: `80 % overall, 100 % for agents`."""

_LEVELS = {
    Modality.NEVER: Level.ERROR,
    Modality.MUST: Level.ERROR,
    Modality.SHOULD: Level.WARNING,
    Modality.PREFER: Level.WARNING,
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
    statements: Sequence[Statement], recognizers: Sequence[Recognizer]
) -> list[Recognised]:
    """Show every binding statement to every rule; examples and descriptions bind nothing."""
    found: list[Recognised] = []
    for statement in statements:
        level = _LEVELS.get(statement.modality)
        if level is None or is_too_long(statement):
            continue
        for recognizer in recognizers:
            params = recognizer.recognise(statement)
            if params is not None:
                setting = RuleSetting(recognizer.id, params, statement.place, statement.text, level)
                found.append(
                    Recognised(statement, recognizer, setting, is_default(statement.section))
                )
    return found


def merge(found: Sequence[Recognised]) -> tuple[tuple[RuleSetting, ...], tuple[Conflict, ...]]:
    """One setting for each rule and scope, in the order of the specs, unscoped ones first.

    A demand beats advice, and both beat a default that may be overridden; among equals the
    stricter parameters win, and a `Conflict` with the winner says so.
    """
    groups: dict[tuple[str, str], list[Recognised]] = {}
    for one in found:
        key = (one.setting.rule, _scope(one.setting.params))
        groups.setdefault(key, []).append(one)
    settings: list[RuleSetting] = []
    conflicts: list[Conflict] = []
    for group in groups.values():
        setting, conflict = _strictest(group)
        settings.append(setting)
        if conflict:
            conflicts.append(conflict)
    settings.sort(key=lambda s: bool(_scope(s.params)))
    return tuple(settings), tuple(conflicts)


def _scope(params: Mapping[str, Any]) -> str:
    return str(params.get(SCOPE, ""))


def _strictest(group: Sequence[Recognised]) -> tuple[RuleSetting, Conflict | None]:
    best = max(_rank(one) for one in group)
    peers = [one for one in group if _rank(one) == best]
    winner = peers[0].setting
    for peer in peers[1:]:
        params = peer.recognizer.stricter(winner.params, peer.setting.params)
        if dict(params) == dict(winner.params):
            continue
        taken = peer.setting if dict(params) == dict(peer.setting.params) else winner
        winner = replace(taken, params=params)
    different = {repr(sorted(p.setting.params.items(), key=str)) for p in peers}
    if len(different) == 1:
        return winner, None
    sides = tuple(Decision(s.rule, s.params, s.place, s.text) for s in (p.setting for p in peers))
    help_text = f"the stricter one is taken, from {winner.place}"
    return winner, Conflict(winner.rule, sides, winner.params, help_text)


def _rank(one: Recognised) -> int:
    if one.weak:
        return 0
    return 2 if one.setting.level is Level.ERROR else 1
