"""The report on specs as JSON, as `policy.schema.json` beside this module describes it."""

import json
from pathlib import Path
from typing import Any

from agentgen.commands.recognizers import all_recognizers
from agentgen.commands.spec.report import ExplainedStatement, SpecReport
from agentgen.ir.params import declared
from agentgen.ir.policy import Conflict, RuleSetting

SCHEMA = "urn:agentgen:policy:1"


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of the report."""
    return (Path(__file__).parent / "policy.schema.json").read_text("utf-8")


def report_text(report: SpecReport) -> str:
    """The report as a JSON document."""
    return json.dumps(as_json(report), ensure_ascii=False, indent=2, default=list) + "\n"


def as_json(report: SpecReport) -> dict[str, Any]:
    """The report as JSON values; every name is part of the public interface."""
    return {
        "schema": SCHEMA,
        "specs": list(report.policy.specs),
        "statements": [_statement(one) for one in report.statements],
        "rules": [as_setting(setting) for setting in report.policy.rules],
        "decisions": {
            key: {"value": decision.value, "from": str(decision.place), "text": decision.text}
            for key, decision in report.policy.decisions.items()
        },
        "conflicts": [_conflict(conflict) for conflict in report.policy.conflicts],
        "notes": [f"{note.place}: {note.message}" for note in report.policy.diagnostics],
        "parameters": _parameters({setting.rule for setting in report.policy.rules}),
        "totals": {status.value: count for status, count in report.totals.items()},
        "effective": report.effective,
    }


def as_setting(setting: RuleSetting) -> dict[str, Any]:
    """A rule that is switched on, as JSON values."""
    return {
        "rule": setting.rule,
        "params": dict(setting.params),
        "paths": list(setting.paths),
        "level": setting.level.value,
        "from": str(setting.place),
        "text": setting.text,
    }


def _statement(one: ExplainedStatement) -> dict[str, Any]:
    statement = one.statement
    return {
        "id": statement.id,
        "path": statement.place.path,
        "line": statement.place.line,
        "column": statement.place.column,
        "section": list(statement.section),
        "text": statement.text,
        "modality": statement.modality.value,
        "status": statement.status.value,
        "rules": [{"rule": rule, "params": dict(params)} for rule, params in one.understood.rules],
        "decisions": dict(one.understood.decisions),
        "directive": statement.directive,
    }


def _parameters(rules: set[str]) -> dict[str, Any]:
    """The declarations of the rules' parameters, by rule and name."""
    return {
        recognizer.id: {
            name: {
                "kind": param.kind.value,
                "meaning": param.meaning,
                "unit": param.unit,
                "values": param.values,
                "required": param.required,
            }
            for name, param in (declared(recognizer) or {}).items()
        }
        for recognizer in all_recognizers()
        if recognizer.id in rules
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "topic": conflict.topic,
        "winner": conflict.winner,
        "sides": [
            {"value": side.value, "from": str(side.place), "text": side.text}
            for side in conflict.sides
        ],
        "help": conflict.help,
    }
