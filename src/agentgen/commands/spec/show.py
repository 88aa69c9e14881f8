"""`agentgen spec show`: the text of specs, each line with what was made of it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from agentgen.commands.spec.report import ExplainedStatement, SpecReport
from agentgen.ir.policy import Status


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a spec.

    Attributes:
        parts: the statements that begin on it.
        inside: True when it continues a statement that began above.
        whole: False when statements with other statuses were left out of `parts`.
    """

    number: int
    text: str
    parts: tuple[ExplainedStatement, ...]
    inside: bool
    whole: bool = True

    @property
    def status(self) -> Status | None:
        """What all its statements have in common; None when they differ, or there is none."""
        statuses = {part.statement.status for part in self.parts}
        return statuses.pop() if len(statuses) == 1 else None


def shown_lines(
    report: SpecReport, path: str, wanted: Collection[Status] = ()
) -> tuple[ShownLine, ...]:
    """The lines of one spec, none left out; with `wanted`, those that hold such statements."""
    mine = [one for one in report.statements if one.statement.place.path == path]
    lines = tuple(_lines(report.texts[path], mine))
    if not wanted:
        return lines
    return tuple(_narrowed(lines, wanted))


def _lines(texts: Sequence[str], statements: Sequence[ExplainedStatement]) -> Iterator[ShownLine]:
    starting: dict[int, list[ExplainedStatement]] = {}
    covered: set[int] = set()
    for one in statements:
        line = one.statement.place.line
        starting.setdefault(line, []).append(one)
        covered.update(range(line + 1, line + 1 + one.statement.text.count("\n")))
    for number, text in enumerate(texts, 1):
        yield ShownLine(number, text, tuple(starting.get(number, ())), number in covered)


def _narrowed(lines: Sequence[ShownLine], wanted: Collection[Status]) -> Iterator[ShownLine]:
    for line in lines:
        parts = tuple(part for part in line.parts if part.statement.status in wanted)
        if parts:
            yield replace(line, parts=parts, whole=len(parts) == len(line.parts))
