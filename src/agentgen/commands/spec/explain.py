"""`agentgen spec explain`: everything about one statement."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agentgen.commands.recognizers import all_recognizers
from agentgen.commands.spec.report import ExplainedStatement, SpecReport, explain_specs
from agentgen.errors import AgentgenError
from agentgen.ir.params import declared
from agentgen.ir.policy import Conflict, Decision, RuleSetting, Statement, Status
from agentgen.ir.recognition import Recognizer
from agentgen.spec.near import Near, near_kinds
from agentgen.spec.reasons import modality_reason

_CHECKED_BY = {
    Status.ENFORCED: "agentgen check",
    Status.HEURISTIC: "agentgen check",
    Status.MEASURED: "agentgen check --gates",
    Status.GENERATED: "agentgen new",
}
_LINE = re.compile(r"(?P<file>.+):(?P<line>\d{1,7})")


@dataclass(frozen=True, slots=True)
class RuleMeaning:
    """A rule or gate that recognised the statement.

    Attributes:
        title, help: what it demands, and the way out of a finding (rules only).
        meanings: what each parameter says.
        checked_by: the command that looks at it; empty when none does.
        in_force: the settings of the rule that the policy ended up with.
        holds: True when one of them comes from this statement.
    """

    rule: str
    title: str
    help: str
    params: Mapping[str, Any]
    meanings: Mapping[str, str]
    checked_by: str
    in_force: tuple[RuleSetting, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class DecisionMeaning:
    """A decision the statement takes, and the one the policy ended up with (None: open)."""

    key: str
    value: Any
    in_force: Decision | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to say about one statement; `near` has rules that know similar sentences."""

    statement: Statement
    reason: str
    rules: tuple[RuleMeaning, ...]
    decisions: tuple[DecisionMeaning, ...]
    conflicts: tuple[Conflict, ...]
    near: tuple[Near, ...]


def explain(
    target: str, names: Sequence[str] = (), recognizers: Sequence[Recognizer] | None = None
) -> tuple[Explanation, ...]:
    """Explain the statement with an id, or those of a line (`FILE:LINE`).

    Args:
        names: specs to compile; without, the file of `FILE:LINE`, else those of this directory.

    Raises:
        AgentgenError: when there is no such statement, naming the nearest; and as for
            `explain_specs`.
    """
    known = all_recognizers() if recognizers is None else recognizers
    line = _LINE.fullmatch(target)
    report = explain_specs(names or [line["file"] if line else "."], known)
    found = _at(report, line["file"], int(line["line"])) if line else _with_id(report, target)
    return tuple(_explanation(one, report, known) for one in found)


def _with_id(report: SpecReport, name: str) -> list[ExplainedStatement]:
    found = [one for one in report.statements if one.statement.id == name]
    if not found:
        ids = {one.statement.id: one.statement for one in report.statements}
        near = difflib.get_close_matches(name, ids, n=3, cutoff=0.4)
        shown = ", ".join(f"{i} ({ids[i].place})" for i in near)
        raise AgentgenError(
            f"there is no statement {name!r}",
            where=", ".join(report.policy.specs),
            way_out=f"the nearest are {shown}" if near else "give FILE:LINE, or an id of --json",
        )
    return found


def _at(report: SpecReport, file: str, line: int) -> list[ExplainedStatement]:
    path = _path_of(report, file)
    mine = [one for one in report.statements if one.statement.place.path == path]
    found = [one for one in mine if _covers(one.statement, line)]
    if not found:
        lines = sorted({one.statement.place.line for one in mine}, key=lambda n: abs(n - line))[:3]
        near = ", ".join(f"{file}:{number}" for number in sorted(lines))
        raise AgentgenError(
            "there is no statement on this line",
            where=f"{file}:{line}",
            way_out=f"the nearest are {near}" if near else "the file makes no statement",
        )
    return found


def _path_of(report: SpecReport, file: str) -> str:
    """The spec that is meant: by its name, by the end of its path, or by the name of a role."""
    clean = file.removeprefix("./")
    for path in report.policy.specs:
        if path == clean or path.endswith(f"/{clean}") or path == f"{clean}.md":
            return path
    raise AgentgenError(
        "this file is none of the specs", where=file, way_out=", ".join(report.policy.specs)
    )


def _covers(statement: Statement, line: int) -> bool:
    first = statement.place.line
    return first <= line <= first + statement.text.count("\n")


def _explanation(
    one: ExplainedStatement, report: SpecReport, recognizers: Sequence[Recognizer]
) -> Explanation:
    statement = one.statement
    by_id = {recognizer.id: recognizer for recognizer in recognizers}
    silent = statement.status in (Status.UNSUPPORTED, Status.ADVISORY)
    return Explanation(
        statement=statement,
        reason=modality_reason(statement),
        rules=tuple(
            _rule(by_id[rule], params, statement, report) for rule, params in one.understood.rules
        ),
        decisions=tuple(
            DecisionMeaning(key, value, report.policy.decisions.get(key))
            for key, value in one.understood.decisions
        ),
        conflicts=tuple(_conflicts(statement, report)),
        near=near_kinds(statement.text, recognizers) if silent else (),
    )


def _rule(
    recognizer: Recognizer, params: Mapping[str, Any], statement: Statement, report: SpecReport
) -> RuleMeaning:
    in_force = tuple(s for s in report.policy.rules if s.rule == recognizer.id)
    known = declared(recognizer) or {}
    return RuleMeaning(
        rule=recognizer.id,
        title=getattr(recognizer, "title", ""),
        help=getattr(recognizer, "help", ""),
        params=params,
        meanings={name: known[name].meaning for name in params if name in known},
        checked_by=_CHECKED_BY.get(recognizer.status, ""),
        in_force=in_force,
        holds=any(_comes_from(s, statement, params) for s in in_force),
    )


def _comes_from(setting: RuleSetting, statement: Statement, params: Mapping[str, Any]) -> bool:
    same = (setting.place, setting.text) == (statement.place, statement.text)
    return same or dict(setting.params) == dict(params)


def _conflicts(statement: Statement, report: SpecReport) -> Iterator[Conflict]:
    here = (statement.place, statement.text)
    for conflict in report.policy.conflicts:
        if any((side.place, side.text) == here for side in conflict.sides):
            yield conflict
