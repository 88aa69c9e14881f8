"""Reviewdog's diagnostics, which comment on the lines of a pull request.

Format: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

import json
from typing import Any

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.ir.report import Outcome, Report, Verdict

_SEVERITIES = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.NOTE: "INFO"}


def render_rdjson(report: Report) -> str:
    """Return one diagnostic a finding, and one for each gate without the evidence it needs."""
    diagnostics = [_finding(f) for f in report.findings]
    diagnostics += [
        _unverified(o, o.spec)
        for o in report.outcomes
        if o.fails and o.verdict is Verdict.UNVERIFIED and o.spec
    ]
    source = {"name": "agentgen"}
    data = {"source": source, "severity": "ERROR", "diagnostics": diagnostics}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Diagnostic) -> dict[str, Any]:
    demanded = f" [{finding.spec}: {finding.spec_text}]" if finding.spec else ""
    way_out = f"\n{finding.help}" if finding.help else ""
    return {
        "message": f"{finding.message}{demanded}{way_out}",
        "location": _location(finding.place),
        "severity": _SEVERITIES[finding.level],
        "code": {"value": finding.rule},
    }


def _unverified(outcome: Outcome, spec: Place) -> dict[str, Any]:
    return {
        "message": f"{outcome.id} is unverified: {outcome.reason}",
        "location": _location(spec),
        "severity": "ERROR",
        "code": {"value": outcome.id},
    }


def _location(place: Place) -> dict[str, Any]:
    start = {"line": place.line, "column": place.column}
    return {"path": place.path, "range": {"start": start}}
