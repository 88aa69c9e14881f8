"""`agentgen spec explain`: options and console output."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from agentgen.cli.spec.text import conflict_lines, rule_text, value_text
from agentgen.ir.policy import Modality, Status
from agentgen.report.printable import printable

if TYPE_CHECKING:
    from agentgen.commands.spec.explain import DecisionMeaning, Explanation, RuleMeaning

_SILENT = {
    Status.PROCESS: "it is about how people work together, which code can't show",
    Status.UNSUPPORTED: "no rule, gate or decision recognises these words",
}


def explain(
    target: Annotated[str, typer.Argument(metavar="ID|FILE:LINE", help="The statement.")],
    specs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|ROLE|DIR...]",
            help="Role specs; without, the file named, else those of this directory.",
        ),
    ] = None,
    as_json_text: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell everything about one statement: why it binds, what it means, what is done about it.

    Exit code 2: there is no such statement.
    """
    from agentgen.commands.spec.explain import explain as explain_statement

    found = explain_statement(target, specs or ())
    if as_json_text:
        values = [asdict(one) for one in found]
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2, default=str))
        return
    typer.echo("\n\n".join("\n".join(_lines(one)) for one in found))


def _lines(one: "Explanation") -> Iterator[str]:
    statement = one.statement
    yield printable(f"{statement.place}  {statement.id}")
    for line in statement.text.split("\n"):
        yield f"  │ {printable(line)}".rstrip()
    if statement.section:
        yield _row("section", printable(" > ".join(statement.section)))
    yield _row("modality", f"{statement.modality}: {printable(one.reason)}")
    yield _row("status", statement.status)
    if statement.directive:
        yield _row("directive", printable(statement.directive.replace("\n", "; ")))
    for rule in one.rules:
        yield from _rule(rule, statement.id)
    for decision in one.decisions:
        yield from _decision(decision)
    for conflict in one.conflicts:
        first, *rest = conflict_lines(conflict)
        yield _row("conflict", first.removeprefix("conflict "))
        yield from (_row("", line) for line in rest)
    if not one.rules and not one.decisions:
        yield from _silence(one)


def _row(label: str, text: str) -> str:
    return f"  {label:<9}  {text}".rstrip()


def _rule(rule: "RuleMeaning", name: str) -> Iterator[str]:
    yield _row("rule", rule_text(rule.rule, rule.params))
    for key, meaning in rule.meanings.items():
        yield _row("", f"  {key}: {meaning}")
    looks = f"`{rule.checked_by}` looks at it" if rule.checked_by else "nothing checks it yet"
    yield _row("", f"{rule.title}; {looks}")
    if rule.help:
        yield _row("", f"way out of a finding: {rule.help}")
    if not rule.holds:
        for setting in rule.in_force:
            shown = rule_text(setting.rule, setting.params)
            yield _row("", printable(f"in force instead: {shown}, from {setting.place}"))


def _decision(decision: "DecisionMeaning") -> Iterator[str]:
    yield _row("decision", f"{decision.key} = {value_text(decision.value)}")
    if decision.in_force is None:
        yield _row("", "not taken: the specs disagree, and `agentgen new` stops")
    elif decision.in_force.value == decision.value:
        yield _row("", "`agentgen new` builds it so; `decisions` in agentgen.yaml overrides it")
    else:
        taken = decision.in_force
        yield _row(
            "", printable(f"in force instead: {value_text(taken.value)}, from {taken.place}")
        )


def _silence(one: "Explanation") -> Iterator[str]:
    """Why nothing is done, and what would change that."""
    statement = one.statement
    if statement.modality is Modality.EXAMPLE:
        yield _row("why", "examples bind nobody")
        return
    if statement.modality is Modality.INFO:
        yield _row("why", "it only informs")
    else:
        yield _row("why", _SILENT.get(statement.status, _SILENT[Status.UNSUPPORTED]))
    for near in one.near:
        yield _row("near", printable(f"{near.id} knows «{' '.join(near.example.split())}»"))
    rule = one.near[0].id if one.near else "RULE"
    yield _row("certain", f"end the line with `<!-- agentgen: {rule} … -->` to mean a rule,")
    yield _row("", "or with `<!-- agentgen: ignore -->` to mean none")
