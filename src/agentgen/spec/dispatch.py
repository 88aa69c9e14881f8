"""Which recognisers a statement is shown to: those whose words it holds.

Nearly every statement lacks a word that nearly every recogniser needs, so looking its words up in
one table costs far less than asking them all.
"""

import re
from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

from agentgen.ir.needs import MOST, Needs
from agentgen.ir.policy import Statement
from agentgen.ir.prose import plain, plain_text

_WORD = re.compile(r"[a-z0-9_]+")


class Keyed(Protocol):
    """What can be looked up by words."""

    @property
    def keywords(self) -> tuple[str, ...]:
        """Beginnings of words (lower case), one of which is in the text or above it; () for any."""
        ...

    @property
    def needs(self) -> Needs:
        """Sets of beginnings of words; the text has one of each set."""
        ...


One = TypeVar("One", bound=Keyed)


class Index(Generic[One]):
    """Recognisers by the beginnings of words.

    A set of recognisers is an integer, one bit for each. What a word gives is such an integer for
    each of the layers (keywords, then needs), side by side: a recogniser is found when all its
    layers are met.
    """

    def __init__(self, recognizers: Sequence[One]) -> None:
        self.all = tuple(recognizers)
        self.layers = range(0, (1 + MOST) * len(self.all), len(self.all) or 1)
        self.every = (1 << len(self.all)) - 1
        self.always = 0
        self.starts: dict[str, int] = {}
        for number, recognizer in enumerate(self.all):
            bits = [1 << (shift + number) for shift in self.layers]
            wanted = (recognizer.keywords, *recognizer.needs)
            for bit, starts in zip(bits, wanted, strict=False):
                self.always |= 0 if starts else bit
                for start in starts:
                    self.starts[start] = self.starts.get(start, 0) | bit
            self.always |= sum(bits[len(wanted) :])
        self.longest = max(map(len, self.starts), default=0)


class Dispatcher(Generic[One]):
    """Looks statements up in an index; remembers the words of one compilation."""

    def __init__(self, recognizers: Sequence[One]) -> None:
        self._index = _index_of(recognizers)
        self._words: dict[str, int] = {}
        self._sections: dict[tuple[str, ...], int] = {}

    def candidates(self, statement: Statement) -> list[One]:
        """The recognisers that may recognise a statement, in their order."""
        index = self._index
        met = index.always | self._of_section(statement.section) | self._of_text(plain(statement))
        found = index.every
        for shift in index.layers:
            found &= met >> shift
        candidates: list[One] = []
        while found:
            lowest = found & -found
            candidates.append(index.all[lowest.bit_length() - 1])
            found ^= lowest
        return candidates

    def _of_section(self, section: tuple[str, ...]) -> int:
        """What headings give: keywords alone, for what is needed stands in the text."""
        known = self._sections.get(section)
        if known is None:
            known = self._of_text(" ".join(map(plain_text, section))) & self._index.every
            self._sections[section] = known
        return known

    def _of_text(self, text: str) -> int:
        words, met = self._words, 0
        for word in _WORD.findall(text):
            given = words.get(word)
            if given is None:
                given = words[word] = self._of_word(word)
            met |= given
        return met

    def _of_word(self, word: str) -> int:
        starts, met = self._index.starts, 0
        for end in range(1, min(len(word), self._index.longest) + 1):
            met |= starts.get(word[:end], 0)
        return met


_MOST_INDEXES = 4
_indexes: dict[tuple[int, ...], Index[Any]] = {}


def _index_of(recognizers: Sequence[One]) -> Index[One]:
    """Their index; built once, for it keeps them alive and so their identities their own."""
    key = tuple(map(id, recognizers))
    known = _indexes.get(key)
    if known is None:
        if len(_indexes) >= _MOST_INDEXES:
            _indexes.clear()
        known = _indexes[key] = Index(recognizers)
    return known
