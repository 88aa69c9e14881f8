"""The formats of a report, by name."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from agentgen.ir.report import Report
from agentgen.report.github import render_github
from agentgen.report.json import render_json
from agentgen.report.sarif import render_sarif


class Format(StrEnum):
    """How a report is written."""

    TERMINAL = "terminal"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def render(report: Report, form: Format, *, colour: bool = False) -> str:
    """Return the report in a format; `colour` matters to the terminal's alone."""
    if form is Format.TERMINAL:
        from agentgen.report.terminal import render_terminal

        return render_terminal(report, colour=colour)
    return _PLAIN[form](report)


_PLAIN: Mapping[Format, Callable[[Report], str]] = {
    Format.JSON: render_json,
    Format.SARIF: render_sarif,
    Format.GITHUB: render_github,
}
