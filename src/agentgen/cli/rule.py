"""`agentgen rule`: options and console output."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

import typer

from agentgen.cli.failure import failures_explained
from agentgen.commands.rule import ToldExample, ToldRule, rules


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("rule")(rule_command)


def rule_command(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID…", help="Rules or gates to explain; without any, all listed."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell what a rule or gate looks at, which sentences switch it on, and its examples."""
    with failures_explained():
        told = rules(names or ())
    if as_json:
        rows = [asdict(one) for one in told]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=_as_json))
    elif names:
        typer.echo("\n\n".join("\n".join(_lines(one)) for one in told))
    else:
        for one in told:
            typer.echo(f"{one.id:<30}{one.status:<13}{one.title}")


def _as_json(value: Any) -> Any:
    return dict(value) if hasattr(value, "keys") else list(value)


def _lines(one: ToldRule) -> Iterable[str]:
    """The whole of what is told about one, line by line."""
    yield f"{one.id}: {one.title} ({one.kind}, {one.status})"
    if one.looks_at:
        yield f"  {one.looks_at}"
    if one.examined:
        yield f"  counted: {one.examined}"
    if one.after:
        yield f"  runs after: {', '.join(one.after)}"
    yield from _prose(one)
    yield from _params(one)
    if one.help:
        yield from ("", "a way out", f"  {one.help}", f"  or {one.suppression}")
    if one.mends:
        yield from ("", "mended by --fix", f"  {one.mends}")
    yield from _examples("found", one.invalid)
    yield from _examples("accepted", one.valid)


def _prose(one: ToldRule) -> Iterable[str]:
    yield from ("", "switched on by sentences such as")
    for sentence, params in one.prose:
        carried = f"  -> {_shown(params)}" if params else ""
        yield f"  «{_joined(sentence)}»{carried}"
    yield from ("", "not by", *(f"  «{_joined(sentence)}»" for sentence in one.not_prose))
    yield from ("", "or by the directive", f"  {one.directive}")


def _joined(sentence: str) -> str:
    """A sentence on one line; the heading that it stands below goes first."""
    return " / ".join(part.strip() for part in sentence.split("\n") if part.strip())


def _params(one: ToldRule) -> Iterable[str]:
    if one.params is None:
        yield from ("", "parameters: open")
    elif one.params:
        yield from ("", "parameters")
        for param in one.params:
            needed = ", required" if param.required else ""
            yield f"  {param.name}: {param.meaning}; {param.values}{needed}"


def _examples(title: str, examples: Iterable[ToldExample]) -> Iterable[str]:
    for example in examples:
        under = f" under {_shown(example.params)}" if example.params else ""
        yield from ("", f"{title}{under}")
        for path, text in example.files.items():
            yield f"  {path}"
            yield from (f"    {line}".rstrip() for line in text.splitlines())


def _shown(params: Any) -> str:
    return ", ".join(
        f"{k}={json.dumps(v, ensure_ascii=False, default=_as_json)}" for k, v in params.items()
    )
