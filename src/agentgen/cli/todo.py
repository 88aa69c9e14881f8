"""`agentgen todo`: the stubs that are still to be written, in the order to write them."""

import json
from pathlib import Path
from typing import Annotated

import typer

from agentgen.cli.failure import failures_explained
from agentgen.cli.fill_output import printable, task_json
from agentgen.commands.todo import Task, list_tasks


def todo_command(
    path: Annotated[Path, typer.Argument(help="Repository to look at.")] = Path(),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the stubs that are still to be written, in the order to write them."""
    with failures_explained():
        tasks, notes = list_tasks(path)
    if as_json:
        value = {
            "stubs": [task_json(task) for task in tasks],
            "notes": [f"{note.place}: {note.message}" for note in notes],
        }
        typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    for task in tasks:
        typer.echo(printable("\n".join(_lines(task))))
    for note in notes:
        typer.echo(printable(f"{note.level}: {note.place}: {note.message}"), err=True)
    typer.echo(f"{len(tasks)} to be written" if tasks else "nothing is left to be written")


def _lines(task: Task) -> list[str]:
    stub = task.stub
    lines = [f"{stub.label}: {stub.path}:{stub.line} {stub.qualname}"]
    if task.endpoint:
        lines.append(f"  {task.endpoint}")
    if not stub.step:
        lines.append(f"  {stub.test.node}" if stub.test else "  no acceptance test")
    lines += [f"  scenario {place}: {name}" for place, name in task.scenarios]
    lines += [f"  spec {line}" for line in task.spec_lines]
    if stub.step:
        lines.append("  by hand: a step, whose scenarios are expected to fail until it is written")
    if task.after:
        lines.append(f"  after {', '.join(task.after)}")
    return lines
