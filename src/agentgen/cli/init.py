"""`agentgen init`: options and console output."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from agentgen.cli.failure import failures_explained

if TYPE_CHECKING:
    from agentgen.commands.init import InitReport

_NEXT = (
    ("", "passes now"),
    ("--gates", "lint, types, tests and the rest as well"),
    ("--output report.html", "the specs, each line with what is found"),
    ("--update-baseline", "after mending something"),
)


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("init")(init_command)


def init_command(
    path: Annotated[Path, typer.Argument(help="Repository to set up.")] = Path(),
    spec: Annotated[
        list[str] | None,
        typer.Option("--spec", help="Spec file or role name; default: those of the repository."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write an agentgen.yaml that exists anew.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a report as JSON.")] = False,
) -> None:
    """Set up a repository that exists: recognise it, configure the check, accept what is there.

    Exit code 0: set up. 2: it could not be, and nothing was written.
    """
    from agentgen.commands.init import InitRequest, init

    with failures_explained():
        made = init(InitRequest(path, tuple(spec or ()), force))
    typer.echo(json.dumps(_as_json(made), indent=2) if as_json else "\n".join(_lines(made, path)))


def _lines(made: "InitReport", path: Path) -> Iterator[str]:
    from agentgen.commands.init_text import recognised
    from agentgen.ir.sheet import Standing
    from agentgen.report.printable import printable

    for sheet in made.report.sheets:
        total = len(sheet.statements)
        checked = total - sheet.count(Standing.NOT_CHECKABLE)
        yield printable(f"{sheet.path}: {checked} of {total} statements that bind can be checked")
    yield from (printable(f"{label}: {told}") for label, told in recognised(made.survey))
    yield from (printable(f"note: {note}") for note in made.notes)
    if made.accepted:
        yield f"{made.accepted} findings are there; the baseline accepts them, and new ones fail."
    else:
        yield "There is no finding."
    yield f"Wrote {' and '.join(made.written)}."
    yield "Next:"
    where = "" if path == Path() else printable(f" {path}")
    for options, what in _NEXT:
        if made.accepted or "baseline" not in options:
            yield f"  agentgen check{where} {options:<22}  # {what}".rstrip()
    yield f"  git add {' '.join(made.written)}"


def _as_json(made: "InitReport") -> dict[str, Any]:
    return {
        "specs": [{"path": spec.path, "binds": spec.home or "."} for spec in made.specs],
        "contracts": list(made.survey.contracts),
        "packages": dict(made.survey.packages),
        "layers": {layer.value: count for layer, count in made.survey.layers},
        "routes": made.survey.routes,
        "frameworks": list(made.survey.frameworks),
        "accepted": made.accepted,
        "written": list(made.written),
        "notes": list(made.notes),
    }
