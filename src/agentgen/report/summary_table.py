"""The table at the end of the terminal's report: every rule and gate with its proof and verdict."""

from collections.abc import Iterator

from rich.text import Text

from agentgen.ir.report import Outcome, Report, Verdict
from agentgen.report.printable import printable

_COLOURS = {
    Verdict.PASSED: "green",
    Verdict.FAILED: "red",
    Verdict.UNVERIFIED: "yellow",
    Verdict.BASELINED: "blue",
    Verdict.ELSEWHERE: "magenta",
}


def summary_lines(report: Report) -> Iterator[Text]:
    """The head of the table, and a line for each outcome."""
    rows = [("SPEC LINE", "RULE", "EXAMINED", "VERDICT", "")]
    rows += [_row(o) for o in report.outcomes]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for number, row in enumerate(rows):
        cells = [cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)]
        line = Text("  ".join(cells) + "  ", style="dim" if not number else "")
        style = _COLOURS[report.outcomes[number - 1].verdict] if number else "dim"
        line.append(row[3], style=style)
        line.append(row[4])
        yield line


def _row(outcome: Outcome) -> tuple[str, str, str, str, str]:
    spec = printable(str(outcome.spec)) if outcome.spec else "-"
    return spec, outcome.id, outcome.proof or "-", outcome.verdict.value, _extra(outcome)


def _extra(outcome: Outcome) -> str:
    """Numbers of findings: those behind the verdict in brackets, then the others."""
    groups = {
        Verdict.FAILED: (outcome.findings, ""),
        None: (outcome.suppressed, "suppressed"),
        Verdict.BASELINED: (outcome.baselined, "baselined"),
        Verdict.ELSEWHERE: (outcome.elsewhere, "elsewhere"),
    }
    numbers = {key: len(findings) for key, (findings, _) in groups.items()}
    main = outcome.verdict if outcome.verdict in groups else Verdict.FAILED
    extra = f" ({numbers[main]})" if numbers[main] else ""
    for key, (_, what) in groups.items():
        if numbers[key] and key is not main:
            extra += f", {numbers[key]} {what or 'more'}"
    if outcome.reason and outcome.verdict is Verdict.UNVERIFIED:
        extra += f": {printable(outcome.reason)}"
    return extra
