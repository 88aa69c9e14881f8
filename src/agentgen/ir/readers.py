"""Readers of parameters: what a plain text names, lists and counts.

Rules, gates and topics compose them: `together(flag("format", …), named("libraries", …))`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from agentgen.ir.prose import compiled

Params = Mapping[str, Any]
Extract = Callable[[str], Params | None]
"""Parameters of a plain text (see `agentgen.ir.prose.plain`); None when it is not meant."""
Read = Callable[[str], Params]
"""An `Extract` that never says no."""
Combine = Callable[[Params, Params], Params]
"""Merges the parameters of two statements about one thing."""

_LEADING_VERB = re.compile(r"^(?:test|cover|mock|include|check|verify|handle|use)s? (?=\w)")
_CONDITION = re.compile(r"\s*\((?:if|when|where|optional)\b[^()]{0,60}\)")
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*$")
_LIST_START = re.compile(r"\(|: | for | such as | including ")
_LIST_BREAK = re.compile(r", and |, | and |/")


def nothing(_text: str) -> Params:
    """No parameters."""
    return {}


def union(one: Params, other: Params) -> Params:
    """Merge parameters: collections are united, of `max…` the smaller, of `min…` the larger wins.

    Where two plain values differ, the first stays: the caller reports the contradiction.
    """
    merged = {**other, **one}
    for key in one.keys() & other.keys():
        mine, theirs = one[key], other[key]
        if isinstance(mine, tuple) and isinstance(theirs, tuple):
            merged[key] = tuple(dict.fromkeys((*mine, *theirs)))
        elif isinstance(mine, Mapping) and isinstance(theirs, Mapping):
            merged[key] = {**theirs, **mine}
        elif key.startswith("max"):
            merged[key] = min(mine, theirs)
        elif key.startswith("min"):
            merged[key] = max(mine, theirs)
    return merged


def names(values: Iterable[str]) -> tuple[str, ...]:
    """Values without repetition, in order, as parameters hold them."""
    return tuple(dict.fromkeys(v for v in values if v))


def listed(text: str) -> tuple[str, ...]:
    """The short items that a sentence lists: `(get, save)`, `for orders, items`."""
    for tail in reversed(_LIST_START.split(text)[1:]):
        items = [item.strip(" .`)") for item in _LIST_BREAK.split(tail.split(")")[0])]
        if len(items) > 1 and all(0 < len(item.split()) <= 4 for item in items):
            return names(items)
    return ()


def members(text: str) -> Params:
    """What a sentence lists, as parameters."""
    found = listed(text)
    return {"names": found} if found else {}


def words(text: str) -> tuple[str, ...]:
    """Keywords, written as one text."""
    return tuple(text.split())


def named(key: str, pattern: str) -> Read:
    """Every match of a pattern, in order; the key is left out when there is none."""
    whole = rf"\b(?:{pattern})(?!\w)"

    def read(text: str) -> Params:
        found = names(m[m.lastindex or 0] for m in compiled(whole).finditer(text))
        return {key: found} if found else {}

    return read


def flag(key: str, pattern: str, value: Any = True) -> Read:
    """`value` where the pattern is found."""

    def read(text: str) -> Params:
        return {key: value} if compiled(pattern).search(text) else {}

    return read


def number(key: str, pattern: str) -> Read:
    """The number that the pattern's first group holds."""

    def read(text: str) -> Params:
        match = compiled(pattern).search(text)
        if match is None:
            return {}
        value = float(match[1])
        return {key: int(value) if value.is_integer() else value}

    return read


def items(key: str) -> Read:
    """What the sentence lists in brackets or after a colon, without a verb that leads it on."""

    def read(text: str) -> Params:
        found = names(_LEADING_VERB.sub("", one) for one in listed(text))
        return {key: found} if found else {}

    return read


def together(*extracts: Extract) -> Read:
    """The parameters of several readers."""

    def read(text: str) -> Params:
        merged: dict[str, Any] = {}
        for extract in extracts:
            merged.update(extract(text) or {})
        return merged

    return read


def identifiers(text: str) -> tuple[str, ...]:
    """The single words that a text lists in brackets or after a colon, in their own case."""
    clean = _CONDITION.sub("", text.replace("`", "").replace("*", ""))
    for tail in reversed(re.split(r"\(|:\s", clean)[1:]):
        parts = re.split(r",\s*(?:and\s+)?|\s+and\s+|/", tail.split(")")[0].strip(" ."))
        parts = [part.strip() for part in parts if part.strip() and part.strip() != "etc"]
        if len(parts) > 1 and all(_IDENTIFIER.match(part) for part in parts):
            return names(parts)
    return ()
