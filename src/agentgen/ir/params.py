"""Parameters that rules and gates declare: their type, bounds and meaning.

Directives are read against these declarations, `agentgen spec explain` and the JSON export tell
them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ParamKind(StrEnum):
    """Type of a parameter's value."""

    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "true or false"
    TEXT = "text"
    WORDS = "words joined by commas"
    WHOLES = "whole numbers joined by commas"
    TABLE = "JSON object"


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter.

    Attributes:
        meaning: what it says, and what holds when it is left out.
        unit: of a number.
        low, high: bounds of a number, both included.
        choices: the texts or words there are; empty for any.
        required: the rule says nothing without it.
    """

    kind: ParamKind
    meaning: str
    unit: str = ""
    low: float = 0
    high: float = 1_000_000
    choices: tuple[str, ...] = ()
    required: bool = False

    @property
    def values(self) -> str:
        """The values it may have, for people: `a whole number from 1 to 5000 (lines)`."""
        unit = f" ({self.unit})" if self.unit else ""
        if self.kind in (ParamKind.WHOLE, ParamKind.NUMBER):
            return f"a {self.kind} from {self.low:g} to {self.high:g}{unit}"
        if self.choices:
            several = " joined by commas" if self.kind is ParamKind.WORDS else ""
            return f"{' or '.join(self.choices)}{several}"
        return self.kind.value

    def accepts(self, value: Any) -> bool:
        """True when a value has the type and lies within the bounds."""
        if self.kind in (ParamKind.WHOLE, ParamKind.NUMBER):
            types = int if self.kind is ParamKind.WHOLE else (int, float)
            is_number = isinstance(value, types) and not isinstance(value, bool)
            return is_number and self.low <= value <= self.high
        if self.kind is ParamKind.FLAG:
            return isinstance(value, bool)
        if self.kind is ParamKind.WORDS:
            return _is_words(value) and all(not self.choices or w in self.choices for w in value)
        if self.kind is ParamKind.WHOLES:
            return isinstance(value, tuple | list) and all(type(v) is int for v in value)
        if self.kind is ParamKind.TABLE:
            return isinstance(value, Mapping) and all(_is_entry(v) for v in value.values())
        return isinstance(value, str) and (not self.choices or value in self.choices)

    def parse(self, text: str) -> Any:
        """The value that a text stands for.

        Raises:
            ValueError: naming the values there are.
        """
        value = self._read(text)
        if not self.accepts(value):
            raise ValueError(f"must be {self.values}")
        return value

    def _read(self, text: str) -> Any:
        if self.kind is ParamKind.WORDS:
            return tuple(word.strip() for word in text.split(","))
        if self.kind is ParamKind.WHOLES:
            parts = [part.strip() for part in text.split(",")]
            return tuple(map(int, parts)) if all(p.isdecimal() for p in parts) else None
        if self.kind is ParamKind.FLAG:
            return {"true": True, "false": False}.get(text)
        if self.kind is ParamKind.TEXT:
            return text
        if self.kind is ParamKind.TABLE:
            return _table(text)
        try:
            return int(text) if self.kind is ParamKind.WHOLE else float(text)
        except ValueError:
            return None


def _is_entry(value: Any) -> bool:
    return isinstance(value, str | int | float) or _is_words(value)


def _table(text: str) -> Any:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    return {k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}


def _is_words(value: Any) -> bool:
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    return is_list and bool(value) and all(isinstance(w, str) and w for w in value)


def declared(recognizer: object) -> Mapping[str, Param] | None:
    """The parameters that a recogniser declares; None when it leaves them open."""
    found: Mapping[str, Param] | None = getattr(recognizer, "params", None)
    return found
