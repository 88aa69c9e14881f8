"""The report for people: findings under the spec line that demands them, then a summary."""

from io import StringIO

from rich.console import Console
from rich.text import Text

from agentgen.diagnostics import Diagnostic, Level
from agentgen.ir.report import Outcome, Report, Verdict
from agentgen.report.printable import printable

SHOWN = 50
"""Findings printed for one rule; the other formats hold all of them."""
_COLOURS = {Verdict.PASSED: "green", Verdict.FAILED: "red", Verdict.UNVERIFIED: "yellow"}


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
    for outcome in report.outcomes:
        if outcome.findings:
            _findings(console, outcome)
    _summary(console, report)
    _figures(console, report)
    for note in report.notes:
        console.print(Text(printable(f"note: {note}"), style="dim"))
    console.print(_last_line(report))
    return out.getvalue()


def _findings(console: Console, outcome: Outcome) -> None:
    title = Text(outcome.id, style="bold")
    if outcome.spec is not None:
        title.append(printable(f"  {outcome.spec}"), style="cyan")
        title.append(f"  \u00ab{_short(outcome.spec_text)}\u00bb", style="dim")
    console.print(title)
    for finding in outcome.findings[:SHOWN]:
        console.print(_line(finding))
    hidden = len(outcome.findings) - SHOWN
    if hidden > 0:
        console.print(Text(f"  \u2026 and {hidden} more (--format json shows all)", style="dim"))
    for way_out in dict.fromkeys(f.help for f in outcome.findings[:SHOWN] if f.help):
        console.print(Text(printable(f"  > {way_out}"), style="dim"))
    console.print()


def _line(finding: Diagnostic) -> Text:
    line = Text("  ")
    line.append(printable(str(finding.place)))
    line.append("  ")
    if finding.level is not Level.ERROR:
        line.append(f"{finding.level}: ", style="yellow")
    line.append(printable(finding.message))
    return line


def _summary(console: Console, report: Report) -> None:
    rows = [("RULE", "SPEC LINE", "EXAMINED", "VERDICT", "")]
    rows += [_row(o) for o in report.outcomes]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for number, row in enumerate(rows):
        cells = [cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)]
        line = Text("  ".join(cells) + "  ", style="dim" if not number else "")
        style = _COLOURS[report.outcomes[number - 1].verdict] if number else "dim"
        line.append(row[3], style=style)
        line.append(row[4])
        console.print(line)
    console.print()


def _row(outcome: Outcome) -> tuple[str, str, str, str, str]:
    examined = f"{outcome.examined:,} {outcome.what}" if outcome.what else "-"
    if outcome.evidence is not None:
        examined = outcome.evidence.examined or "-"
    extra = f" ({len(outcome.findings)})" if outcome.findings else ""
    if outcome.suppressed:
        extra += f", {len(outcome.suppressed)} suppressed"
    if outcome.reason and outcome.verdict is Verdict.UNVERIFIED:
        extra += f": {outcome.reason}"
    spec = str(outcome.spec) if outcome.spec else "-"
    return outcome.id, spec, examined, outcome.verdict.value, extra


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
            console.print(Text(f"  {', '.join(evidence.versions)}", style="dim"))
    if measured:
        console.print()


def _numbers(outcome: Outcome) -> tuple[str, ...]:
    return tuple(name for name, _ in outcome.evidence.figures) if outcome.evidence else ()


def _last_line(report: Report) -> Text:
    failed = report.count(Verdict.FAILED)
    unverified = report.count(Verdict.UNVERIFIED)
    counts = f"{report.count(Verdict.PASSED)} passed, {failed} failed, {unverified} unverified"
    findings = len(report.findings)
    noun = "finding" if findings == 1 else "findings"
    files = f"{report.files:,} files"
    specs = ", ".join(report.specs)
    text = f"{counts}; {findings} {noun} in {files} against {specs} ({report.seconds:.1f} s)"
    return Text(text, style="red" if failed else "green")


def _short(text: str, width: int = 100) -> str:
    line = printable(" ".join(text.split()))
    return line if len(line) <= width else line[: width - 1] + "\u2026"
