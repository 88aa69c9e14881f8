"""`agentgen spec show`: options and console output."""

from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from agentgen.cli.spec.text import STYLES, conflict_lines, make_console, meanings, value_text
from agentgen.ir.policy import Status
from agentgen.report.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

    from agentgen.commands.spec.report import SpecReport
    from agentgen.commands.spec.show import ShownLine

_MARGIN = 20
"""Columns before the text: line number, gap, status, gap."""
_NARROWEST = 40


def show(
    specs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|ROLE|DIR...]",
            help="Role specs, weightiest first; without, those of this directory.",
        ),
    ] = None,
    status: Annotated[
        list[Status] | None,
        typer.Option("--status", help="Only statements with this status; may be repeated."),
    ] = None,
    as_json_text: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print role specs line by line, with what was understood in the margin.

    Exit code 0: specs that bind something. 1: an open conflict, or nothing that binds.
    """
    from agentgen.commands.spec.json import report_text
    from agentgen.commands.spec.report import explain_specs

    report = explain_specs(specs or ["."])
    if as_json_text:
        typer.echo(report_text(report), nl=False)
    else:
        _print(report, status or [])
    raise typer.Exit(report.exit_code)


def _print(report: "SpecReport", wanted: list[Status]) -> None:
    from agentgen.commands.spec.show import shown_lines

    console = make_console()
    for path in report.policy.specs:
        console.print(printable(path), style="bold")
        for line in shown_lines(report, path, wanted):
            _print_line(console, line)
        console.print()
    for text in _closing(report):
        console.print(text)


def _print_line(console: "Console", line: "ShownLine") -> None:
    """The line itself; below it each statement that needs a word of its own."""
    label = line.status.value if line.status else ("mixed" if line.parts else "")
    style = STYLES[line.status] if line.status else ("" if line.parts or line.inside else "dim")
    _print_row(console, f"{line.number:>5}", label, line.text, style)
    for part in line.parts:
        statement = part.statement
        if line.status is None or not line.whole:
            text = " ".join(statement.text.split())
            _print_row(console, "", statement.status, f"  {text}", STYLES[statement.status])
        for meaning in meanings(part.understood):
            _print_row(console, "", "", f"    → {meaning}", "")


def _print_row(console: "Console", number: str, label: str, text: str, style: str) -> None:
    from rich.text import Text

    margin = f"{number:>5}  {label:<{_MARGIN - 9}}  "
    shown = printable(text)
    for row in _wrapped(console, shown) if console.is_terminal else [shown]:
        console.print(Text((margin + row).rstrip(), style=style))
        margin = " " * _MARGIN


def _wrapped(console: "Console", text: str) -> list[str]:
    """The text in rows that fit beside the margin, the following ones indented like the first."""
    width = max(console.width - _MARGIN, _NARROWEST)
    indent = " " * min(len(text) - len(text.lstrip()) + 2, 12)
    return wrap(
        text, width, subsequent_indent=indent, drop_whitespace=True, break_on_hyphens=False
    ) or [""]


def _closing(report: "SpecReport") -> list[str]:
    total = sum(report.totals.values())
    counts = ", ".join(f"{count} {status}" for status, count in report.totals.items() if count)
    lines = [f"{total} statements: {counts}"]
    binding, understood = len(report.binding), len(report.understood)
    if binding:
        share = round(100 * understood / binding)
        lines.append(f"{understood} of {binding} binding statements understood ({share} %)")
    for key, decision in report.policy.decisions.items():
        lines.append(f"decided: {key} = {value_text(decision.value)} ({decision.place})")
    notes = report.policy.diagnostics
    lines += [printable(f"note: {note.place}: {note.message}") for note in notes]
    for conflict in report.policy.conflicts:
        lines += conflict_lines(conflict)
    if not report.effective:
        lines.append("nothing in these specs can be enforced, measured or generated")
    return lines
