"""Which recognisers a statement is shown to: those whose words it holds.

Nearly every statement lacks a word that nearly every recogniser needs, so looking its words up in
one table costs far less than asking them all.
"""

from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

from agentgen.ir.needs import MOST, Needs
from agentgen.ir.policy import Statement
from agentgen.ir.prose import plain, plain_text
from agentgen.ir.words import words_in

_HEAD = 2
"""Characters of a word that tell which longer beginnings to look for."""
_MOST_WORDS = 20_000


class Keyed(Protocol):
    """What can be looked up by words."""

    @property
    def keywords(self) -> tuple[str, ...]:
        """Beginnings of words (lower case), one of which is in the text or above it; () for any."""
        ...

    @property
    def needs(self) -> Needs:
        """What the text itself needs; () where that is not known."""
        ...


One = TypeVar("One", bound=Keyed)


class Index(Generic[One]):
    """Recognisers by the beginnings of words.

    Each way to meet the needs of a recogniser is an entry, and a set of entries an integer, one
    bit for each. What a word gives is such an integer for each of the layers (keywords, then the
    sets of a need), side by side: an entry is found when all its layers are met.
    """

    def __init__(self, recognizers: Sequence[One]) -> None:
        ways = [(one, need) for one in recognizers for need in one.needs or ((),)]
        self.entries = [one for one, _ in ways]
        self.layers = range(0, (1 + MOST) * len(ways), len(ways) or 1)
        self.every = (1 << len(ways)) - 1
        self.always = 0
        self.starts: dict[str, int] = {}
        for number, (one, need) in enumerate(ways):
            bits = [1 << (shift + number) for shift in self.layers]
            wanted = (one.keywords, *need)
            for bit, starts in zip(bits, wanted, strict=False):
                self.always |= 0 if starts else bit
                for start in starts:
                    self.starts[start] = self.starts.get(start, 0) | bit
            self.always |= sum(bits[len(wanted) :])
        self._lengths: dict[str, set[int]] = {}
        for start in self.starts:
            self._lengths.setdefault(start[:_HEAD], set()).add(len(start))
        self._words: dict[str, int] = {}

    def of_text(self, text: str) -> int:
        """The entries, layer by layer, that the words of a plain text give."""
        words, met = self._words, 0
        for word in words_in(text):
            given = words.get(word)
            if given is None:
                given = self._learn(word)
            if given:
                met |= given
        return met

    def _learn(self, word: str) -> int:
        """What a word gives; it is kept, for most words come again."""
        if len(self._words) >= _MOST_WORDS:
            self._words.clear()
        whole = f"{word} "
        met = self.starts.get(whole[:1], 0)
        for length in self._lengths.get(whole[:_HEAD], ()):
            met |= self.starts.get(whole[:length], 0)
        self._words[word] = met
        return met


class Dispatcher(Generic[One]):
    """Looks statements up in an index; remembers the sections of one compilation."""

    def __init__(self, recognizers: Sequence[One]) -> None:
        self._index = _index_of(recognizers)
        self._sections: dict[tuple[str, ...], int] = {}

    def candidates(self, statement: Statement) -> list[One]:
        """The recognisers that may recognise a statement, in their order."""
        index = self._index
        met = index.always | self._of_section(statement.section) | index.of_text(plain(statement))
        found = index.every
        for shift in index.layers:
            found &= met >> shift
        candidates: list[One] = []
        while found:
            last = found.bit_length() - 1
            found ^= 1 << last
            one = index.entries[last]
            if not candidates or candidates[-1] is not one:  # its ways are neighbours
                candidates.append(one)
        candidates.reverse()
        return candidates

    def _of_section(self, section: tuple[str, ...]) -> int:
        """What headings give: keywords alone, for what is needed stands in the text."""
        known = self._sections.get(section)
        if known is None:
            index = self._index
            known = index.of_text(" ".join(map(plain_text, section))) & index.every
            self._sections[section] = known
        return known


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
