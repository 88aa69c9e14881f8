"""`agentgen spec diff`: options and console output."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from agentgen.cli.spec.text import conflict_lines, one_line, rule_text, value_text
from agentgen.ir.policy import RuleSetting, Statement
from agentgen.report.printable import printable

if TYPE_CHECKING:
    from agentgen.spec.diff import DecisionChange, PolicyDiff, RuleChange

_MARKS = {"on": "+", "off": "-", "tightened": ">", "loosened": "<", "changed": "~"}
_TEXT = 70


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="File, role, directory or REV:PATH.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="File, role, directory or REV:PATH.")],
    as_json_text: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell what a change of the text changes in the policy.

    Exit code 0: the policy is the same. 1: it changed. 2: a spec could not be read.
    """
    from agentgen.commands.spec.diff import as_json, exit_code
    from agentgen.commands.spec.diff import diff as diff_specs

    found = diff_specs(old, new)
    if as_json_text:
        typer.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2, default=list))
    else:
        typer.echo("\n".join(_lines(found)))
    raise typer.Exit(exit_code(found))


def _lines(found: "PolicyDiff") -> Iterator[str]:
    if found.rules:
        yield "rules"
    for rule in found.rules:
        yield from _rule(rule)
    if found.decisions:
        yield "decisions"
    for decision in found.decisions:
        yield from _decision(decision)
    for conflict in found.appeared:
        yield "new " + conflict_lines(conflict)[0]
        yield from (f"  {line}" for line in conflict_lines(conflict)[1:])
    for conflict in found.gone:
        yield f"no more {conflict_lines(conflict)[0]}"
    yield from _statements(found)


def _rule(change: "RuleChange") -> Iterator[str]:
    mark = f"  {_MARKS[change.change]} "
    if change.old and change.new:
        yield f"{mark}{_setting(change.old)} → {_setting(change.new)}  {change.change}"
    elif setting := change.new or change.old:
        yield f"{mark}{_setting(setting)}  {change.change}"
    yield from _sources(change.old, change.new)


def _setting(setting: RuleSetting) -> str:
    params: Mapping[str, Any] = dict(setting.params)
    if setting.paths:
        params = {**params, "only": ",".join(setting.paths)}
    if setting.level != "error":
        params = {**params, "as": setting.level.value}
    return rule_text(setting.rule, params)


def _decision(change: "DecisionChange") -> Iterator[str]:
    one = change.new or change.old
    key = one.key if one else ""
    values = " → ".join(value_text(d.value) for d in (change.old, change.new) if d)
    yield f"  {_MARKS[change.change]} {key} = {values}  {change.change}"
    yield from _sources(change.old, change.new)


def _sources(old: Any, new: Any) -> Iterator[str]:
    for label, one in (("was", old), ("now", new)):
        if one:
            yield printable(f"      {label} {one.place} «{one_line(one.text, _TEXT)}»")


def _statements(found: "PolicyDiff") -> Iterator[str]:
    telling = [r for r in found.reworded if r.lost or r.gained]
    if telling:
        yield "statements"
    for one in telling:
        verb = "lost its check" if one.lost else "is kept now"
        yield printable(f"  {one.new.place} {verb}: {one.old.status} → {one.new.status}")
        yield f"      was «{one_line(one.old.text, _TEXT)}»"
        yield f"      now «{one_line(one.new.text, _TEXT)}»"
    yield from _counts(found)


def _counts(found: "PolicyDiff") -> Iterator[str]:
    same = sum(one.same for one in found.reworded)
    counts = (
        (same, "reworded without effect"),
        (len(found.added), f"added ({_kept(found.added)} of them kept)"),
        (len(found.removed), f"removed ({_kept(found.removed)} of them were kept)"),
    )
    told = ", ".join(f"{count} {what}" for count, what in counts if count)
    if not found.changes_policy:
        yield f"the policy is the same{'; statements: ' + told if told else ''}"
    elif told:
        yield f"statements: {told}"


def _kept(statements: tuple[Statement, ...]) -> int:
    return sum(bool(s.rules or s.decisions) for s in statements)
