"""Directives to statements: which sentence each one speaks of, or a statement of its own."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from agentgen.diagnostics import Level
from agentgen.errors import AgentgenError
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.recognition import Recognizer
from agentgen.spec.directives.find import FoundDirectives, Written
from agentgen.spec.directives.read import Directive, read_directive
from agentgen.spec.fences import find_fences
from agentgen.spec.statements import statement_id

_Read = tuple[Written, Directive]


@dataclass(frozen=True, slots=True)
class MarkedSpec:
    """The lines of a spec, and the directives in them."""

    lines: Sequence[str]
    found: FoundDirectives


def place_directives(
    statements: Sequence[Statement],
    specs: Mapping[str, MarkedSpec],
    recognizers: Sequence[Recognizer],
) -> list[Statement]:
    """The statements of all specs with their directives, in the order of the specs.

    Raises:
        AgentgenError: for a directive that means nothing, and for an `ignore` that no statement
            follows.
    """
    placed: list[Statement] = []
    seen: Counter[str] = Counter()
    for path, spec in specs.items():
        mine = [s for s in statements if s.place.path == path]
        placed += _of_spec(mine, spec, recognizers, seen) if spec.found.written else mine
    return placed


def _of_spec(
    statements: Sequence[Statement],
    spec: MarkedSpec,
    recognizers: Sequence[Recognizer],
    seen: Counter[str],
) -> list[Statement]:
    inside = {n for first, last in spec.found.blocks for n in range(first, last + 1)}
    kept = [s for s in statements if s.place.line not in inside]
    index = _Index.of(kept, spec.lines)
    of_statement: dict[int, list[_Read]] = {}
    own: list[Statement] = []
    for written in spec.found.written:
        read = (written, read_directive(written.text, written.place, recognizers))
        targets = _targets(read, index)
        for target in targets:
            of_statement.setdefault(target, []).append(read)
        if not targets:
            own.append(_marked(_statement(written, index, seen), [read]))
    marked = [_marked(s, of_statement.get(number, [])) for number, s in enumerate(kept)]
    return sorted([*marked, *own], key=lambda s: (s.place.line, s.place.column))


@dataclass(frozen=True, slots=True)
class _Index:
    """Statements by the line they begin on.

    Attributes:
        starts: lines on which statements begin, sorted.
        filled: lines that are not blank, sorted.
        fences: last line of each code block by its first.
        paragraphs: for each line (from 1) the first one of its paragraph.
    """

    statements: Sequence[Statement]
    starts: Sequence[int]
    by_line: Mapping[int, Sequence[int]]
    filled: Sequence[int]
    fences: Mapping[int, int]
    paragraphs: Sequence[int]

    @classmethod
    def of(cls, statements: Sequence[Statement], lines: Sequence[str]) -> "_Index":
        by_line: dict[int, list[int]] = {}
        for index, statement in enumerate(statements):
            by_line.setdefault(statement.place.line, []).append(index)
        paragraphs = [0]
        for number, line in enumerate(lines, 1):
            goes_on = number > 1 and lines[number - 2].strip() and line.strip()
            paragraphs.append(paragraphs[-1] if goes_on else number)
        filled = [number for number, line in enumerate(lines, 1) if line.strip()]
        fences = {fence.first: fence.last for fence in find_fences(lines)}
        return cls(statements, sorted(by_line), by_line, filled, fences, paragraphs)

    def next_filled(self, line: int) -> int:
        """The first line after `line` that is not blank; 0 for none."""
        position = bisect_right(self.filled, line)
        return self.filled[position] if position < len(self.filled) else 0

    def of_line(self, line: int) -> list[int]:
        """Indexes of the statements that begin on a line, or in the code block it opens."""
        last = self.fences.get(line, line)
        return [index for n in range(line, last + 1) for index in self.by_line.get(n, ())]

    def last_until(self, line: int) -> int | None:
        """Index of the last statement that begins on the line or above it."""
        position = bisect_right(self.starts, line)
        return self.by_line[self.starts[position - 1]][-1] if position else None


def _targets(read: _Read, index: _Index) -> Sequence[int]:
    """Indexes of the statements that a directive speaks of; none when it is one itself."""
    written, directive = read
    line = written.place.line
    if not directive.ignores:
        near = index.last_until(line) if written.beside else None
        is_same = near is not None and index.statements[near].place.line >= index.paragraphs[line]
        return [near] if near is not None and is_same else []
    if not written.beside:
        line = index.next_filled(written.end)
    found = index.of_line(line)
    if not found:
        raise AgentgenError(
            "`ignore` stands before no statement",
            where=str(written.place),
            way_out="put it on the line before the statement, or behind it",
        )
    return found


def _statement(written: Written, index: _Index, seen: Counter[str]) -> Statement:
    above = index.last_until(written.place.line)
    section = () if above is None else index.statements[above].section
    name = statement_id(("directive",), written.text)
    seen[name] += 1
    number = f"-{seen[name]}" if seen[name] > 1 else ""
    return Statement(name + number, written.text, written.place, section, Modality.MUST)


def _marked(statement: Statement, read: Sequence[_Read]) -> Statement:
    """The statement bound by its directives, as strongly as they say."""
    if not read:
        return statement
    directives = [directive for _, directive in read]
    text = "\n".join(written.text for written, _ in read)
    if any(directive.ignores for directive in directives):
        modality = Modality.INFO
    elif all(directive.level is not Level.ERROR for directive in directives):
        modality = Modality.SHOULD
    else:
        modality = Modality.MUST
    return replace(statement, directive=text, modality=modality)
