"""Strings of unknown origin as Python source."""

import re
import textwrap
from typing import Any

_LONG = 70
"""Characters of a string that still fits on a line of a nested value."""
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"(?<=[.!?])\s")
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""Control characters, characters without width or that turn text around, and lone surrogates."""


def literal(value: Any) -> str:
    """A Python literal for a JSON value; never more than that."""
    if isinstance(value, str):
        return ascii(value) if _CONTROL.search(value) or not value.isprintable() else _quoted(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(str(k))}: {literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(literal(v) for v in value) + "]"
    if value is None or isinstance(value, bool | int):
        return repr(value)
    if isinstance(value, float) and value == value and abs(value) != float("inf"):
        return repr(value)
    return literal(str(value))


def long_literal(value: str, width: int = 60) -> str:
    """A string literal; a long one as adjacent parts in parentheses, one a line once formatted."""
    if len(literal(value)) <= width:
        return literal(value)
    parts = [value[start : start + width] for start in range(0, len(value), width)]
    at_words = _SPACE.search(value) is not None
    if at_words:
        parts = _cut_at_words(value, width)
    return "(" + " ".join(literal(part) for part in parts) + ")"


def _cut_at_words(value: str, width: int) -> list[str]:
    """Cut behind blanks where possible; the parts joined are the value again."""
    parts: list[str] = []
    while len(value) > width:
        cut = value.rfind(" ", 1, width) + 1 or width
        parts.append(value[:cut])
        value = value[cut:]
    return [*parts, value] if value else parts


def _quoted(value: str) -> str:
    text = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def broken_literal(value: Any) -> str:
    """A Python literal for a JSON value whose long strings take several lines."""
    if isinstance(value, dict):
        pairs = (f"{literal(str(k))}: {broken_literal(v)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(broken_literal, value)) + "]"
    is_long = isinstance(value, str) and len(value) > _LONG and "://" not in value
    return long_literal(value) if is_long else literal(value)


def sentence(text: str, fallback: str, width: int = 74) -> str:
    """One line of prose for a docstring: the first sentence, encoded and bounded."""
    plain = _SPACE.sub(" ", _CONTROL.sub(" ", text)).strip(" *_#>`~-|")
    first = _SENTENCE.split(plain, maxsplit=1)[0] or fallback
    if len(first) > width:
        first = textwrap.shorten(first, width - 1, placeholder="").rstrip("… ") + "…"
    first = first.replace("\\", "/").replace('"', "'").rstrip(" .:;,")
    first = first or fallback.rstrip(".")
    ends = first[-1:] in "!?…"
    return first[:1].upper() + first[1:] + ("" if ends else ".")


def comment(text: str, width: int = 88) -> str:
    """One line that is safe behind `# `."""
    plain = _SPACE.sub(" ", _CONTROL.sub(" ", text)).strip()
    return textwrap.shorten(plain, width, placeholder="…") if len(plain) > width else plain
