"""Options of `agentgen check`."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agentgen.cli import check_baseline as baseline
from agentgen.cli import check_output as output
from agentgen.cli import check_scope as scope
from agentgen.cli.check_fix import fix_first, in_files, require_once
from agentgen.cli.check_watch import watch
from agentgen.cli.failure import failures_explained
from agentgen.report.formats import Format

if TYPE_CHECKING:
    from agentgen.commands.check_baseline import BaselineRequest


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command("check")(check_command)


def check_command(
    path: Annotated[Path, typer.Argument(help="Repository to check.")] = Path(),
    spec: scope.Specs = None,
    gates: scope.Gates = False,
    gate: scope.GateNames = None,
    since: scope.Since = "",
    base: scope.Base = "",
    strict: scope.Strict = False,
    fixing: scope.Fix = False,
    diff: scope.Diff = False,
    watching: scope.Watch = False,
    form: output.Formats = None,
    as_json: output.Json = False,
    files: output.Files = None,
    schema: output.Schema = False,
    baseline_file: baseline.File = None,
    no_baseline: baseline.Off = False,
    update_baseline: baseline.Update = False,
    accept: baseline.Accept = False,
    reason: baseline.Reason = "",
    owner: baseline.Owner = "",
    expires: baseline.Expires = "",
) -> None:
    """Audit a repository against what its role specs demand.

    Exit code 0: clean. 1: findings, or no evidence (a gate; with --strict any). 2: could not run.
    """
    from agentgen.commands.check import CheckRequest, check, exit_code

    if schema:
        output.print_schema()
        raise typer.Exit
    with failures_explained():
        names = None if gates and not gate else tuple(gate or ())
        accepted = baseline.baseline_request(
            baseline_file, no_baseline, update_baseline, accept, reason, owner, expires
        )
        others = {"--since": bool(since), "--fix": fixing, "--diff": diff, "--watch": watching}
        _require_sense(accepted, others)
        wanted = output.reports([*(form or []), *([Format.JSON] if as_json else [])], files or [])
        plain = CheckRequest(path, tuple(spec or ()), names, since=since, base=base)
        request = replace(plain, baseline=accepted)

        def run() -> int:
            mended = fix_first(request, diff) if fixing or diff else ()
            report = replace(check(request), fixes=mended)
            output.write_reports(report, in_files(wanted) if diff else wanted)
            return exit_code(report, strict=strict)

        raise typer.Exit(watch(path, files or [], run) if watching else run())


def _require_sense(accepted: "BaselineRequest", others: Mapping[str, bool]) -> None:
    """Refuse options that exclude each other."""
    baseline.require_alone(accepted, others)
    require_once(others["--fix"] or others["--diff"], others["--watch"])
