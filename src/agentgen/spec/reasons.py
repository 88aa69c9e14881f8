"""Why a statement is as binding as it is: the words or the heading that make it so."""

import re
from itertools import islice

from agentgen.ir.policy import Modality, Statement
from agentgen.spec.modality import context_modality, explicit_modality

_WORD = re.compile(r"[\w'’-]+(?: (?:not|to|least|most))?")
_MOST_WORDS = 80


def modality_reason(statement: Statement) -> str:
    """One clause, for people: `«must»`, or `the heading «Never do»`."""
    if statement.directive:
        return "a directive says so"
    title = next((t for t in reversed(statement.section) if context_modality((t,))), "")
    around = context_modality((title,)) if title else None
    own = explicit_modality(statement.text)
    if own is statement.modality and around is not Modality.EXAMPLE:
        word = _deciding_word(statement.text, own)
        return f"the word «{word}»" if word else "how it is put"
    if around is statement.modality:
        return f"the heading «{title}»"
    if statement.modality is Modality.EXAMPLE:
        return "it is code, or a cell of examples"
    if statement.modality is Modality.INFO:
        return "nothing in it asks for anything"
    return "it stands alone, as an item or a cell, and asks for what it names"


def _deciding_word(text: str, modality: Modality) -> str:
    """The first word (`at least` is one) without which the text would be less binding.

    Where several words suffice, the one at which a reader from left to right could stop.
    """
    words = list(islice(_WORD.finditer(text), _MOST_WORDS))
    for match in words:
        if explicit_modality(text[: match.start()] + text[match.end() :]) is not modality:
            return match[0]
    for match in words:
        if explicit_modality(text[: match.end()]) is modality:
            return match[0]
    return ""
