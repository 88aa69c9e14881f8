"""Test steps: a pass is one that pytest's report proves."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from agentgen.fill.acceptance import is_test_file
from agentgen.fill.condense import condensed
from agentgen.fill.junit import TestReport, read_junit
from agentgen.fill.model import AcceptanceTest, Step, StepResult, Stub, Texts
from agentgen.fill.workbench import Workbench
from agentgen.process import Completed

_FLAGS = ("-q", "--no-header", "--tb=short", "-p", "no:cacheprovider")
_SHARED = frozenset(("service", "repository", "router", "services", "api", "core", "app", "src"))


def run_tests(bench: Workbench, stub: Stub, texts: Texts) -> tuple[Step, ...]:
    """The acceptance test and the tests of the feature, in one run where that tells all.

    When something fails, each is run for itself: what the model is told is then to the point.
    Code that changes or removes modules of the repository while it runs fails, whatever the tests
    say.
    """
    steps = _run(bench, stub, texts)
    touched = bench.restore()
    if touched and all(step.result is not StepResult.FAILED for step in steps):
        return (*steps, _meddling(touched))
    return steps


def _meddling(touched: Sequence[str]) -> Step:
    named = ", ".join(sorted(touched)[:5])
    return Step("repository", StepResult.FAILED, f"the code changes or removes {named}")


def _run(bench: Workbench, stub: Stub, texts: Texts) -> tuple[Step, ...]:
    files = related_tests(stub, bench.folder, texts)
    if stub.test is not None and stub.test.path in files:
        done, report = _pytest(bench, [bench.inside(path) for path in files])
        if done.timed_out:
            return (_out_of_time("acceptance test", bench),)
        if done.ok and report and _passed(bench, stub.test, report):
            return (
                Step("acceptance test", StepResult.PASSED, stub.test.name),
                Step("related tests", StepResult.PASSED, f"{len(report.passed)} tests"),
            )
        bench.restore()
    first = run_acceptance(bench, stub)
    if first.result is StepResult.FAILED:
        return (first,)
    if touched := bench.restore():
        return (first, _meddling(touched))
    return (first, run_related(bench, stub, texts))


def _passed(bench: Workbench, test: AcceptanceTest, report: TestReport) -> bool:
    """Whether a test ran, and each of its cases passed."""
    path = bench.inside(test.path).removesuffix(".py").replace("/", ".")
    *classes, name = test.name.split(".")
    wanted = f"{'.'.join([path, *classes])}::{name}"
    cases = {
        outcome: any(case == wanted or case.startswith(f"{wanted}[") for case in names)
        for outcome, names in report.outcomes().items()
    }
    return cases == {"passed": True, "failed": False, "skipped": False}


def _out_of_time(name: str, bench: Workbench) -> Step:
    return Step(name, StepResult.FAILED, f"not done within {bench.seconds:.0f} s")


def run_acceptance(bench: Workbench, stub: Stub) -> Step:
    """The stub's own test; it must have run and passed."""
    name = "acceptance test"
    if stub.test is None:
        return Step(name, StepResult.SKIPPED, "the stub has no acceptance test")
    done, report = _pytest(bench, [bench.inside(stub.test.node)])
    if done.timed_out:
        return _out_of_time(name, bench)
    if done.ok and report and report.passed and not (report.failed or report.skipped):
        return Step(name, StepResult.PASSED, stub.test.name)
    return Step(name, StepResult.FAILED, condensed(done.output, bench.scratch))


def run_related(bench: Workbench, stub: Stub, texts: Texts) -> Step:
    """The tests of the stub's feature; those that failed before the patch don't count."""
    name = "related tests"
    files = related_tests(stub, bench.folder, texts)
    if not files:
        return Step(name, StepResult.SKIPPED, "the project has no tests")
    paths = [bench.inside(path) for path in files]
    done, report = _pytest(bench, paths)
    if done.timed_out:
        return _out_of_time(name, bench)
    if done.ok and report and report.passed:
        return Step(name, StepResult.PASSED, f"{len(report.passed)} tests")
    if report is not None and report.passed:
        bench.put(bench.original)
        _, before = _pytest(bench, paths)
        bench.put(bench.patch.texts)
        if before is not None and report.failed and report.failed <= before.failed:
            count = f"{len(report.passed)} tests; {len(report.failed)} failed before, too"
            return Step(name, StepResult.PASSED, count)
    return Step(name, StepResult.FAILED, condensed(done.output, bench.scratch))


def related_tests(stub: Stub, folder: str, texts: Texts) -> tuple[str, ...]:
    """Test files of the stub's feature: that hold its test, name the feature, or import it.

    All test files of the project when there are none.
    """
    prefix = f"{folder}/" if folder else ""
    every = sorted(
        p
        for p in texts
        if p.startswith(prefix) and is_test_file(p) and PurePosixPath(p).name != "conftest.py"
    )
    tests = [p for p in every if "def test_" in texts[p]]
    own = stub.test.path if stub.test else ""
    module = PurePosixPath(stub.path.removeprefix(prefix).removeprefix("src/")).with_suffix("")
    feature = module.parent.name if module.parent.name not in _SHARED else module.name
    package = str(module.parent if module.name in _SHARED else module).replace("/", ".")
    found = [
        p
        for p in tests
        if p == own or f"_{feature}" in PurePosixPath(p).stem or f"{package}." in texts[p]
        or f"{package} " in texts[p]
    ]  # fmt: skip
    return tuple(found or tests)


def _pytest(bench: Workbench, targets: Sequence[str]) -> tuple[Completed, TestReport | None]:
    file = Path(bench.sandbox.environment["TMPDIR"]) / "junit.xml"
    file.unlink(missing_ok=True)
    arguments = [*_FLAGS, f"--junitxml={file}", *targets]
    if bench.has("pytest_cov"):
        arguments.append("--no-cov")
    source = f"{bench.project}:{bench.project / 'src'}"
    done = bench.module("pytest", arguments, {"PYTHONPATH": source})
    return done, read_junit(file)
