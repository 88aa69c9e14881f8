"""Decisions: every claim the specs make on a design decision, settled or reported."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from agentgen.ir.policy import Conflict, Decision, Modality, Statement
from agentgen.spec.decisions import ALL
from agentgen.spec.decisions.base import Decider
from agentgen.spec.dispatch import Dispatcher
from agentgen.spec.modality import is_default
from agentgen.spec.settings import is_too_long

_DEFAULT, _MENTION, _ADVICE, _DEMAND, _PROHIBITION = range(5)
_RANKS = {
    Modality.INFO: _MENTION,
    Modality.EXAMPLE: _ADVICE,
    Modality.PREFER: _ADVICE,
    Modality.SHOULD: _ADVICE,
    Modality.MUST: _DEMAND,
    Modality.NEVER: _PROHIBITION,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A decision one statement takes, and how much it weighs."""

    decision: Decision
    rank: int
    statement: Statement


def demand(decision: Decision, statement: Statement) -> Claim:
    """A claim as weighty as a plain demand."""
    return Claim(decision, _DEMAND, statement)


def claims_of(statements: Sequence[Statement]) -> dict[str, list[Claim]]:
    """All claims by decision key, in the order of the statements."""
    found: dict[str, list[Claim]] = {decider.key: [] for decider in ALL}
    dispatcher = Dispatcher(ALL)
    for statement in statements:
        if is_too_long(statement):
            continue
        is_code = statement.modality is Modality.EXAMPLE
        for decider in ALL if is_code else dispatcher.candidates(statement):
            taken = decider.recognise(statement)
            if taken is not None:
                rank = _MENTION if taken.mention else _RANKS[statement.modality]
                rank = _DEFAULT if is_default(statement.section) else rank
                decision = Decision(decider.key, taken.value, statement.place, statement.text)
                found[decider.key].append(Claim(decision, rank, statement))
    return found


def settle(
    claims: Mapping[str, Sequence[Claim]],
) -> tuple[dict[str, Decision], tuple[Conflict, ...]]:
    """Take each decision, or report why it can't be taken.

    Within one file the weightier claim wins. Between files, structural decisions (layout, error
    body, ORM, logging) that differ are left open: such a conflict has no winner.
    """
    decisions: dict[str, Decision] = {}
    conflicts: list[Conflict] = []
    for decider in ALL:
        of_files: dict[str, list[Claim]] = {}
        for claim in claims[decider.key]:
            of_files.setdefault(claim.decision.place.path, []).append(claim)
        winners: list[Claim] = []
        for of_file in of_files.values():
            winner, conflict = _contest(decider, of_file)
            winners.append(winner)
            conflicts.extend([conflict] if conflict else [])
        open_conflict = _structural_conflict(decider, winners)
        if open_conflict:
            conflicts.append(open_conflict)
        elif winners:
            winner, conflict = _contest(decider, winners)
            decisions[decider.key] = winner.decision
            conflicts.extend([conflict] if conflict else [])
    return decisions, tuple(conflicts)


def _contest(decider: Decider, claims: Sequence[Claim]) -> tuple[Claim, Conflict | None]:
    """The winner among claims, with a conflict when a weighty one lost."""
    best = max(claim.rank for claim in claims)
    winner = next(claim for claim in claims if claim.rank == best)
    losers: list[Claim] = []
    for claim in claims:
        merged = _merged(decider, winner, claim)
        if merged is not None:
            winner = merged
        elif claim.rank == best and _outdoes(decider, claim, winner):
            losers.append(winner)
            winner = claim
        elif claim.rank >= _ADVICE:
            losers.append(claim)
    if not losers:
        return winner, None
    sides = (winner.decision, *(claim.decision for claim in losers))
    reason = (
        f"taken from {winner.decision.place}; {_way_out(decider.key, losers[0].decision.value)}"
    )
    return winner, Conflict(decider.key, sides, winner.decision.value, reason)


def _outdoes(decider: Decider, claim: Claim, winner: Claim) -> bool:
    if decider.stricter is None:
        return False
    value = claim.decision.value
    return bool(decider.stricter(winner.decision.value, value) == value)


def _merged(decider: Decider, winner: Claim, claim: Claim) -> Claim | None:
    """The winner when `claim` agrees with it; None when it contradicts."""
    if claim.decision.value == winner.decision.value:
        return winner
    if claim.rank == _DEFAULT:
        return winner
    if decider.combine:
        both = decider.combine(winner.decision.value, claim.decision.value)
        return None if both is None else _with_value(winner, both)
    return None


def _with_value(claim: Claim, value: object) -> Claim:
    return replace(claim, decision=replace(claim.decision, value=value))


def _structural_conflict(decider: Decider, winners: Sequence[Claim]) -> Conflict | None:
    if not decider.structural:
        return None
    weighty = [claim for claim in winners if claim.rank >= _ADVICE]
    first = weighty[0] if weighty else None
    against = [c for c in weighty[1:] if first and _merged(decider, first, c) is None]
    if not first or not against:
        return None
    sides = (first.decision, *(claim.decision for claim in against))
    return Conflict(decider.key, sides, None, _way_out(decider.key, *(s.value for s in sides)))


def _way_out(key: str, *values: object) -> str:
    lines = [f"decisions: {{{key}: {_flow(value)}}}" for value in values]
    return "settle it in agentgen.yaml: " + "  or  ".join(dict.fromkeys(lines))


def _flow(value: object) -> str:
    """A value as YAML flow text (JSON is YAML)."""
    plain = isinstance(value, str) and value.replace("_", "").isalnum() and not value[0].isdigit()
    return str(value) if plain else json.dumps(value, ensure_ascii=False)
