"""What a change of specs changes in the policy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from agentgen.ir.policy import Conflict, Decision, Modality, Policy, RuleSetting, Statement, Status
from agentgen.ir.recognition import Recognizer
from agentgen.spec.settings import SCOPE
from agentgen.spec.understanding import understanding

_ACTING = (Status.ENFORCED, Status.HEURISTIC, Status.MEASURED, Status.GENERATED)
_WEIGHTS = {Modality.NEVER: Modality.MUST, Modality.PREFER: Modality.SHOULD}
"""How a demand is put, as an order or a ban, makes no other demand of it."""
_ALIKE = 0.5
"""Share of common characters from which one statement counts as another one reworded."""
_WIDEST = 40
"""Statements on each side of one edit that are compared with each other."""


class Change(StrEnum):
    """What happened to a rule or a decision."""

    ON = "on"
    OFF = "off"
    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule before and after; None where it is off."""

    change: Change
    old: RuleSetting | None
    new: RuleSetting | None


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """A decision before and after; None where it is not taken."""

    change: Change
    old: Decision | None
    new: Decision | None


@dataclass(frozen=True, slots=True)
class Rewording:
    """A statement before and after; `same` when rules, decisions and status are the same."""

    old: Statement
    new: Statement
    same: bool

    @property
    def lost(self) -> bool:
        """True when it was enforced, measured or generated, and is no more."""
        return self.old.status in _ACTING and self.new.status not in _ACTING

    @property
    def gained(self) -> bool:
        """True when it is enforced, measured or generated, and was not."""
        return self.new.status in _ACTING and self.old.status not in _ACTING


@dataclass(frozen=True, slots=True)
class PolicyDiff:
    """All differences.

    Attributes:
        appeared, gone: conflicts.
        reworded: statements with other words, or with the same words and another status.
        added, removed: statements without a counterpart.
    """

    rules: tuple[RuleChange, ...]
    decisions: tuple[DecisionChange, ...]
    appeared: tuple[Conflict, ...]
    gone: tuple[Conflict, ...]
    reworded: tuple[Rewording, ...]
    added: tuple[Statement, ...]
    removed: tuple[Statement, ...]

    @property
    def changes_policy(self) -> bool:
        """True when a rule, a decision or a conflict is another one."""
        return bool(self.rules or self.decisions or self.appeared or self.gone)


def diff_policies(old: Policy, new: Policy, recognizers: Sequence[Recognizer]) -> PolicyDiff:
    """Compare two compiled policies; places do not count, only what holds."""
    appeared, gone = _conflicts(old, new)
    reworded, added, removed = _statements(old.statements, new.statements, recognizers)
    return PolicyDiff(
        rules=tuple(_rules(old, new, recognizers)),
        decisions=tuple(_decisions(old, new)),
        appeared=appeared,
        gone=gone,
        reworded=reworded,
        added=added,
        removed=removed,
    )


def _rules(old: Policy, new: Policy, recognizers: Sequence[Recognizer]) -> Iterator[RuleChange]:
    by_id = {recognizer.id: recognizer for recognizer in recognizers}
    before = {_rule_key(s): s for s in old.rules}
    after = {_rule_key(s): s for s in new.rules}
    for key in {**before, **after}:
        one, other = before.get(key), after.get(key)
        if one and other:
            change = _direction(one, other, by_id.get(one.rule))
            if change:
                yield RuleChange(change, one, other)
        else:
            yield RuleChange(Change.OFF if one else Change.ON, one, other)


def _rule_key(setting: RuleSetting) -> tuple[object, ...]:
    return (setting.rule, str(setting.params.get(SCOPE, "")), setting.paths)


