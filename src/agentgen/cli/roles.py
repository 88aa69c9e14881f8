"""`agentgen roles`: options and console output."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from agentgen.commands.roles import list_roles


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("roles")(roles)


def roles(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the built-in role specs."""
    found = list_roles()
    if as_json:
        typer.echo(json.dumps([asdict(role) for role in found], ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
    for role in found:
        figures = f"{role.enforced} of {role.statements} statements enforced"
        console.print(Text.assemble((f"{role.name:<20}", "bold"), f"{role.title} ({figures})"))
        console.print(Text(f"{'':<20}{role.summary}"))
