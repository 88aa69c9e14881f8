"""The text of one file, seen without its layout."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agentgen.codebase import Codebase
from agentgen.codebase.model import ClassFact, FunctionFact, PythonFile, ScriptFile

_WORD = re.compile(r"\w+")
_STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|(?:#|//).*")
_NEIGHBOURS = 6
"""Words on each side that tell one statement from an equal one."""
_LONGEST = 20
"""Lines of a statement that are looked at."""
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its lines, all its words with the number of their line, and its definitions."""

    lines: Sequence[str]
    words: Sequence[str]
    places: Sequence[int]
    definitions: Sequence[FunctionFact | ClassFact]
    parsed: bool

    @classmethod
    def of(cls, codebase: Codebase, path: str) -> "Source | None":
        """The file at a path; None when the code base has no text of it."""
        text = codebase.texts.get(path)
        if text is None:
            return None
        facts: PythonFile | ScriptFile | None = codebase.python.get(path)
        facts = facts or codebase.scripts.get(path)
        found = [
            (word, number)
            for number, line in enumerate(text.split("\n"), 1)
            for word in _WORD.findall(line)
        ]
        return cls(
            lines=text.split("\n"),
            words=[word for word, _ in found],
            places=[number for _, number in found],
            definitions=(*facts.functions, *facts.classes) if facts else (),
            parsed=facts is not None,
        )

    def around(self, line: int) -> tuple[str, str, str]:
        """What stands on a line, in its definitions; the words before it, and those after it.

        A definition stands for itself, whatever is beside it.
        """
        defined = next((d for d in self.definitions if d.line == line), None)
        if defined is not None:
            return f"definition {defined.qualname}", "definition", "definition"
        last, code = self._statement(line)
        name, first, end = self._definition(line)
        home = name if self.parsed else " > ".join(self._outline(line))
        before = self._words(first, line)[-_NEIGHBOURS:]
        after = self._words(last + 1, end + 1)[:_NEIGHBOURS]
        return f"{home}\n{code}", " ".join(before), " ".join(after)

    def _words(self, first: int, end: int) -> Sequence[str]:
        """The words on the lines from `first` up to, and without, `end`."""
        return self.words[bisect_left(self.places, first) : bisect_left(self.places, end)]

    def span(self, line: int) -> range:
        """The lines that a finding on a line is about: a definition, the file, or a statement.

        Findings about a file stand on its first line.
        """
        for definition in self.definitions:
            if definition.line == line:
                return range(line, definition.end_line + 1)
        last = len(self.lines) if line == 1 else self._statement(line)[0]
        return range(line, last + 1)

    def _statement(self, line: int) -> tuple[int, str]:
        """The last line of what begins on a line, by its round and square brackets; its text."""
        depth, last, parts = 0, line, []
        for number in range(line, min(line + _LONGEST, len(self.lines) + 1)):
            text = self.lines[number - 1]
            parts.append(text)
            code = _STRING.sub("", text)
            depth += sum(map(code.count, "([")) - sum(map(code.count, ")]"))
            last = number
            if depth <= 0:
                break
        return (last, _plain(parts)) if depth <= 0 else (line, _plain(parts[:1]))

    def _definition(self, line: int) -> tuple[str, int, int]:
        """Name, first and last line of the innermost definition around a line, or of the file."""
        around = [d for d in self.definitions if d.line <= line <= d.end_line]
        if not around:
            return "", 1, len(self.lines)
        inner = max(around, key=lambda d: d.line)
        return inner.qualname, inner.line, inner.end_line

    def _outline(self, line: int) -> Iterator[str]:
        """The lines above that hold a line by their smaller indentation, the nearest first."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        margin, depth = _indentation(text), 0
        for number in range(min(line - 1, len(self.lines)), 0, -1):
            if not margin or depth == _DEEPEST:
                return
            above = self.lines[number - 1]
            if above.strip() and _indentation(above) < margin:
                margin, depth = _indentation(above), depth + 1
                yield _plain([above])


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _plain(lines: Sequence[str]) -> str:
    """Code without layout: no white space, one kind of quote, no comma before a bracket."""
    text = "".join("".join(lines).split()).replace("'", '"')
    return re.sub(r",([)\]}])", r"\1", text)
