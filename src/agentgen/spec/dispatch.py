"""Which recognisers a statement is shown to: those one of whose keywords it holds.

Nearly every statement holds no keyword of nearly every recogniser, so looking its words up in one
table costs far less than asking them all.
"""

import re
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from agentgen.ir.policy import Statement
from agentgen.ir.prose import plain, plain_text

_WORD = re.compile(r"[a-z0-9_]+")
_SHORTEST_INDEXED = 3


class Keyed(Protocol):
    """What can be looked up: it has keywords, or none and is always shown."""

    @property
    def keywords(self) -> tuple[str, ...]:
        """Beginnings of words (lower case)."""
        ...


One = TypeVar("One", bound=Keyed)


class Dispatcher(Generic[One]):
    """Recognisers by the beginnings of words."""

    def __init__(self, recognizers: Sequence[One]) -> None:
        self._all = tuple(recognizers)
        self._always = frozenset(n for n, r in enumerate(self._all) if not r.keywords)
        self._by_start: dict[str, list[tuple[str, int]]] = {}
        self._short: list[tuple[str, int]] = []
        for number, recognizer in enumerate(self._all):
            for keyword in recognizer.keywords:
                if len(keyword) < _SHORTEST_INDEXED:
                    self._short.append((keyword, number))
                else:
                    start = keyword[:_SHORTEST_INDEXED]
                    self._by_start.setdefault(start, []).append((keyword, number))
        self._of_word: dict[str, frozenset[int]] = {}
        self._sections: dict[tuple[str, ...], frozenset[int]] = {}

    def candidates(self, statement: Statement) -> list[One]:
        """The recognisers that may recognise a statement, in their order."""
        wanted = set(self._always)
        for word in set(_WORD.findall(plain(statement))):
            wanted |= self._found(word)
        wanted |= self._of_section(statement.section)
        return [self._all[number] for number in sorted(wanted)]

    def _of_section(self, section: tuple[str, ...]) -> frozenset[int]:
        known = self._sections.get(section)
        if known is None:
            words = {word for title in section for word in _WORD.findall(plain_text(title))}
            known = frozenset().union(*(self._found(word) for word in words))
            self._sections[section] = known
        return known

    def _found(self, word: str) -> frozenset[int]:
        known = self._of_word.get(word)
        if known is None:
            listed = self._by_start.get(word[:_SHORTEST_INDEXED], ())
            known = frozenset(
                number for keyword, number in (*listed, *self._short) if word.startswith(keyword)
            )
            self._of_word[word] = known
        return known
