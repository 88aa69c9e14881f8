"""`agentgen spec`: options and console output."""

import json
from typing import Annotated, Any

import typer

from agentgen.commands.spec import ExplainedStatement, SpecReport, as_json, explain_specs
from agentgen.ir.policy import Conflict, Status

_STYLES = {
    Status.ENFORCED: "green",
    Status.MEASURED: "green",
    Status.HEURISTIC: "cyan",
    Status.GENERATED: "blue",
    Status.PROCESS: "magenta",
    Status.ADVISORY: "dim",
    Status.UNSUPPORTED: "yellow",
}
_LINES = ("line", "modality", "status", "statement")


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("spec")(spec)


def spec(
    specs: Annotated[
        list[str], typer.Argument(metavar="FILE|ROLE...", help="Role specs, weightiest first.")
    ],
    as_json_text: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print role specs with what each statement was understood to say."""
    report = explain_specs(specs)
    if as_json_text:
        typer.echo(json.dumps(as_json(report), ensure_ascii=False, indent=2, default=list))
    else:
        _print(report)
    raise typer.Exit(report.exit_code)


def _print(report: SpecReport) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
    path = ""
    section: tuple[str, ...] = ()
    for one in report.statements:
        statement = one.statement
        if statement.place.path != path:
            path, section = statement.place.path, ()
            console.print(Text(path, style="bold"))
            console.print(Text(_columns(*_LINES), style="dim"))
        if statement.section != section:
            section = statement.section
            console.print(Text("\n" + printable(" > ".join(section)), style="bold"))
        style = _STYLES[statement.status]
        line = _columns(
            str(statement.place.line), statement.modality, statement.status, _one_line(one)
        )
        console.print(Text(line, style=style))
        for meaning in _meanings(one):
            console.print(Text(_columns("", "", "", "-> " + meaning)))
    for line in _closing(report):
        console.print(Text(printable(line)))


def _columns(line: str, modality: str, status: str, text: str) -> str:
    return f"{line:>5}  {modality:<8}  {status:<11}  {text}".rstrip()


def _one_line(one: ExplainedStatement) -> str:
    lines = one.statement.text.strip().split("\n")
    more = f" … ({len(lines)} lines)" if len(lines) > 1 else ""
    return printable(lines[0]) + more


def _meanings(one: ExplainedStatement) -> list[str]:
    rules = [
        f"{rule}({', '.join(f'{key}={_value(value)}' for key, value in params.items())})"
        for rule, params in one.understood.rules
    ]
    return rules + [f"{key} = {_value(value)}" for key, value in one.understood.decisions]


def _closing(report: SpecReport) -> list[str]:
    total = sum(report.totals.values())
    parts = [f"{count} {status.value}" for status, count in report.totals.items() if count]
    lines = ["", f"{total} statements: " + ", ".join(parts)]
    decisions = report.policy.decisions
    if decisions:
        lines.append(
            "decisions: " + ", ".join(f"{k} = {_value(d.value)}" for k, d in decisions.items())
        )
    if report.policy.diagnostics:
        lines.append(f"notes: {len(report.policy.diagnostics)} lines had to be repaired")
        lines += [f"  {note.place}: {note.message}" for note in report.policy.diagnostics[:5]]
    for conflict in report.policy.conflicts:
        lines += _conflict(conflict)
    if not report.effective:
        lines.append("nothing in these specs can be enforced, measured or generated")
    return lines


def _conflict(conflict: Conflict) -> list[str]:
    state = "open" if conflict.winner is None else f"{_value(conflict.winner)} is taken"
    sides = [f"  {side.place}: {_value(side.value)}" for side in conflict.sides]
    return [f"conflict over {conflict.topic}: {state}", *sides, f"  {conflict.help}"]


def _value(value: Any) -> str:
    if isinstance(value, str):
        return printable(value)
    return printable(json.dumps(value, ensure_ascii=False, default=list))


def printable(text: str) -> str:
    """Text that can't steer a terminal: control characters become spaces, line breaks stay."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)
