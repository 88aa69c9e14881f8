"""`agentgen explain`: options and console output."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from agentgen.commands.explain import Explained, explain


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("explain")(explain_command)


def explain_command(
    operations: Annotated[
        list[str] | None,
        typer.Argument(metavar="OPERATION…", help="operationIds or paths; all without any."),
    ] = None,
    path: Annotated[Path, typer.Option(help="Generated repository.")] = Path(),
    openapi: Annotated[
        Path | None, typer.Option(help="A contract instead, before anything is generated.")
    ] = None,
    role: Annotated[
        list[str] | None, typer.Option(help="Role spec to read with --openapi: a name or a file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell which behaviour was inferred for operations, why, and how to change it."""
    found = explain(path, operations or (), openapi, tuple(role or ()))
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        _print(one, alone=bool(operations))


def _print(one: Explained, *, alone: bool) -> None:
    subject = f" {one.entity}" if one.entity else ""
    typer.echo(f"{one.method} {one.path} ({one.operation_id}): {one.behaviour}{subject}")
    typer.echo(f"  {one.reason}")
    for line in one.unclear:
        typer.echo(f"  {line}")
    if alone and one.override:
        typer.echo(f"  to write it by hand, in agentgen.yaml: {one.override}")
        typer.echo("  or in the contract, at the operation: x-agentgen-behaviour: stub")
