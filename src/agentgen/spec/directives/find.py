"""Directives in the lines of a spec: HTML comments, and fenced blocks called `agentgen`.

`<!-- agentgen: function-length max=40 -->` on a line of its own is a statement; behind a sentence
it says what that sentence means. A fenced block holds one directive a line; `#` begins a comment.
What stands in other code blocks or in code spans is an example.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agentgen.diagnostics import Place
from agentgen.errors import AgentgenError
from agentgen.spec.fences import Fence, find_fences

MARK = "agentgen:"
LANGUAGE = "agentgen"
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Written:
    """A directive as written.

    Attributes:
        text: one line without the comment marks.
        place: where it begins.
        end: last line of the comment.
        beside: True when the line says something else before or after it.
    """

    text: str
    place: Place
    end: int
    beside: bool = False


@dataclass(frozen=True, slots=True)
class FoundDirectives:
    """All directives of a spec, and the lines (from, to) of its `agentgen` blocks."""

    written: tuple[Written, ...]
    blocks: tuple[tuple[int, int], ...]


def find_directives(path: str, lines: Sequence[str]) -> FoundDirectives:
    """Find the directives of a spec; they are not read any closer here.

    Raises:
        AgentgenError: when a comment with a directive is never closed.
    """
    fences = find_fences(lines)
    written = [
        w for fence in fences if fence.language == LANGUAGE for w in _of_fence(path, lines, fence)
    ]
    hidden = {n for fence in fences for n in range(fence.first, fence.last + 1)}
    open_lines = [("" if n in hidden else line) for n, line in enumerate(lines, 1)]
    written += _comments(path, open_lines)
    written.sort(key=lambda w: (w.place.line, w.place.column))
    blocks = tuple((fence.first, fence.last) for fence in fences if fence.language == LANGUAGE)
    return FoundDirectives(tuple(written), blocks)


def _of_fence(path: str, lines: Sequence[str], fence: Fence) -> Iterator[Written]:
    for number in range(fence.first + 1, fence.last + 1):
        text = lines[number - 1].strip(" \t>")
        if text and not text.startswith(("#", "```", "~~~")):
            yield Written(text, Place(path, number, lines[number - 1].index(text) + 1), number)


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    column: int
    body: str


def _comments(path: str, lines: Sequence[str]) -> Iterator[Written]:
    text = "\n".join(lines)
    comments, rest = _split(path, text)
    beside = [bool(_WORD.search(line)) for line in rest.split("\n")]
    for comment in comments:
        rows = comment.body.split("\n")
        last = comment.line + len(rows) - 1
        for offset, row in enumerate(rows):
            directive = row.strip().removeprefix(MARK).strip()
            if directive:
                place = Place(path, comment.line + offset, 1 if offset else comment.column)
                yield Written(directive, place, last, beside[comment.line - 1])


def _split(path: str, text: str) -> tuple[list[_Comment], str]:
    """Our comments, and the text without any comment; line breaks stay."""
    ours: list[_Comment] = []
    rest: list[str] = []
    line, begin, ticks, done = 1, 0, 0, 0
    at = text.find("<!--")
    while at >= 0:
        broken = text.rfind("\n", done, at)
        if broken >= 0:
            line, begin, ticks = line + text.count("\n", done, at), broken + 1, 0
        ticks += text.count("`", max(done, begin), at)
        end = text.find("-->", at + 4)
        body = text[at + 4 : end if end >= 0 else len(text)]
        is_ours = body.lstrip().startswith(MARK) and ticks % 2 == 0
        if is_ours and end < 0:
            raise _unclosed(Place(path, line))
        if is_ours:
            ours.append(_Comment(line, at - begin + 1, body))
        rest += [text[done:at], "\n" * body.count("\n")]
        line += body.count("\n")
        if "\n" in body:
            begin, ticks = at + 4 + body.rindex("\n") + 1, 0
        done = end + 3 if end >= 0 else len(text)
        at = text.find("<!--", done)
    return ours, "".join([*rest, text[done:]])


def _unclosed(place: Place) -> AgentgenError:
    return AgentgenError(
        "a directive is not closed", where=str(place), way_out="end the comment with -->"
    )
