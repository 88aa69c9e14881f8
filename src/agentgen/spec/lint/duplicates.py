"""Demands that are made twice."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from agentgen.diagnostics import Diagnostic, Level
from agentgen.ir.policy import Modality, Statement

DUPLICATE = "spec-duplicate"
_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 3


def duplicates(
    statements: Sequence[tuple[Statement, Sequence[tuple[str, Any]]]],
) -> list[Diagnostic]:
    """Statements in the same words, or in other words with the same figures.

    Args:
        statements: each with the rules it was understood to mean, and their parameters.
    """
    first_words: dict[str, Statement] = {}
    first_meaning: dict[str, Statement] = {}
    found: list[Diagnostic] = []
    for statement, meanings in statements:
        if not statement.modality.binds:
            continue
        words = " ".join(_WORD.findall(statement.text.casefold()))
        earlier = first_words.setdefault(words, statement)
        if earlier is not statement:
            if words.count(" ") + 1 >= _FEWEST_WORDS:
                found.append(_twice(statement, earlier))
            continue
        for key in _meanings(statement, meanings):
            earlier = first_meaning.setdefault(key, statement)
            if earlier is not statement:
                found.append(_again(statement, earlier))
    return found


def _meanings(statement: Statement, meanings: Iterable[tuple[str, Any]]) -> list[str]:
    """Only figures make two statements alike: rules without any have many sides."""
    return [
        f"{rule} {sorted(params.items())} {statement.modality is Modality.SHOULD}"
        for rule, params in meanings
        if any(isinstance(value, int | float) for value in params.values())
    ]


def _twice(statement: Statement, earlier: Statement) -> Diagnostic:
    same_section = earlier.section == statement.section
    return Diagnostic(
        rule=DUPLICATE,
        level=Level.WARNING if same_section else Level.NOTE,
        place=statement.place,
        message=f"{earlier.place} says the same",
        help="say it once",
    )


def _again(statement: Statement, earlier: Statement) -> Diagnostic:
    return Diagnostic(
        rule=DUPLICATE,
        level=Level.NOTE,
        place=statement.place,
        message=f"{earlier.place} means the same, in other words",
        help="say it once: two figures drift apart",
    )
