"""What `agentgen fill` and `agentgen todo` print: tables and JSON."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import typer

from agentgen.commands.fill_request import Filled, FillReport
from agentgen.commands.todo import Task
from agentgen.fill.context import Prompt
from agentgen.fill.model import Stub


def print_prompts(found: Sequence[tuple[Stub, Prompt]]) -> None:
    """Print prompts whole, as they would be sent."""
    for stub, prompt in found:
        for message in prompt.messages:
            typer.echo(printable(f"--- {stub.label}: {message.role}\n{message.content}"))


def print_sizes(found: Sequence[tuple[Stub, Prompt]]) -> None:
    """Print how large prompts are, and what they leave out."""
    rows = [
        (s.label, f"{'' if p.exact else 'about '}{p.tokens}", ", ".join(p.left_out) or "nothing")
        for s, p in found
    ]
    _table(("stub", "tokens", "left out of the prompt"), rows)


def print_report(report: FillReport) -> None:
    """Print a row for each stub, and the sums."""
    if not report.filled and report.failure is None:
        typer.echo("nothing is left to be written")
        return
    rows = [_row(one) for one in report.filled]
    _table(("stub", "outcome", "attempts", "tokens", "cost", "commit", "detail"), rows)
    done = sum(one.ok for one in report.filled)
    typer.echo(
        f"{done} of {len(report.filled)} filled; {report.requests} requests,"
        f" {report.tokens} tokens, cost {money(report.cost)}; sandbox: {report.sandbox}"
    )


def money(cost: Decimal | None) -> str:
    """A cost, or that it is not known."""
    return "unknown" if cost is None else f"{cost:.4f}"


def _row(one: Filled) -> tuple[str, ...]:
    result = one.result
    detail = result.reason.replace("\n", " ")[:160]
    if one.ok and result.verification:
        detail = ", ".join(f"{s.name} {s.result}" for s in result.verification.steps)
    outcome = "filled" if one.ok else "failed"
    figures = (str(result.attempts), str(result.tokens), money(result.cost))
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
        table.add_row(*(Text(printable(cell)) for cell in row))
    Console(highlight=False, markup=False, emoji=False).print(table)


def printable(text: str) -> str:
    """A text without characters that steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def task_json(task: Task) -> dict[str, Any]:
    """A task as JSON."""
    return {
        **stub_json(task.stub),
        "endpoint": task.endpoint or None,
        "scenarios": [{"place": place, "name": name} for place, name in task.scenarios],
        "spec": list(task.spec_lines),
        "after": list(task.after),
        "by_hand": task.by_hand,
    }


def prompt_json(stub: Stub, prompt: Prompt, *, whole: bool) -> dict[str, Any]:
    """A prompt's size, and its messages if `whole`, as JSON."""
    value = {
        **stub_json(stub),
        "tokens": prompt.tokens,
        "exact": prompt.exact,
        "left_out": list(prompt.left_out),
    }
    if whole:
        value["messages"] = [[m.role, m.content] for m in prompt.messages]
    return value


def stub_json(stub: Stub) -> dict[str, Any]:
    """A stub as JSON."""
    return {
        "operation": stub.operation,
        "parameter": stub.parameter or None,
        "path": stub.path,
        "line": stub.line,
        "function": stub.qualname,
        "test": stub.test.node if stub.test else None,
    }


def report_json(report: FillReport) -> dict[str, Any]:
    """A run as JSON."""
    return {
        "models": list(report.models),
        "requests": report.requests,
        "tokens": report.tokens,
        "cost": None if report.cost is None else str(report.cost),
        "sandbox": report.sandbox,
        "failure": str(report.failure) if report.failure else None,
        "stubs": [_filled_json(one) for one in report.filled],
    }


def _filled_json(one: Filled) -> dict[str, Any]:
    result = one.result
    steps = result.verification.steps if result.verification else ()
    return {
        **stub_json(result.stub),
        "filled": one.ok,
        "model": result.model or None,
        "attempts": result.attempts,
        "tokens": result.tokens,
        "cost": None if result.cost is None else str(result.cost),
        "commit": one.commit or None,
        "reason": result.reason or None,
        "steps": [{"name": s.name, "result": s.result.value, "detail": s.detail} for s in steps],
    }
