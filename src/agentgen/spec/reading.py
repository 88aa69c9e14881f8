"""A role spec's bytes to clean lines that keep their numbers, front matter apart."""

import re
from dataclasses import dataclass

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.errors import AgentgenError
from agentgen.spec.encoding import decode, normalise, repair

MAX_BYTES = 500_000
_TOO_DEEP = re.compile(r"^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])(?=[ \t>])){40}", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """A readable spec.

    Attributes:
        path: name the spec goes by in places.
        lines: its lines, cleaned; front matter and HTML comments are blank.
        front_matter: (line number, text) of the front matter.
        notes: what had to be repaired.
    """

    path: str
    lines: tuple[str, ...]
    front_matter: tuple[tuple[int, str], ...] = ()
    notes: tuple[Diagnostic, ...] = ()

    @property
    def body(self) -> str:
        """The text to parse; line n of it is line n of the file."""
        return "\n".join(self.lines)


def read_spec(path: str, data: bytes) -> Source:
    """Make a spec readable.

    Raises:
        AgentgenError: when the file is binary, empty, nested too deeply or too large.
    """
    if len(data) > MAX_BYTES:
        raise AgentgenError(
            "the spec is too large",
            where=path,
            why=f"{len(data)} bytes, {MAX_BYTES} allowed",
            way_out="split it, or give the part that holds the rules",
        )
    text, odd = decode(path, data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \n\t\0"):
        raise AgentgenError(
            "the spec is empty", where=path, way_out="write down what the code has to keep"
        )
    if _TOO_DEEP.search(text):
        raise AgentgenError(
            "lists or quotes are nested too deeply", where=path, way_out="flatten the nested block"
        )
    lines, notes = _clean(path, text.split("\n"), odd)
    front, lines = _split_front_matter(lines)
    body = _COMMENT.sub(_blank, "\n".join(lines)).split("\n")
    return Source(path, tuple(body), tuple(front), tuple(notes))


def _clean(path: str, lines: list[str], odd: list[int]) -> tuple[list[str], list[Diagnostic]]:
    notes = [_note(path, number, "this line was not UTF-8 and was read as Latin") for number in odd]
    cleaned: list[str] = []
    for number, line in enumerate(lines, 1):
        text, changed, lost = repair(line)
        if lost:
            notes.append(_note(path, number, "characters that could not be repaired were dropped"))
        elif changed:
            notes.append(_note(path, number, "text decoded with the wrong encoding was repaired"))
        cleaned.append(normalise(text))
    return cleaned, notes


def _note(path: str, line: int, message: str) -> Diagnostic:
    return Diagnostic(
        "spec-encoding", Level.NOTE, Place(path, line), message, help="save the file as UTF-8"
    )


def _split_front_matter(lines: list[str]) -> tuple[list[tuple[int, str]], list[str]]:
    """YAML between two `---` lines at the very start (Claude agents, Cursor, Copilot, Windsurf)."""
    if not lines or lines[0].strip() != "---":
        return [], lines
    for end, line in enumerate(lines[1:], 1):
        if line.strip() in ("---", "..."):
            front = [(n + 1, lines[n]) for n in range(1, end) if lines[n].strip()]
            return front, [""] * (end + 1) + lines[end + 1 :]
    return [], lines


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")
