"""Test steps of a frontend: a pass is one that Vitest's report proves."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from agentgen.fill.condense import condensed
from agentgen.fill.model import Step, StepResult, Stub
from agentgen.fill.script.bench import ScriptBench
from agentgen.process import Completed

_MAX_BYTES = 20_000_000
Outcomes = Mapping[tuple[str, str], str]
"""What became of each test, by its file, relative to the project, and full name."""


def run_vitest(bench: ScriptBench, stub: Stub) -> tuple[Step, ...]:
    """The acceptance test, and all tests that reach the file; those that failed before the patch
    don't count.
    """
    if bench.node.script("vitest", "vitest.mjs") is None:
        reason = "Vitest is not installed"
        return tuple(Step(name, StepResult.SKIPPED, reason) for name in _NAMES)
    done, after = _vitest(bench, stub)
    if done.timed_out:
        return (Step(_NAMES[0], StepResult.FAILED, f"not done within {bench.seconds:.0f} s"),)
    output = condensed(done.output, bench.scratch)
    if after is None:
        return (Step(_NAMES[0], StepResult.FAILED, output),)
    first = _acceptance(bench, stub, after, output)
    if touched := bench.restore():
        named = ", ".join(sorted(touched)[:5])
        detail = f"the code changes or removes {named}"
        return (first, Step("repository", StepResult.FAILED, detail))
    if first.result is StepResult.FAILED:
        return (first,)
    return (first, _related(bench, stub, after, output))


_NAMES = ("acceptance test", "related tests")


def _acceptance(bench: ScriptBench, stub: Stub, after: Outcomes, output: str) -> Step:
    if stub.test is None:
        return Step(_NAMES[0], StepResult.SKIPPED, "the stub has none")
    file, title = bench.inside(stub.test.path), stub.test.name
    ended = [how for (path, name), how in after.items() if path == file and name.endswith(title)]
    if ended and set(ended) == {"passed"}:
        return Step(_NAMES[0], StepResult.PASSED, title)
    return Step(_NAMES[0], StepResult.FAILED, output)


def _related(bench: ScriptBench, stub: Stub, after: Outcomes, output: str) -> Step:
    failed = {test for test, how in after.items() if how == "failed"}
    passed = sum(how == "passed" for how in after.values())
    if not failed and passed:
        return Step(_NAMES[1], StepResult.PASSED, f"{passed} tests")
    if not after:
        return Step(_NAMES[1], StepResult.SKIPPED, "no test reaches the file")
    bench.put(bench.original)
    _, before = _vitest(bench, stub)
    bench.put(bench.patch.texts)
    known = {test for test, how in (before or {}).items() if how == "failed"}
    if passed and failed <= known:
        count = f"{passed} tests; {len(failed)} failed before, too"
        return Step(_NAMES[1], StepResult.PASSED, count)
    return Step(_NAMES[1], StepResult.FAILED, output)


def _vitest(bench: ScriptBench, stub: Stub) -> tuple[Completed, Outcomes | None]:
    report = Path(bench.sandbox.environment["TMPDIR"]) / "vitest.json"
    report.unlink(missing_ok=True)
    targets = [bench.inside(path) for path in stub.paths]
    done = bench.program(
        "vitest", "vitest.mjs", "related", *targets, "--run", "--passWithNoTests",
        "--maxWorkers=2", "--reporter=default", "--reporter=json", f"--outputFile.json={report}",
    )  # fmt: skip
    return done, _read(report, bench.project)


def _read(report: Path, project: Path) -> Outcomes | None:
    """Read a report; None when there is none that can be trusted: code under test could have
    written it.
    """
    try:
        if report.is_symlink() or report.stat().st_size > _MAX_BYTES:
            return None
        files = json.loads(report.read_bytes())["testResults"]
        return {
            (re.sub(rf"^{re.escape(str(project))}/", "", file["name"]), case["fullName"]): case[
                "status"
            ]
            for file in files
            for case in file["assertionResults"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return None
