"""The formats of a report, by name."""

from collections.abc import Callable
from enum import StrEnum
from importlib import import_module

from agentgen.ir.report import Report


class Format(StrEnum):
    """How a report is written."""

    TERMINAL = "terminal"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"
    RDJSON = "rdjson"
    MARKDOWN = "markdown"
    HTML = "html"


_SUFFIXES = {
    ".json": Format.JSON,
    ".sarif": Format.SARIF,
    ".xml": Format.JUNIT,
    ".md": Format.MARKDOWN,
    ".html": Format.HTML,
}


def format_of(suffix: str) -> Format | None:
    """The format that the suffix of a file's name stands for."""
    return _SUFFIXES.get(suffix.lower())


def render(report: Report, form: Format, *, colour: bool = False) -> str:
    """Return the report in a format; `colour` matters to the terminal's alone."""
    if form is Format.TERMINAL:
        from agentgen.report.terminal import render_terminal

        return render_terminal(report, colour=colour)
    module = import_module(f"agentgen.report.{form.value}")
    renderer: Callable[[Report], str] = getattr(module, f"render_{form.value}")
    return renderer(report)
