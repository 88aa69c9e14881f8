"""Path patterns as agent files write them: `backend/**`, `*.py`, `src/**/*.{ts,tsx}`.

`*` and `?` stay within a segment, `**` spans segments, braces hold alternatives. A pattern without
a slash names files anywhere, as in .gitignore; one that names a directory means all below it.
Sources: https://cursor.com/docs/context/rules, VS Code's `applyTo`, gitignore(5).
"""

import fnmatch
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

_LONGEST = 300
"""A longer pattern matches nothing: nobody means it."""
_MOST_ALTERNATIVES = 64
_NOTHING = re.compile(r"(?!)")
_WILD = re.compile(r"[*?\[{]")
_BRACES = re.compile(r"\{([^{}]*,[^{}]*)\}")


def matches(path: str, patterns: Iterable[str]) -> bool:
    """True when a relative POSIX path lies in one of the patterns."""
    return any(specificity(path, (pattern,)) is not None for pattern in patterns)


def specificity(path: str, patterns: Iterable[str]) -> tuple[int, int] | None:
    """How closely the nearest of the patterns that match describes a path; None when none does.

    Compares as nearest file wins: first the number of leading directories that a pattern spells
    out, then of all its literal characters.
    """
    parts = path.split("/")
    found = [
        weight
        for pattern in patterns
        for segments, weight in _compiled(pattern)
        if _match(segments, parts)
    ]
    return max(found, default=None)


def is_pattern(text: str) -> bool:
    """True when a text holds wildcards."""
    return _WILD.search(text) is not None


@lru_cache(maxsize=1024)
def _compiled(
    pattern: str,
) -> tuple[tuple[tuple[re.Pattern[str] | None, ...], tuple[int, int]], ...]:
    """Each alternative as segments (None is `**`), with its specificity."""
    clean = pattern.strip().removeprefix("./").lstrip("/")
    if not 0 < len(clean) <= _LONGEST:
        return ()
    return tuple(_segments(one) for one in _alternatives(clean))


def _alternatives(pattern: str) -> list[str]:
    found = [pattern]
    while len(found) <= _MOST_ALTERNATIVES:
        match = _BRACES.search(found[0])
        if match is None:
            return found
        heads = [one[: m.start()] for one in found if (m := _BRACES.search(one))]
        found = [
            head + choice.strip() + one[m.end() :]
            for one, head in zip(found, heads, strict=True)
            if (m := _BRACES.search(one))
            for choice in m[1].split(",")
        ]
    return found[:_MOST_ALTERNATIVES]


def _segments(pattern: str) -> tuple[tuple[re.Pattern[str] | None, ...], tuple[int, int]]:
    names = [name for name in pattern.split("/") if name]
    if "/" not in pattern:
        names = ["**", *names]
    leading = next((i for i, name in enumerate(names) if _WILD.search(name)), len(names))
    weight = (leading, sum(len(_WILD.sub("", name)) for name in names))
    if pattern.endswith("/") or not _WILD.search(names[-1]):
        names = [*names, "**"]
    shortened = [n for i, n in enumerate(names) if n != "**" or i == 0 or names[i - 1] != "**"]
    return tuple(None if n == "**" else _name(n) for n in shortened), weight


def _name(glob: str) -> re.Pattern[str]:
    return re.compile(fnmatch.translate(glob))


def _match(segments: Sequence[re.Pattern[str] | None], parts: Sequence[str]) -> bool:
    """Match segment by segment; after a mismatch the last `**` takes one part more."""
    at = position = 0
    retry_at, retry_position = -1, 0
    while position < len(parts):
        segment = segments[at] if at < len(segments) else _NOTHING
        if segment is None:
            at += 1
            retry_at, retry_position = at, position
        elif segment.fullmatch(parts[position]):
            at, position = at + 1, position + 1
        elif retry_at >= 0:
            retry_position += 1
            at, position = retry_at, retry_position
        else:
            return False
    return all(segment is None for segment in segments[at:])
