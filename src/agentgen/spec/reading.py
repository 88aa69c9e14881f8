"""A role spec's bytes to clean lines that know where each character stood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.errors import AgentgenError
from agentgen.ir.scope import EVERYWHERE, Scope
from agentgen.spec.comments import strip_comments
from agentgen.spec.encoding import decode
from agentgen.spec.front_matter import FrontMatter, read_front_matter
from agentgen.spec.kinds import When, patterns_of, when_read
from agentgen.spec.mojibake import Origins, repair
from agentgen.spec.scopes import below
from agentgen.spec.typography import normalise

MAX_BYTES = 500_000
_TOO_DEEP = re.compile(r"(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])(?=[ \t>])){40}")
_ENCODING = "spec-encoding"


@dataclass(frozen=True, slots=True)
class Source:
    """A readable spec.

    Attributes:
        path: name the spec goes by in places.
        lines: its lines, cleaned; front matter and HTML comments are blank.
        front_matter: the head of the file.
        notes: what had to be repaired, and what can't be meant.
        origins: for lines (1-based) whose characters moved, where each one stood.
        home: the directory that paths in it may be relative to; empty for the repository.
        scope: what it binds as a whole.
    """

    path: str
    lines: tuple[str, ...]
    front_matter: FrontMatter = field(default_factory=FrontMatter)
    notes: tuple[Diagnostic, ...] = ()
    origins: Mapping[int, Origins] = field(default_factory=dict)
    home: str = ""
    scope: Scope = EVERYWHERE

    @property
    def body(self) -> str:
        """The text to parse; line n of it is line n of the file."""
        return "\n".join(self.lines)

    def place(self, line: int, index: int = 0) -> Place:
        """Where a character of a clean line stands in the file."""
        origins = self.origins.get(line)
        if origins:
            index = origins[index] if index < len(origins) else origins[-1] + 1
        return Place(self.path, line, index + 1)


def read_spec(path: str, data: bytes, home: str = "") -> Source:
    """Make a spec readable; `home` is the directory it binds, empty for the whole repository.

    Raises:
        AgentgenError: when the file is binary, empty, nested too deeply or too large.
    """
    if len(data) > MAX_BYTES:
        raise AgentgenError(
            "the spec is too large",
            where=path,
            why=f"more than {MAX_BYTES:,} bytes",
            way_out="split it, or give the part that holds the rules",
        )
    text, odd = decode(path, data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \n\t\0\u200b\u00a0"):
        raise AgentgenError(
            "the spec is empty", where=path, way_out="write down what the code has to keep"
        )
    rows = text.split("\n")
    if any(map(_TOO_DEEP.match, rows)):
        raise AgentgenError(
            "lists or quotes are nested too deeply", where=path, way_out="flatten the nested block"
        )
    lines, origins, notes = _clean(path, rows, odd)
    front = read_front_matter(lines)
    lines[: front.end] = [""] * front.end
    if any("<!--" in line for line in lines):
        lines, cut, unclosed = strip_comments(lines)
        _compose(origins, cut)
        notes += [_note(path, unclosed, _UNCLOSED, "end it with -->")] if unclosed else []
    notes += [_note(path, number, _STRANGE, _HEAD_HELP) for number in front.strange]
    if when_read(front) is When.ON_REQUEST:
        notes.append(_note(path, front.end, _ON_REQUEST, "set alwaysApply or a trigger"))
    paths = tuple(below(home, p) for p in patterns_of(front)) or ((f"{home}/**",) if home else ())
    return Source(path, tuple(lines), front, tuple(notes), origins, home, Scope(paths))


_UNCLOSED = "a comment is never closed: all that follows is left out"
_STRANGE = "this is no front matter: a line reads `key: value`, and `---` ends it"
_HEAD_HELP = "correct the line, or the head of the file is not understood"
_ON_REQUEST = "agents read this file on request only; here it is taken to hold always"
_SAVE_HELP = "save the file as UTF-8"


def _clean(
    path: str, lines: list[str], odd: list[int]
) -> tuple[list[str], dict[int, Origins], list[Diagnostic]]:
    notes = [
        _note(path, number, "this line was not UTF-8 and was read as Latin", _SAVE_HELP, _ENCODING)
        for number in odd
    ]
    origins: dict[int, Origins] = {}
    for number, line in enumerate(lines, 1):
        text, moved, lost = repair(line)
        if moved:
            said = (
                "characters that could not be repaired were dropped"
                if lost
                else "text decoded with the wrong encoding was repaired"
            )
            notes.append(_note(path, number, said, _SAVE_HELP, _ENCODING))
        plain, shifted, cites = normalise(text)
        if cites:
            said = "a citation mark that a chat tool left was dropped"
            notes.append(_note(path, number, said, "remove the mark", _ENCODING))
        if moved or shifted:
            origins[number] = _through(shifted, moved)
        lines[number - 1] = plain
    return lines, origins, notes


def _through(later: Origins | None, earlier: Origins | None) -> Origins:
    """Origins of a text that was changed twice."""
    if later is None or earlier is None:
        return later or earlier or ()
    return tuple(earlier[index] for index in later)


def _compose(origins: dict[int, Origins], cut: Mapping[int, Origins]) -> None:
    for number, kept in cut.items():
        origins[number] = _through(kept, origins.get(number))


def _note(path: str, line: int, message: str, way_out: str, rule: str = "spec-text") -> Diagnostic:
    return Diagnostic(rule, Level.NOTE, Place(path, line), message, help=way_out)
