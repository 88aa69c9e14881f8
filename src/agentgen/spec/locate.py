"""Where a block's plain text stands in its source lines, markup and all."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

_WORD = re.compile(r"\w+")
_HIDDEN = re.compile(r"\]\([^()\n]*\)|<[^<>\n]*>|\]\[[^\[\]\n]*\]")


class Locator:
    """Finds the places of a block's text; ask from front to back.

    Markdown's markup is only ever left out, so the words of the plain text stand in the source in
    the same order; what a link points to is passed over.
    """

    def __init__(self, lines: Sequence[str], first: int, text: str) -> None:
        """Args: the source lines of the block, the 1-based number of the first, its plain text."""
        self._text = text
        self._first = first
        source = "\n".join(lines)
        self._starts = [0, *accumulate(len(line) + 1 for line in lines[:-1])]
        self._whole = source.find(text)
        hides = self._whole < 0 and ("](" in source or "<" in source or "][" in source)
        self._source = _HIDDEN.sub(_blank, source) if hides else source
        self._at = self._done = 0

    def find(self, offset: int) -> tuple[int, int]:
        """The line (1-based) and the index in it of the character at an offset of the text."""
        if self._whole >= 0:
            return self._split(self._whole + offset)
        for word in _WORD.finditer(self._text, self._at):
            found = self._source.find(word.group(), self._done)
            if word.start() >= offset:
                if found < 0:
                    continue
                self._at = word.start()
                lead = self._text[offset : word.start()]
                exact = self._source.startswith(lead, max(found - len(lead), 0))
                return self._split(found - len(lead) if exact else found)
            if found >= 0:
                self._done = found + len(word.group())
            self._at = word.end()
        return self._split(min(self._done, len(self._source)))

    def _split(self, position: int) -> tuple[int, int]:
        row = bisect_right(self._starts, position) - 1
        return self._first + row, position - self._starts[row]


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match.group())
