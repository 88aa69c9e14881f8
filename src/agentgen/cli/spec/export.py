"""`agentgen spec export` and `agentgen spec schema`: options."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from agentgen.spec.export.agents import Target


def export(
    to: Annotated[Target, typer.Option("--to", help="The reader.")],
    specs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|ROLE|DIR...]", help="Role specs; without, those of this directory."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Directory or file; else JSON is printed, and the rest goes to this directory.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that agentgen did not make.")
    ] = False,
) -> None:
    """Write role specs for another reader: JSON, or the files of a coding agent.

    Exit code 0: written. 2: not written, nothing was touched.
    """
    from agentgen.commands.spec.export import export as export_specs
    from agentgen.commands.spec.export import save

    made = export_specs(specs or ["."], to)
    if output is None and to is Target.JSON:
        sys.stdout.write("".join(made.files.values()))
        return
    for path in save(made, output or Path(), force=force):
        typer.echo(f"wrote {path}")
    for note in made.notes:
        typer.echo(f"note: {note}", err=True)


def schema() -> None:
    """Print the JSON Schema of what `export --to json` and `show --json` print."""
    from agentgen.commands.spec.json import schema_text

    sys.stdout.write(schema_text())
