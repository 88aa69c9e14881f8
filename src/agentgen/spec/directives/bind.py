"""What the directives of statements ask for, and that they outweigh prose of the same file."""

from collections.abc import Hashable, Iterator, Mapping, Sequence

from agentgen.ir.policy import Conflict, Decision, RuleSetting, Statement
from agentgen.ir.recognition import Recognizer
from agentgen.spec.directives.read import Directive, read_directive
from agentgen.spec.resolve import Claim, demand
from agentgen.spec.settings import SCOPE, Recognised

Claims = dict[str, list[Claim]]


def directives_of(statement: Statement, recognizers: Sequence[Recognizer]) -> tuple[Directive, ...]:
    """The directives of a statement; they were read before, when it was made."""
    return tuple(
        read_directive(text, statement.place, recognizers)
        for text in statement.directive.splitlines()
    )


def directed_settings(
    statements: Sequence[Statement], recognizers: Sequence[Recognizer]
) -> list[Recognised]:
    """The rule settings that directives ask for."""
    by_id = {recognizer.id: recognizer for recognizer in recognizers}
    found: list[Recognised] = []
    for statement, one in _directives(statements, recognizers):
        if one.rule:
            setting = RuleSetting(
                one.rule, one.params, statement.place, statement.text, one.level, one.paths
            )
            found.append(Recognised(statement, by_id[one.rule], setting, weak=False))
    return found


def directed_claims(statements: Sequence[Statement], recognizers: Sequence[Recognizer]) -> Claims:
    """The decisions that directives take, by key."""
    found: Claims = {}
    for statement, one in _directives(statements, recognizers):
        for key, value in one.decisions.items():
            decision = Decision(key, value, statement.place, statement.text)
            found.setdefault(key, []).append(demand(decision, statement))
    return found


def _directives(
    statements: Sequence[Statement], recognizers: Sequence[Recognizer]
) -> Iterator[tuple[Statement, Directive]]:
    for statement in statements:
        if statement.directive:
            for directive in directives_of(statement, recognizers):
                yield statement, directive


def outweigh_settings(
    found: Sequence[Recognised],
) -> tuple[list[Recognised], list[Conflict]]:
    """Without the prose that a directive of the same file replaces; what it contradicts is told."""
    groups: dict[Hashable, list[Recognised]] = {}
    for one in found:
        setting = one.setting
        scope = str(setting.params.get(SCOPE, ""))
        groups.setdefault((setting.place.path, setting.rule, scope, setting.paths), []).append(one)
    kept: list[Recognised] = []
    conflicts: list[Conflict] = []
    for group in groups.values():
        certain = [one for one in group if one.statement.directive]
        kept += certain or group
        sides = [
            Decision(s.rule, s.params, s.place, s.text)
            for s in (o.setting for o in group if certain)
        ]
        conflicts += _conflict([one.statement for one in group], sides)
    return kept, conflicts


def outweigh_claims(claims: Mapping[str, Sequence[Claim]]) -> tuple[Claims, list[Conflict]]:
    """The same for decisions."""
    kept: Claims = {}
    conflicts: list[Conflict] = []
    for key, of_key in claims.items():
        certain = {c.decision.place.path for c in of_key if c.statement.directive}
        kept[key] = [
            c for c in of_key if c.statement.directive or c.decision.place.path not in certain
        ]
        for path in certain:
            here = [c for c in of_key if c.decision.place.path == path]
            conflicts += _conflict([c.statement for c in here], [c.decision for c in here])
    return kept, conflicts


def _conflict(statements: Sequence[Statement], sides: Sequence[Decision]) -> list[Conflict]:
    """Prose that says otherwise than the directives beside it: settled, and told."""
    pairs = list(zip(statements, sides, strict=False))
    certain = [side for statement, side in pairs if statement.directive]
    against = [
        side
        for statement, side in pairs
        if not statement.directive and all(side.value != c.value for c in certain)
    ]
    if not certain or not against:
        return []
    reason = f"the directive at {certain[0].place} is taken"
    topic = certain[0].key
    return [Conflict(topic, (*certain, *against), certain[0].value, reason)]
