"""`agentgen fill` and `agentgen todo`: options and console output."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from agentgen.cli.failure import failures_explained
from agentgen.commands.fill import Filled, FillReport, FillRequest, fill, prompts
from agentgen.commands.fill_inputs import read_todo
from agentgen.errors import ExitCode
from agentgen.fill.model import Stub
from agentgen.fill.stubs import Todo


def register(app: typer.Typer) -> None:
    """Add the commands to an application."""
    app.command("fill")(fill_command)
    app.command("todo")(todo_command)


def todo_command(
    path: Annotated[Path, typer.Argument(help="Repository to look at.")] = Path(),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the stubs that are still to be written."""
    with failures_explained():
        todo = read_todo(path)
    if as_json:
        typer.echo(json.dumps(_todo_json(todo), ensure_ascii=False, indent=2))
        return
    for stub in todo.stubs:
        test = stub.test.node if stub.test else "no acceptance test"
        typer.echo(_printable(f"{stub.label}: {stub.path}:{stub.line} {stub.qualname}\n  {test}"))
    for note in todo.diagnostics:
        typer.echo(_printable(f"{note.level}: {note.place}: {note.message}"), err=True)
    count = len(todo.stubs)
    typer.echo("nothing is left to be written" if not count else f"{count} to be written")


def fill_command(
    path: Annotated[Path, typer.Argument(help="Repository with stubs.")] = Path(),
    stub: Annotated[
        list[str] | None,
        typer.Option("--stub", help="Operation or function to fill; may be repeated."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Fill at most so many stubs.")] = None,
    model: Annotated[str, typer.Option(help="Model; also AGENTGEN_MODEL or agentgen.yaml.")] = "",
    python: Annotated[
        Path | None, typer.Option(help="Interpreter when the repository has no .venv.")
    ] = None,
    attempts: Annotated[int, typer.Option(min=1, help="Attempts for each stub.")] = 3,
    max_tokens: Annotated[int, typer.Option(min=1, help="Size of a prompt.")] = 24_000,
    max_requests: Annotated[int | None, typer.Option(min=0, help="Requests in all.")] = None,
    max_total_tokens: Annotated[int | None, typer.Option(min=0, help="Tokens in all.")] = None,
    seconds: Annotated[float, typer.Option(min=1, help="Limit of each check, in seconds.")] = 120,
    commit: Annotated[
        bool, typer.Option("--commit/--no-commit", help="One git commit for each stub.")
    ] = True,
    show_prompt: Annotated[
        bool, typer.Option("--show-prompt", help="Print what would be sent, and stop.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List what would be asked, and stop.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Have a language model write the stubs; only verified code reaches the repository.

    Exit code 0: all stubs asked for are filled. 1: some are not. 2: fill could not run.
    The endpoint is OPENAI_BASE_URL with the key in OPENAI_API_KEY.
    """
    request = FillRequest(
        root=path, stubs=tuple(stub or ()), limit=limit, model=model, python=python,
        attempts=attempts, max_tokens=max_tokens, max_requests=max_requests,
        max_total_tokens=max_total_tokens, commit=commit, seconds=seconds,
    )  # fmt: skip
    with failures_explained():
        if show_prompt or dry_run:
            _show(request, whole=show_prompt, as_json=as_json)
            raise typer.Exit(ExitCode.OK)
        report = fill(request, _progress)
    if as_json:
        typer.echo(json.dumps(_report_json(report), ensure_ascii=False, indent=2))
    else:
        _print(report)
    raise typer.Exit(report.exit_code)


def _progress(line: str) -> None:
    sys.stderr.write(_printable(line) + "\n")


def _show(request: FillRequest, *, whole: bool, as_json: bool) -> None:
    found = prompts(request)
    if as_json:
        values = [
            {
                **_stub_json(stub),
                "tokens": prompt.tokens,
                "left_out": list(prompt.left_out),
                **({"messages": [[m.role, m.content] for m in prompt.messages]} if whole else {}),
            }
            for stub, prompt in found
        ]
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2))
    elif whole:
        for stub, prompt in found:
            for message in prompt.messages:
                typer.echo(_printable(f"--- {stub.label}: {message.role}\n{message.content}"))
    else:
        rows = [(s.label, str(p.tokens), ", ".join(p.left_out) or "nothing") for s, p in found]
        _table(("stub", "tokens, about", "left out of the prompt"), rows)


def _print(report: FillReport) -> None:
    if not report.filled:
        typer.echo("nothing is left to be written")
        return
    rows = [_row(one) for one in report.filled]
    _table(("stub", "outcome", "attempts", "tokens", "commit", "detail"), rows)
    done = sum(one.ok for one in report.filled)
    typer.echo(
        f"{done} of {len(report.filled)} filled; {report.requests} requests,"
        f" {report.tokens} tokens; sandbox: {report.sandbox}"
    )


def _row(one: Filled) -> tuple[str, ...]:
    result = one.result
    detail = result.reason.replace("\n", " ")[:160]
    if one.ok and result.verification:
        detail = ", ".join(f"{s.name} {s.result}" for s in result.verification.steps)
    outcome = "filled" if one.ok else "failed"
    figures = (str(result.attempts), str(result.tokens))
    return (result.stub.label, outcome, *figures, one.commit or "-", detail)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    if not rows:
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in head:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_printable(cell)) for cell in row))
    Console(highlight=False, markup=False, emoji=False).print(table)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _todo_json(todo: Todo) -> dict[str, Any]:
    return {
        "stubs": [_stub_json(stub) for stub in todo.stubs],
        "notes": [f"{note.place}: {note.message}" for note in todo.diagnostics],
    }


def _stub_json(stub: Stub) -> dict[str, Any]:
    return {
        "operation": stub.operation,
        "parameter": stub.parameter or None,
        "path": stub.path,
        "line": stub.line,
        "function": stub.qualname,
        "test": stub.test.node if stub.test else None,
    }


def _report_json(report: FillReport) -> dict[str, Any]:
    return {
        "model": report.model,
        "requests": report.requests,
        "tokens": report.tokens,
        "sandbox": report.sandbox,
        "stubs": [
            {
                **_stub_json(one.result.stub),
                "filled": one.ok,
                "attempts": one.result.attempts,
                "tokens": one.result.tokens,
                "commit": one.commit or None,
                "reason": one.result.reason or None,
                "steps": [
                    {"name": s.name, "result": s.result.value, "detail": s.detail}
                    for s in (one.result.verification.steps if one.result.verification else ())
                ],
            }
            for one in report.filled
        ],
    }
