"""`agentgen fill`: its options, and what it asks people."""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from agentgen.cli.failure import explain, failures_explained
from agentgen.cli.fill_live import shown
from agentgen.cli.fill_output import (
    print_prompts,
    print_report,
    print_sizes,
    printable,
    prompt_json,
    report_json,
)
from agentgen.cli.todo import todo_command
from agentgen.commands.fill import FillRequest, fill, prompts
from agentgen.errors import ExitCode
from agentgen.fill.model import Stub


def register(app: typer.Typer) -> None:
    """Add the commands to an application."""
    app.command("fill")(fill_command)
    app.command("todo")(todo_command)


def fill_command(
    path: Annotated[Path, typer.Argument(help="Repository with stubs.")] = Path(),
    stub: Annotated[
        list[str] | None,
        typer.Option("--stub", help="Operation or function to fill; may be repeated."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Fill at most so many stubs.")] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(
            help="Model; also AGENTGEN_MODEL or agentgen.yaml. Repeat it to name those to ask"
            " when the first does not succeed."
        ),
    ] = None,
    python: Annotated[
        Path | None, typer.Option(help="Interpreter when the repository has no .venv.")
    ] = None,
    attempts: Annotated[int, typer.Option(min=1, help="Attempts for each stub and model.")] = 3,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Stubs at the same time.")] = 1,
    max_tokens: Annotated[int, typer.Option(min=1, help="Size of a prompt.")] = 24_000,
    max_requests: Annotated[int | None, typer.Option(min=0, help="Requests in all.")] = None,
    max_total_tokens: Annotated[int | None, typer.Option(min=0, help="Tokens in all.")] = None,
    max_cost: Annotated[
        float | None, typer.Option(min=0, help="Money in all; needs prices in agentgen.yaml.")
    ] = None,
    max_minutes: Annotated[
        float | None, typer.Option(min=0, help="Minutes after which nothing more is asked.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=1, help="Limit of each check, in seconds.")] = 120,
    request_seconds: Annotated[
        float, typer.Option(min=1, help="Limit of each request, in seconds.")
    ] = 300,
    commit: Annotated[
        bool, typer.Option("--commit/--no-commit", help="One git commit for each stub.")
    ] = True,
    branch: Annotated[str, typer.Option(help="Make this branch, and commit on it.")] = "",
    review: Annotated[
        bool, typer.Option("--review", help="Show each verified patch, and ask.")
    ] = False,
    network: Annotated[
        bool, typer.Option("--allow-network", help="Let the code that is tried use the network.")
    ] = False,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Use answers given before again.")
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

    Exit code 0: all stubs asked for are filled. 1: some are not. 2: fill could not run, or not to
    its end. The endpoint is OPENAI_BASE_URL with the key in OPENAI_API_KEY.
    """
    request = FillRequest(
        root=path, stubs=tuple(stub or ()), limit=limit, models=tuple(model or ()), python=python,
        attempts=attempts, jobs=jobs, max_tokens=max_tokens, max_requests=max_requests,
        max_total_tokens=max_total_tokens, minutes=max_minutes, commit=commit, branch=branch,
        max_cost=None if max_cost is None else Decimal(str(max_cost)), seconds=seconds,
        request_seconds=request_seconds, network=network, cache=cache,
    )  # fmt: skip
    with failures_explained():
        if show_prompt or dry_run:
            _show(request, whole=show_prompt, as_json=as_json)
            raise typer.Exit(ExitCode.OK)
        with shown(live=not review) as watch:
            report = fill(request, watch, _ask if review else _agree)
    if as_json:
        typer.echo(json.dumps(report_json(report), ensure_ascii=False, indent=2))
    else:
        print_report(report)
    if report.failure:
        sys.stderr.write(explain(report.failure))
    raise typer.Exit(report.exit_code)


def _agree(stub: Stub, diff: str) -> bool:
    return True


def _ask(stub: Stub, diff: str) -> bool:
    typer.echo(printable(diff.expandtabs()), err=True)
    return typer.confirm(f"Take this for {printable(stub.label)}?", err=True)


def _show(request: FillRequest, *, whole: bool, as_json: bool) -> None:
    found = prompts(request)
    if as_json:
        values = [prompt_json(stub, prompt, whole=whole) for stub, prompt in found]
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2))
    elif whole:
        print_prompts(found)
    else:
        print_sizes(found)
