"""`agentgen new`: options and console output."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from agentgen.commands.new import NewReport, NewRequest, Progress, new
from agentgen.errors import AgentgenError

_NOTES_SHOWN = 10


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("new")(new_command)


def new_command(
    name: Annotated[str, typer.Argument(help="Name of the repository and its directory.")],
    role: Annotated[
        list[str] | None,
        typer.Option(help="Role spec: a built-in name (see `agentgen roles`) or a file."),
    ] = None,
    openapi: Annotated[
        Path | None, typer.Option(help="OpenAPI 3 or Swagger 2.0 document, YAML or JSON.")
    ] = None,
    features: Annotated[
        Path | None, typer.Option(help="Directory of Gherkin .feature files.")
    ] = None,
    system: Annotated[
        str, typer.Option(help="A built-in example instead, for instance pod-automator.")
    ] = "",
    into: Annotated[Path, typer.Option(help="Directory in which the repository is made.")] = Path(),
    decide: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Settle a decision, e.g. layout=services."),
    ] = None,
    refs_root: Annotated[
        Path | None,
        typer.Option(help="Directory that files the contract refers to may lie in."),
    ] = None,
    remote_refs: Annotated[
        bool, typer.Option("--remote-refs", help="Fetch what the contract refers to by URL.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a report as JSON.")] = False,
) -> None:
    """Make a repository from role specs, a contract and features."""
    request = NewRequest(
        name=name,
        into=into,
        roles=tuple(role or ()),
        openapi=openapi,
        features=features,
        system=system,
        decisions=parse_decisions(decide or []),
        refs_root=refs_root,
        remote_refs=remote_refs,
    )
    with progress_shown() as progress:
        report = new(request, progress)
    if as_json:
        typer.echo(json.dumps(_as_json(report), ensure_ascii=False, indent=2))
    else:
        _print(report)


def parse_decisions(given: list[str]) -> dict[str, Any]:
    """`key=value` pairs; values are YAML.

    Raises:
        AgentgenError: for anything else.
    """
    import yaml

    found: dict[str, Any] = {}
    for pair in given:
        key, equals, value = pair.partition("=")
        if not equals:
            raise AgentgenError(f"{pair!r} is no decision", way_out="write --set KEY=VALUE")
        try:
            found[key.strip()] = yaml.safe_load(value)
        except yaml.YAMLError as problem:
            raise AgentgenError(f"the value of {key!r} is no YAML", why=str(problem)) from None
    return found


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """Show the stage at work on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        yield lambda stage: status.update(stage)


def _as_json(report: NewReport) -> dict[str, Any]:
    return {
        "target": str(report.target),
        "files": report.files,
        "entities": list(report.entities),
        "behaviours": dict(report.behaviours),
        "stubs": list(report.stubs),
        "specs": list(report.specs),
        "notes": [note.message for note in report.notes],
    }


def _print(report: NewReport) -> None:
    total = sum(report.behaviours.values())
    done = total - report.behaviours.get("stub", 0)
    typer.echo(f"Made {report.target} ({report.files} files, first commit on main).")
    typer.echo(f"{done} of {total} operations work: {_counts(report)}.")
    for stub in report.stubs:
        typer.echo(f"  stub  {stub}")
    for note in report.notes[:_NOTES_SHOWN]:
        typer.echo(f"  note  {note.place.path}{note.message}")
    if len(report.notes) > _NOTES_SHOWN:
        typer.echo(f"  note  … and {len(report.notes) - _NOTES_SHOWN} more (--json shows all)")
    typer.echo(f"Next: cd {report.target} && make dev")


def _counts(report: NewReport) -> str:
    shown = {k: n for k, n in report.behaviours.items() if k != "stub"}
    return ", ".join(f"{n} {kind.replace('_', ' ')}" for kind, n in shown.items()) or "none"
