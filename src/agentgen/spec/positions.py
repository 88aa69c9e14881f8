"""Names that stand in certain positions of a clause: `in services`, `python code`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agentgen.ir.prose import compiled
from agentgen.spec.modality import words_of


@dataclass(frozen=True, slots=True)
class Position:
    """Where a name may stand: a pattern with the hole `{words}`, for lower-case text.

    `needs` are words one of which stands in each text that matches; empty where that is not known.
    """

    pattern: str
    needs: frozenset[str] = frozenset()

    def filled(self, words: str) -> str:
        """The pattern with the names in it."""
        return self.pattern.format(words=f"(?:{words})")


class Choices:
    """Names that stand in certain positions: which of them does a text hold?"""

    def __init__(
        self, names: Mapping[str, str], hints: frozenset[str], positions: Sequence[Position]
    ) -> None:
        """Args: a pattern for each name, the words they are made of, and the positions."""
        self._hints = hints
        every = "|".join(names.values())
        self._any = [(position.filled(every), _forms(position.needs)) for position in positions]
        self._each = {
            name: [position.filled(pattern) for position in positions]
            for name, pattern in names.items()
        }

    def of(self, text: str) -> tuple[str, ...]:
        """The names that a text holds, in their order."""
        words = words_of(text)
        if self._hints.isdisjoint(words):
            return ()
        low = text.lower()
        if not any(
            compiled(pattern).search(low)
            for pattern, needs in self._any
            if not needs or not needs.isdisjoint(words)
        ):
            return ()
        return tuple(
            name
            for name, patterns in self._each.items()
            if any(compiled(pattern).search(low) for pattern in patterns)
        )


def _forms(words: frozenset[str]) -> frozenset[str]:
    """The words, and their genitives."""
    return words | {f"{word}'s" for word in words} | {f"{word}'" for word in words}