def _direction(
    one: RuleSetting, other: RuleSetting, recognizer: Recognizer | None
) -> Change | None:
    """Whether the second asks for more; a demand asks for more than advice."""
    levels = ("note", "warning", "error")
    step = levels.index(other.level) - levels.index(one.level)
    before, after = dict(one.params), dict(other.params)
    if before == after:
        return None if not step else (Change.TIGHTENED if step > 0 else Change.LOOSENED)
    if recognizer is None:
        return Change.CHANGED
    demanding = [dict(recognizer.stricter(*pair)) for pair in ((before, after), (after, before))]
    if demanding == [after, after] and step >= 0:
        return Change.TIGHTENED
    if demanding == [before, before] and step <= 0:
        return Change.LOOSENED
    return Change.CHANGED


def _decisions(old: Policy, new: Policy) -> Iterator[DecisionChange]:
    for key in {**old.decisions, **new.decisions}:
        one, other = old.decisions.get(key), new.decisions.get(key)
        if one and other and one.value != other.value:
            yield DecisionChange(Change.CHANGED, one, other)
        elif not (one and other):
            yield DecisionChange(Change.OFF if one else Change.ON, one, other)


def _conflicts(old: Policy, new: Policy) -> tuple[tuple[Conflict, ...], tuple[Conflict, ...]]:
    before = {_conflict_key(c): c for c in old.conflicts}
    after = {_conflict_key(c): c for c in new.conflicts}
    appeared = tuple(c for key, c in after.items() if key not in before)
    return appeared, tuple(c for key, c in before.items() if key not in after)


def _conflict_key(conflict: Conflict) -> str:
    """The values that stand against each other, whatever the words around them."""
    values = sorted({_plain(side.value) for side in conflict.sides})
    return f"{conflict.topic} {values} {_plain(conflict.winner)}"


def _plain(value: Any) -> str:
    return repr(sorted(value.items(), key=str) if isinstance(value, Mapping) else value)


_Statements = tuple[Statement, ...]


def _statements(
    old: Sequence[Statement], new: Sequence[Statement], recognizers: Sequence[Recognizer]
) -> tuple[tuple[Rewording, ...], _Statements, _Statements]:
    by_id = {statement.id: statement for statement in new}
    pairs = [(one, by_id[one.id]) for one in old if one.id in by_id]
    kept = by_id.keys() & {statement.id for statement in old}
    added: list[Statement] = []
    removed: list[Statement] = []
    matcher = SequenceMatcher(None, [s.id for s in old], [s.id for s in new], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        near, left, right = _pair(
            [s for s in old[i:j] if s.id not in kept], [s for s in new[k:m] if s.id not in kept]
        )
        pairs += near
        removed += left
        added += right
    rewordings = (
        Rewording(one, other, _meaning(one, recognizers) == _meaning(other, recognizers))
        for one, other in pairs
    )
    reworded = tuple(r for r in rewordings if r.old.text != r.new.text or not r.same)
    return reworded, tuple(added), tuple(removed)


def _pair(
    old: Sequence[Statement], new: Sequence[Statement]
) -> tuple[list[tuple[Statement, Statement]], list[Statement], list[Statement]]:
    """Match each old statement of an edit with the most similar new one."""
    pairs: list[tuple[Statement, Statement]] = []
    free = list(new)
    left: list[Statement] = []
    for number, one in enumerate(old):
        near = free[:_WIDEST] if number < _WIDEST else []
        scored = [(_likeness(one, other), -index) for index, other in enumerate(near)]
        likeness, index = max(scored, default=(0.0, 0))
        if likeness < _ALIKE:
            left.append(one)
        else:
            pairs.append((one, free.pop(-index)))
    return pairs, left, free


def _likeness(one: Statement, other: Statement) -> float:
    matcher = SequenceMatcher(None, one.text[:500].lower(), other.text[:500].lower())
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def _meaning(statement: Statement, recognizers: Sequence[Recognizer]) -> tuple[object, ...]:
    understood = understanding(statement, recognizers)
    rules = [(rule, dict(params)) for rule, params in understood.rules]
    weight = _WEIGHTS.get(statement.modality, statement.modality)
    return (rules, understood.decisions, statement.status, weight)
