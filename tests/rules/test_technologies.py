"""Names of technologies are found as fast as their first letter allows, and no others."""

import re

from agentgen.ir.prose import plain_text
from agentgen.rules.registry import RULES
from agentgen.rules.stack.technologies import pattern, spellings
from agentgen.rules.stack.technology import RULE

TEXTS = sorted({plain_text(s) for rule in RULES for s in (*rule.prose, *rule.not_prose)})


def test_letters_taken_out_of_the_spellings_change_nothing() -> None:
    plainly = re.compile(spellings() + r"(?![\w-]|/\w|\.\w)")
    searched = [(pattern().search(text), plainly.search(text)) for text in TEXTS]
    assert [one and one["name"] for one, _ in searched] == [o and o[0] for _, o in searched]
    assert sum(one is not None for one, _ in searched) > 75
    assert RULE.needs
