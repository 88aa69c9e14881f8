"""What one statement was understood to say, for display."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agentgen.ir.policy import Statement
from agentgen.ir.recognition import Recognizer
from agentgen.spec.decisions import ALL
from agentgen.spec.directives.bind import directives_of


@dataclass(frozen=True, slots=True)
class Understanding:
    """Rules with the parameters the statement carries, and decisions with the values it takes."""

    rules: tuple[tuple[str, Mapping[str, Any]], ...]
    decisions: tuple[tuple[str, Any], ...]


def understanding(statement: Statement, recognizers: Sequence[Recognizer]) -> Understanding:
    """Explain a statement of a compiled policy (one that carries its rules and decisions)."""
    if statement.directive:
        return _directed(statement, recognizers)
    rules = [
        (recognizer.id, params)
        for recognizer in recognizers
        if recognizer.id in statement.rules
        and (params := recognizer.recognise(statement)) is not None
    ]
    decisions = [
        (decider.key, found.value)
        for decider in ALL
        if decider.key in statement.decisions
        and (found := decider.recognise(statement)) is not None
    ]
    return Understanding(tuple(rules), tuple(decisions))


def _directed(statement: Statement, recognizers: Sequence[Recognizer]) -> Understanding:
    directives = directives_of(statement, recognizers)
    return Understanding(
        tuple((one.rule, one.params) for one in directives if one.rule),
        tuple(pair for one in directives for pair in one.decisions.items()),
    )
