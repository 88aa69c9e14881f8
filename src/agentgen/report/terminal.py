"""The report for people: findings by the spec line that demands them, a summary, the trend."""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text

from agentgen.diagnostics import Diagnostic, Level
from agentgen.ir.baseline import BaselineUse
from agentgen.ir.report import Outcome, Report, Verdict
from agentgen.report.fixes import fix_lines, fixed_line
from agentgen.report.printable import printable
from agentgen.report.summary_table import summary_lines
from agentgen.report.trend import accepted_rows, trend_line

SHOWN = 50
"""Findings printed for one rule; the other formats hold all of them."""


def render_terminal(report: Report, *, colour: bool = False) -> str:
    """Return the report as text; without colour it is the same on every machine."""
    out = StringIO()
    console = Console(
        file=out,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        soft_wrap=True,
        highlight=False,
        width=10_000,
        legacy_windows=False,
    )
    for told in fix_lines(report.fixes):
        console.print(Text(printable(told), style="green"))
    if report.fixes:
        console.print(Text(f"{fixed_line(report.fixes)}\n", style="bold"))
    for group in _by_spec_line(report.outcomes):
        _group(console, group)
    for line in summary_lines(report):
        console.print(line)
    console.print()
    if report.baseline is not None:
        for line in _accepted(report.baseline):
            console.print(line)
        console.print()
    _figures(console, report)
    for note in report.notes:
        console.print(Text(printable(f"note: {note}"), style="dim"))
    console.print(_last_line(report))
    return out.getvalue()


def _by_spec_line(outcomes: Iterable[Outcome]) -> list[list[Outcome]]:
    """Outcomes with findings, those of one spec line together, where its first one stands."""
    groups: dict[object, list[Outcome]] = {}
    for number, outcome in enumerate(outcomes):
        if outcome.findings:
            key = (outcome.spec, outcome.spec_text) if outcome.spec else number
            groups.setdefault(key, []).append(outcome)
    return list(groups.values())


def _group(console: Console, group: Sequence[Outcome]) -> None:
    first = group[0]
    if first.spec is None:
        console.print(Text(first.title, style="bold"))
    else:
        title = Text(printable(str(first.spec)), style="bold cyan")
        title.append(f"  \u00ab{_short(first.spec_text)}\u00bb", style="bold")
        console.print(title)
    for outcome in group:
        console.print(Text(f"  {outcome.id}", style="bold"))
        _findings(console, outcome)
    console.print()


def _findings(console: Console, outcome: Outcome) -> None:
    for finding in outcome.findings[:SHOWN]:
        console.print(_line(finding))
    hidden = len(outcome.findings) - SHOWN
    if hidden > 0:
        console.print(Text(f"    \u2026 and {hidden} more (--format json shows all)", style="dim"))
    for way_out in dict.fromkeys(f.help for f in outcome.findings[:SHOWN] if f.help):
        console.print(Text(printable(f"    > {way_out}"), style="dim"))


def _line(finding: Diagnostic) -> Text:
    line = Text("    ")
    line.append(printable(str(finding.place)))
    line.append("  ")
    if finding.level is not Level.ERROR:
        line.append(f"{finding.level}: ", style="yellow")
    line.append(printable(finding.message))
    return line


def _accepted(use: BaselineUse) -> Iterator[Text]:
    yield Text(printable(trend_line(use)))
    rows = accepted_rows(use)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield Text(printable("  " + "  ".join(cells)).rstrip(), style="dim")


def _figures(console: Console, report: Report) -> None:
    measured = [o for o in report.outcomes if o.evidence and o.evidence.commands + _numbers(o)]
    for outcome in measured:
        evidence = outcome.evidence
        if evidence is None:
            continue
        figures = "; ".join(f"{name} {value}" for name, value in evidence.figures)
        console.print(Text(f"{outcome.id}: {figures or 'no figures'} ({evidence.seconds:.1f} s)"))
        for command in evidence.commands:
            console.print(Text(f"  $ {command}", style="dim"))
        if evidence.versions:
            told = (*evidence.versions, *filter(None, (evidence.at,)))
            console.print(Text(f"  {', '.join(told)}", style="dim"))
    if measured:
        console.print()


def _numbers(outcome: Outcome) -> tuple[str, ...]:
    return tuple(name for name, _ in outcome.evidence.figures) if outcome.evidence else ()


def _last_line(report: Report) -> Text:
    failed = report.count(Verdict.FAILED)
    unverified = report.count(Verdict.UNVERIFIED)
    counts = f"{report.count(Verdict.PASSED)} passed, {failed} failed, {unverified} unverified"
    for verdict in (Verdict.BASELINED, Verdict.ELSEWHERE):
        if report.count(verdict):
            counts += f", {report.count(verdict)} {verdict}"
    findings = len(report.findings)
    noun = "finding" if findings == 1 else "findings"
    files = f"{report.files:,} files"
    specs = ", ".join(report.specs)
    where = f" on changes since {printable(report.since)}" if report.since else ""
    specs = printable(specs)
    text = f"{counts}; {findings} {noun}{where} in {files} against {specs} ({report.seconds:.1f} s)"
    return Text(text, style="red" if failed else "green")


def _short(text: str, width: int = 100) -> str:
    line = printable(" ".join(text.split()))
    return line if len(line) <= width else line[: width - 1] + "\u2026"
