"""HTML comments in a spec: no reader of the page sees them, so they say nothing.

In code blocks and code spans they are text like any other.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from agentgen.spec.fences import find_fences
from agentgen.spec.mojibake import Origins

_OPEN = "<!--"
_CLOSE = "-->"
_MARK = re.compile("<!--|`+")


def strip_comments(
    lines: Sequence[str],
) -> tuple[list[str], dict[int, Origins], int]:
    """Leave comments out of the lines; the number of lines stays.

    Returns the lines, for each changed line (1-based) the index in the given line that each
    character had, and the line of a comment that is never closed (0: there is none).
    """
    cleaned = list(lines)
    origins: dict[int, Origins] = {}
    hidden = {
        number for fence in find_fences(lines) for number in range(fence.first, fence.last + 1)
    }
    inside, opened = False, 0
    for number, line in enumerate(lines, 1):
        if not inside and (number in hidden or _OPEN not in line):
            continue
        kept, inside = _outside(line, inside)
        opened = number if inside and (not opened or _OPEN in line) else opened
        text = "".join(line[start:end] for start, end in kept)
        cleaned[number - 1] = text
        if text and len(text) != len(line):
            origins[number] = tuple(i for start, end in kept for i in range(start, end))
    return cleaned, origins, opened if inside else 0


def _outside(line: str, inside: bool) -> tuple[list[tuple[int, int]], bool]:
    """The parts (from, to) of a line that lie outside comments; whether one goes on behind it."""
    kept: list[tuple[int, int]] = []
    closers = _ticks_by_length(line)
    start = at = 0
    while True:
        if inside:
            end = line.find(_CLOSE, at)
            if end < 0:
                return kept, True
            start = at = end + len(_CLOSE)
            inside = False
        mark = _MARK.search(line, at)
        if mark is None:
            kept.append((start, len(line)))
            return kept, False
        if mark.group() == _OPEN:
            kept.append((start, mark.start()))
            at, inside = mark.end(), True
        else:
            at = _behind_code(mark, closers)


def _ticks_by_length(line: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for run in re.finditer("`+", line):
        found.setdefault(len(run.group()), []).append(run.start())
    return found


def _behind_code(run: re.Match[str], closers: dict[int, list[int]]) -> int:
    """Where the code span that a run of backticks opens ends; behind the run if it opens none."""
    length = len(run.group())
    ends = closers.get(length, [])
    position = bisect_right(ends, run.start())
    return ends[position] + length if position < len(ends) else run.end()
