"""The report as JSON, for scripts, as `report.schema.json` beside this module describes it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from agentgen.ir.baseline import BaselineEntry, BaselineUse
from agentgen.ir.report import Report, Verdict
from agentgen.ir.sheet import Judged, Standing

SCHEMA = 1
"""Raised when a key is renamed or removed."""


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of the report."""
    return (Path(__file__).parent / "report.schema.json").read_text("utf-8")


def render_json(report: Report) -> str:
    """Return the whole report as a JSON document; keys are those of `agentgen.ir.report`."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "root": report.root,
        "version": report.version,
        "specs": report.specs,
        "outcomes": [{**asdict(o), "fails": o.fails} for o in report.outcomes],
        "statements": dict(report.statements),
        "lines": [_line(judged, report) for s in report.sheets for judged in s.statements],
        "files": report.files,
        "seconds": report.seconds,
        "notes": report.notes,
        "since": report.since,
        "fixes": [asdict(fix) for fix in report.fixes],
        "endpoints": asdict(report.endpoints) if report.endpoints else None,
        "baseline": _baseline(report.baseline),
        "summary": {
            **{v.value: report.count(v) for v in Verdict},
            "findings": len(report.findings),
            "lines": {s.value: sum(x.count(s) for x in report.sheets) for s in Standing},
        },
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _line(judged: Judged, report: Report) -> dict[str, Any]:
    statement = judged.statement
    return {
        "id": statement.id,
        "path": statement.place.path,
        "line": statement.place.line,
        "text": statement.text,
        "modality": statement.modality.value,
        "status": statement.status.value,
        "standing": judged.standing.value,
        "reason": report.reason(judged),
        "rules": list(dict.fromkeys(report.outcomes[n].id for n in judged.outcomes)),
    }


def _baseline(use: BaselineUse | None) -> dict[str, Any] | None:
    if use is None:
        return None
    return {
        "path": use.path,
        "accepted": use.accepted,
        "gone": use.gone,
        "expired": use.expired,
        "new": use.new,
        "unasked": use.unasked,
        "held": [_entry(entry, count) for entry, count in use.held],
    }


def _entry(entry: BaselineEntry, count: int) -> dict[str, Any]:
    return {
        "rule": entry.rule,
        "path": entry.path,
        "fingerprint": entry.fingerprint,
        "findings": count,
        "owner": entry.owner,
        "reason": entry.reason,
        "expires": entry.expires.isoformat() if entry.expires else None,
    }
