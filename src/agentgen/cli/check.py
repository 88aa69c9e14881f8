"""Options of `agentgen check`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from agentgen.cli import check_baseline as baseline
from agentgen.cli.failure import failures_explained
from agentgen.errors import AgentgenError
from agentgen.report.formats import Format, render


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command("check")(check_command)


def check_command(
    path: Annotated[Path, typer.Argument(help="Repository to check.")] = Path(),
    spec: Annotated[
        list[str] | None,
        typer.Option("--spec", help="Spec file or role name; default: those of the repository."),
    ] = None,
    gates: Annotated[
        bool, typer.Option("--gates/--no-gates", help="Also measure all gates (runs the tools).")
    ] = False,
    gate: Annotated[
        list[str] | None, typer.Option("--gate", help="Measure this gate; may be repeated.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How to report.")] = Format.TERMINAL,
    as_json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the report to a file.")
    ] = None,
    baseline_file: baseline.File = None,
    no_baseline: baseline.Off = False,
    update_baseline: baseline.Update = False,
    accept: baseline.Accept = False,
    reason: baseline.Reason = "",
    owner: baseline.Owner = "",
    expires: baseline.Expires = "",
) -> None:
    """Audit a repository against what its role specs demand.

    Exit code 0: clean. 1: findings, or a gate without evidence. 2: the check could not run.
    """
    from agentgen.commands.check import CheckRequest, check, exit_code

    with failures_explained():
        names = None if gates and not gate else tuple(gate or ())
        accepted = baseline.baseline_request(
            baseline_file, no_baseline, update_baseline, accept, reason, owner, expires
        )
        request = CheckRequest(path, tuple(spec or ()), names, baseline=accepted)
        report = check(request)
        chosen = Format.JSON if as_json else form
        text = render(report, chosen, colour=output is None and colour_wanted())
        write_report(text, output)
    raise typer.Exit(exit_code(report))


def colour_wanted() -> bool:
    """True when standard output is a terminal that shows colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def write_report(text: str, output: Path | None) -> None:
    """Write a report to a file, or to standard output.

    Raises:
        AgentgenError: when the file can't be written.
    """
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise AgentgenError(
            "the report cannot be written", where=str(output), why=problem.strerror or ""
        ) from problem
