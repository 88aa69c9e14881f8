"""Changes of a text as values: a piece goes, another takes its place."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The characters from `start` up to, and without, `end` become `text`."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """One finding that a fix was tried on, and why it was undone; empty when it holds."""

    rule: str
    path: str
    line: int
    message: str
    undone: str = ""


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits; of two that overlap, the later one is left out.

    Equal edits count once.
    """
    parts, at = [], 0
    for edit in sorted(set(edits)):
        if edit.start >= at:
            parts += [text[at : edit.start], edit.text]
            at = edit.end
    return "".join((*parts, text[at:]))


def line_start(text: str, line: int) -> int:
    """The offset at which a line (1-based) begins; the end of the text for lines beyond it."""
    at = 0
    for _ in range(line - 1):
        following = text.find("\n", at)
        if following == -1:
            return len(text)
        at = following + 1
    return at


def line_of(text: str, line: int) -> str:
    """A line (1-based) without its end."""
    start = line_start(text, line)
    end = text.find("\n", start)
    return text[start:] if end == -1 else text[start:end]
