"""What the finders of contradictions share."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from agentgen.ir.policy import Conflict, Decision, Modality, Statement
from agentgen.spec.settings import Recognised


def of_rule(found: Sequence[Recognised], rule: str) -> list[Recognised]:
    """What was recognised of one rule or topic."""
    return [one for one in found if one.recognizer.id == rule]


def examples(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Code and sample output."""
    return (s for s in statements if s.modality is Modality.EXAMPLE)


def side(topic: str, statement: Statement, value: Any, at: int = 0) -> Decision:
    """One side of a conflict; `at` is where in the statement's text it is seen."""
    line = statement.place.line + statement.text.count("\n", 0, at)
    place = replace(statement.place, line=line, column=1 if at else statement.place.column)
    lines = statement.text[at:].split("\n", 1)
    return Decision(topic, value, place, lines[0].strip() if at else statement.text)


def conflict(topic: str, sides: Sequence[Decision], help_text: str) -> Conflict:
    """A conflict that the first side wins."""
    return Conflict(topic, tuple(sides), sides[0].value, help_text)
