"""Options of `agentgen check` about its reports: one run, several formats, several files."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agentgen.errors import AgentgenError
from agentgen.report.formats import Format, format_of, render

if TYPE_CHECKING:
    from agentgen.ir.report import Report

_PANEL = "Reports"
_PRINTED = (Format.TERMINAL, Format.GITHUB)
"""Formats that are made to be printed."""

Formats = Annotated[
    list[Format] | None,
    typer.Option(
        "--format",
        help="How to report; default: terminal, or what the names of --output end in.",
        rich_help_panel=_PANEL,
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="Short for --format json.", rich_help_panel=_PANEL)
]
Files = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        help="Write the report of the --format before it to a file; both may be repeated.",
        rich_help_panel=_PANEL,
    ),
]
Schema = Annotated[
    bool,
    typer.Option(
        "--schema", help="Print the JSON Schema of --format json.", rich_help_panel=_PANEL
    ),
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One report: its format, and its file; None for standard output."""

    form: Format
    file: Path | None = None


def reports(forms: Sequence[Format], files: Sequence[Path]) -> tuple[Wanted, ...]:
    """Pair formats with files, in their order.

    With one format more than files, that one is printed which is made for it.

    Raises:
        AgentgenError: when it is not clear what goes where, or two go to the same file.
    """
    twice = next((file for number, file in enumerate(files) if file in files[:number]), None)
    if twice is not None:
        raise AgentgenError("two reports go to the same file", str(twice), way_out="name another")
    if not forms:
        found = tuple(Wanted(format_of(file.suffix) or Format.TERMINAL, file) for file in files)
        return found or (Wanted(Format.TERMINAL),)
    if not files and len(forms) == 1:
        return (Wanted(forms[0]),)
    printed = [form for form in forms if form in _PRINTED]
    if len(forms) == len(files) + 1 and len(printed) == 1:
        rest = [form for form in forms if form not in _PRINTED]
        return (Wanted(printed[0]), *map(Wanted, rest, files))
    if len(forms) != len(files):
        raise AgentgenError(
            f"{len(forms)} formats and {len(files)} files don't pair",
            why="one report at most is printed: terminal or github",
            way_out="give each --format an --output of its own",
        )
    return tuple(map(Wanted, forms, files))


def write_reports(report: "Report", wanted: Sequence[Wanted]) -> None:
    """Write every report.

    Raises:
        AgentgenError: when a file can't be written.
    """
    for one in wanted:
        text = render(report, one.form, colour=one.file is None and colour_wanted())
        write_report(text, one.file)


def print_schema() -> None:
    """Print the JSON Schema of the report as JSON."""
    from agentgen.report.json import schema_text

    sys.stdout.write(schema_text())


def colour_wanted() -> bool:
    """True when standard output is a terminal that shows colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def write_report(text: str, output: Path | None) -> None:
    """Write a report to a file, or to standard output.

    Raises:
        AgentgenError: when the file can't be written.
    """
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as problem:
        raise AgentgenError(
            "the report cannot be written", where=str(output), why=problem.strerror or ""
        ) from problem
