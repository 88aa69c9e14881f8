"""Fenced code blocks of a spec, with their languages.

Source: https://spec.commonmark.org/0.31.2/#fenced-code-blocks
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_FENCE = re.compile(r"[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}|~{3,})(?P<info>.*)")


@dataclass(frozen=True, slots=True)
class Fence:
    """One block: its lines from fence to fence, 1-based, and the first word behind the fence."""

    first: int
    last: int
    language: str


def find_fences(lines: Sequence[str]) -> list[Fence]:
    """All fenced code blocks in order; one that is not closed goes on to the end."""
    found: list[Fence] = []
    first, mark, language = 0, "", ""
    for number, line in enumerate(lines, 1):
        if first:
            text = line.strip(" \t>")
            if text.startswith(mark) and not text.strip(mark[0]):
                found.append(Fence(first, number, language))
                first = 0
            continue
        match = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if match and not ("`" in match["info"] and match["fence"][0] == "`"):
            first, mark = number, match["fence"]
            language = (match["info"].split() or [""])[0].lower()
    if first:
        found.append(Fence(first, len(lines), language))
    return found
