"""`agentgen update`: options and console output."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from agentgen.errors import ExitCode


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("update")(update_command)


Root = Annotated[Path, typer.Argument(help="A repository that `agentgen new` made.")]
OpenApi = Annotated[
    Path | None, typer.Option(help="The new contract; default: the one in the repository.")
]
Roles = Annotated[
    list[str] | None,
    typer.Option(help="Role spec, name or file; those given replace the repository's."),
]
Features = Annotated[
    Path | None, typer.Option(help="Directory of features; it replaces the repository's.")
]
Decide = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Settle a decision.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Only list what would change; write nothing.")
]
Diff = Annotated[bool, typer.Option("--diff", help="Only show what would change, as a patch.")]
RefsRoot = Annotated[
    Path | None, typer.Option(help="Directory that files the contract refers to may lie in.")
]
RemoteRefs = Annotated[
    bool, typer.Option("--remote-refs", help="Fetch what the contract refers to by URL.")
]
Json = Annotated[bool, typer.Option("--json", help="Print a report as JSON.")]


def update_command(
    path: Root = Path(),
    openapi: OpenApi = None,
    role: Roles = None,
    features: Features = None,
    decide: Decide = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    refs_root: RefsRoot = None,
    remote_refs: RemoteRefs = False,
    as_json: Json = False,
) -> None:
    """Generate anew from a changed contract, specs or features, and merge that into your work.

    What people wrote stays. A changed schema gets a migration of its own; earlier ones stay as
    they are. Exit code 0: brought in, or up to date. 1: conflicts to settle. 2: could not run.
    """
    from agentgen.cli.new import parse_decisions, progress_shown
    from agentgen.commands.update import UpdateRequest, update

    request = UpdateRequest(
        root=path,
        openapi=openapi,
        roles=tuple(role or ()),
        features=features,
        decisions=parse_decisions(decide or []),
        trial=dry_run or diff,
        patch=diff,
        refs_root=refs_root,
        remote_refs=remote_refs,
    )
    with progress_shown() as progress:
        report = update(request, progress)
    if as_json:
        typer.echo(json.dumps(_as_json(report), ensure_ascii=False, indent=2))
    else:
        _print(report, trial=request.trial)
    if report.merged is not None and report.merged.conflicts:
        raise typer.Exit(ExitCode.FINDINGS)


def _as_json(report: Any) -> dict[str, Any]:
    merged = report.merged
    return {
        "up_to_date": merged is None,
        "commit": merged.commit if merged else "",
        "files": [{"change": kind, "path": path} for kind, path in merged.files] if merged else [],
        "conflicts": list(merged.conflicts) if merged else [],
        "migration": report.migration,
        "changes": list(report.changes),
        "notes": [note.message for note in report.notes],
    }


def _print(report: Any, *, trial: bool) -> None:
    merged = report.merged
    if merged is None:
        typer.echo("up to date")
        return
    if merged.diff:
        typer.echo(merged.diff)
        return
    typer.echo(_count(merged.files, trial=trial))
    if trial:
        for kind, path in merged.files:
            typer.echo(f"  {kind} {path}")
    if report.migration:
        typer.echo(f"Migration {report.migration}:")
        for sentence in report.changes:
            typer.echo(f"  {sentence}")
    if merged.conflicts:
        _print_conflicts(merged.conflicts, trial=trial)
    elif not trial:
        first = "read the migration, then " if report.migration else ""
        typer.echo(f"Next: {first}make migrate test (`git show -m --stat` tells what came)")


def _count(files: tuple[tuple[str, str], ...], *, trial: bool) -> str:
    kinds = (("A", "new"), ("M", "changed"), ("D", "removed"))
    counts = [(sum(k == kind for k, _ in files), word) for kind, word in kinds]
    told = ", ".join(f"{number} {word}" for number, word in counts if number) or "no file changes"
    return f"{'Would bring in' if trial else 'Brought in'}: {told}."


def _print_conflicts(conflicts: tuple[str, ...], *, trial: bool) -> None:
    would = "would conflict" if trial else "conflict"
    typer.echo(f"{len(conflicts)} files {would} with what people changed:")
    for path in conflicts:
        typer.echo(f"  {path}")
    if not trial:
        typer.echo("Settle them, `git add` them, `git commit`; or `git merge --abort`.")
