"""The report as JSON, for scripts."""

import json
from dataclasses import asdict
from typing import Any

from agentgen.ir.report import Report, Verdict

SCHEMA = 1
"""Raised when a key is renamed or removed."""


def render_json(report: Report) -> str:
    """Return the whole report as a JSON document; keys are those of `agentgen.ir.report`."""
    data: dict[str, Any] = {"schema": SCHEMA, **asdict(report)}
    data["statements"] = dict(report.statements)
    data["summary"] = {
        **{v.value: report.count(v) for v in Verdict},
        "findings": len(report.findings),
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
