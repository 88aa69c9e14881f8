"""`agentgen spec lint`: options."""

from pathlib import Path
from typing import Annotated

import typer

from agentgen.cli.check_output import colour_wanted, write_report
from agentgen.report.formats import Format, render


def lint(
    specs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|ROLE|DIR...]", help="Role specs; without, those of this directory."
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How to report.")] = Format.TERMINAL,
    as_json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the report to a file.")
    ] = None,
) -> None:
    """Find what is wrong with role specs themselves: contradictions, vague lines, dead paths, ….

    Exit code 0: clean, or notes only. 1: warnings or errors. 2: the specs could not be read.
    """
    from agentgen.commands.spec.lint import exit_code
    from agentgen.commands.spec.lint import lint as lint_specs

    report = lint_specs(specs or ["."])
    chosen = Format.JSON if as_json else form
    write_report(render(report, chosen, colour=output is None and colour_wanted()), output)
    raise typer.Exit(exit_code(report))
