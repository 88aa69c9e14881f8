"""Workflow commands of GitHub Actions, which annotate a pull request.

Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from agentgen.diagnostics import Diagnostic, Level
from agentgen.ir.report import Report, Verdict
from agentgen.report.printable import printable
from agentgen.report.trend import trend_line

_KINDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def render_github(report: Report) -> str:
    """Return one workflow command a finding, and one for each outcome without evidence."""
    lines = [_annotation(f) for f in report.findings]
    for outcome in report.outcomes:
        if outcome.verdict is Verdict.UNVERIFIED:
            text = _data(f"{outcome.id} is unverified: {outcome.reason}")
            lines.append(f"::warning title={_property(outcome.id)}::{text}")
    always = (Verdict.PASSED, Verdict.FAILED, Verdict.UNVERIFIED)
    shown = [v for v in Verdict if v in always or report.count(v)]
    lines.append(", ".join(f"{report.count(v)} {v}" for v in shown))
    if report.baseline is not None:
        lines.append(f"trend: {_data(trend_line(report.baseline))}")
    return "\n".join(lines) + "\n"


def _annotation(finding: Diagnostic) -> str:
    place = finding.place
    properties = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "title": finding.rule,
    }
    shown = ",".join(f"{k}={_property(v)}" for k, v in properties.items())
    demanded = f" [{finding.spec}]" if finding.spec else ""
    help_text = f"\n{finding.help}" if finding.help else ""
    return f"::{_KINDS[finding.level]} {shown}::{_data(finding.message + demanded + help_text)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
