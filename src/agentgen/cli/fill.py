"""`agentgen fill`: its options, and what it asks people."""

import json
import sys
from decimal import Decimal
from pathlib import Path

import typer

from agentgen.cli import fill_options as given
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
    path: given.Repository = Path(),
    stub: given.Stubs = None,
    limit: given.Limit = None,
    model: given.Models = None,
    python: given.Interpreter = None,
    attempts: given.Attempts = 3,
    jobs: given.Jobs = 1,
    max_tokens: given.PromptTokens = 24_000,
    max_requests: given.Requests = None,
    max_total_tokens: given.Tokens = None,
    max_cost: given.Cost = None,
    max_minutes: given.Minutes = None,
    seconds: given.CheckSeconds = 120,
    request_seconds: given.RequestSeconds = 300,
    commit: given.Commit = True,
    branch: given.Branch = "",
    review: given.Review = False,
    network: given.Network = False,
    cache: given.Cached = True,
    show_prompt: given.ShowPrompt = False,
    dry_run: given.DryRun = False,
    as_json: given.AsJson = False,
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
        _fill(request, review=review, as_json=as_json)


def _fill(request: FillRequest, *, review: bool, as_json: bool) -> None:
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
