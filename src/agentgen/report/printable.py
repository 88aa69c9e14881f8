"""Text of strangers on a terminal: nothing in it may steer the terminal."""

import unicodedata

_JOINER = "\u200d"
"""Joins emoji; the only format character that is let through."""


def printable(text: str) -> str:
    """`text` with control and format characters shown as escapes (`\\x1b`), tabs as spaces.

    Line breaks stay. Escaped are C0 and C1 controls, ANSI sequences by their first character,
    bidirectional overrides, surrogates and what has no width.
    """
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isprintable() or character in ("\n", _JOINER):
        return character
    if character == "\t":
        return "    "
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode("ascii")
