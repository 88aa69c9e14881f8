"""Options of `agentgen check`."""

from pathlib import Path
from typing import Annotated

import typer

from agentgen.cli import check_baseline as baseline
from agentgen.cli import check_output as output
from agentgen.cli.failure import failures_explained
from agentgen.report.formats import Format


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
    since: Annotated[
        str,
        typer.Option(
            metavar="REV", help="Count only findings on what changed since a git revision."
        ),
    ] = "",
    form: output.Formats = None,
    as_json: output.Json = False,
    files: output.Files = None,
    schema: output.Schema = False,
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

    if schema:
        output.print_schema()
        raise typer.Exit
    with failures_explained():
        names = None if gates and not gate else tuple(gate or ())
        accepted = baseline.baseline_request(
            baseline_file, no_baseline, update_baseline, accept, reason, owner, expires
        )
        baseline.require_whole(accepted, since)
        wanted = output.reports([*(form or []), *([Format.JSON] if as_json else [])], files or [])
        report = check(CheckRequest(path, tuple(spec or ()), names, baseline=accepted, since=since))
        output.write_reports(report, wanted)
    raise typer.Exit(exit_code(report))
