"""Tests pass, and cover what the policy asks: pytest with coverage, Vitest for the frontend."""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from agentgen.codebase.layers import Layer, layer_of
from agentgen.gates.base import Gate, GateContext, Params, Parts
from agentgen.gates.environment import (
    absent,
    backend_root,
    frontend_root,
    junit_cases,
    node_tool,
    python_tool,
    read_json,
    relative,
    tail,
    use,
)
from agentgen.gates.thresholds import Kind, coverage_claims
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, plain
from agentgen.ir.report import GateResult

_GREEN = (
    r"\b(?:all|every|each|ensure|verify|must|should|keep|no)\b[^.;]*\btests?\b[^.;]*"
    r"\b(?:pass(?:es|ing)?|green|succeed)\b"
    r"|\btests?\b[^.;]*\b(?:must|should|included|all|always)\b[^.;]*\b(?:pass(?:es|ing)?|green)\b"
    r"|(?<!re-)\brun (?:the |all )?(?:full )?tests?\b"
)
_THRESHOLDS = ("lines", "branches", "business")
_FIELDS = {
    Kind.LINES: ("lines",),
    Kind.LINES_AND_BRANCHES: ("lines", "branches"),
    Kind.BUSINESS: ("business",),
}


def phrases(statement: Statement) -> Params | None:
    """«≥ 90 % lines & branches», «80%+ overall», «tests are included and passing»."""
    params: dict[str, float] = {}
    for kind, value in coverage_claims(statement):
        for field in _FIELDS.get(kind, ()):
            params[field] = max(value, params.get(field, 0))
    if params:
        return params
    return {} if "test" in plain(statement) and demands(statement, _GREEN) else None


def measure(context: GateContext) -> GateResult:
    """Run all test suites and compare the coverage with the thresholds."""
    start = time.monotonic()
    parts = Parts("tests", context.setting)
    with TemporaryDirectory(prefix="agentgen-") as scratch:
        if context.codebase.python:
            _pytest(context, parts, Path(scratch))
        if _has_vitest(context):
            _vitest(context, parts, Path(scratch) / "vitest.json")
    return parts.result(time.monotonic() - start)


def _pytest(context: GateContext, parts: Parts, scratch: Path) -> None:
    pytest = python_tool(context, "pytest")
    if pytest is None:
        absent(parts, "pytest")
        return
    folder = backend_root(context)
    report, coverage = scratch / "junit.xml", scratch / "coverage.json"
    base = ["-q", "-p", "no:cacheprovider", f"--junitxml={report}"]
    measured = ["--cov", "--cov-branch", f"--cov-report=json:{coverage}", "--cov-fail-under=0"]
    env = {"COVERAGE_FILE": str(scratch / "coverage")}
    done = use(context, parts, pytest, [*base, *measured], folder, env)
    if done is not None and done.code == 4 and "--cov" in done.output:
        parts.missing.append("pytest-cov is not installed in the repository")
        done = use(context, parts, pytest, base, folder)
    if done is None:
        return
    if done.code not in (0, 1) and not report.exists():
        parts.missing.append(f"pytest failed: {tail(done.output)}")
        return
    _junit(context, parts, report, folder, done.code, done.output)
    data = read_json(coverage)
    if data is not None:
        _coverage(context, parts, data, folder)
    elif any(context.params.get(name) for name in _THRESHOLDS):
        parts.missing.append("coverage was not measured")


def _junit(
    context: GateContext, parts: Parts, report: Path, folder: str, code: int, output: str
) -> None:
    cases = junit_cases(report)
    if not cases:
        parts.found("tests", 1, "no test was collected", "write tests")
        return
    skipped = sum(c.find("skipped") is not None for c in cases)
    parts.examined.append(f"{len(cases)} Python tests")
    parts.figures.append(("tests", f"{len(cases)} run, {skipped} skipped"))
    failed = [c for c in cases if c.find("failure") is not None or c.find("error") is not None]
    for case in failed:
        problem = case.find("failure") if case.find("failure") is not None else case.find("error")
        message = (problem.get("message") or "") if problem is not None else ""
        path = (case.get("classname") or "").replace(".", "/")
        shown = f"{case.get('name')} failed: {message.splitlines()[0] if message else ''}"
        parts.found(relative(context, f"{path}.py", folder), 1, shown[:300])
    if code and not failed:
        parts.found("tests", 1, f"pytest ended with code {code}: {tail(output, 3)}")


def _coverage(context: GateContext, parts: Parts, data: dict[str, Any], folder: str) -> None:
    figures = coverage_figures(data, lambda f: relative(context, f, folder))
    if not figures:
        parts.missing.append("no statement was measured")
    for name in _THRESHOLDS:
        wanted, value = context.params.get(name), figures.get(name)
        if value is not None and (wanted or name != "business"):
            parts.figures.append((f"{name} covered", f"{value:.1f} %"))
        if wanted and value is None:
            parts.missing.append(f"coverage of {name} was not measured")
        elif wanted and value is not None and value + 0.005 < float(wanted):
            parts.found(
                folder or ".",
                1,
                f"{value:.1f} % of {name} covered, {float(wanted):g} % demanded",
                "test what is not covered",
            )


def coverage_figures(data: dict[str, Any], path_of: Callable[[str], str]) -> dict[str, float]:
    """Percentages of lines, branches, and lines of the service layer, from coverage.py's JSON.

    The format is coverage.py's `coverage json` report: `totals`, and `files` with a `summary`.
    """
    totals = data.get("totals") or {}
    figures: dict[str, float] = {}
    if totals.get("num_statements"):
        figures["lines"] = 100 * totals["covered_lines"] / totals["num_statements"]
    if totals.get("num_branches"):
        figures["branches"] = 100 * totals["covered_branches"] / totals["num_branches"]
    elif "lines" in figures and totals.get("num_branches") == 0:
        figures["branches"] = 100.0
    services = [
        f["summary"]
        for name, f in (data.get("files") or {}).items()
        if layer_of(path_of(name)) is Layer.SERVICE
    ]
    statements = sum(s["num_statements"] for s in services)
    if statements:
        figures["business"] = 100 * sum(s["covered_lines"] for s in services) / statements
    elif "lines" in figures:
        figures["business"] = figures["lines"]
    return figures


def _has_vitest(context: GateContext) -> bool:
    folder = frontend_root(context)
    if folder is None:
        return False
    return '"vitest"' in context.codebase.texts.get(f"{folder}/package.json".lstrip("/"), "")


def _vitest(context: GateContext, parts: Parts, report: Path) -> None:
    vitest = node_tool(context, "vitest")
    if vitest is None:
        absent(parts, "vitest")
        return
    folder = frontend_root(context) or ""
    arguments = ["run", "--reporter=json", f"--outputFile={report}"]
    done = use(context, parts, vitest, arguments, folder)
    if done is None:
        return
    data = read_json(report)
    if data is None:
        parts.missing.append(f"vitest failed: {tail(done.output)}")
        return
    total = int(data.get("numTotalTests", 0))
    parts.figures.append(("frontend tests", f"{total} run"))
    if not total:
        parts.found(folder or ".", 1, "no frontend test was collected", "write tests")
        return
    parts.examined.append(f"{total} frontend tests")
    _vitest_failures(context, parts, data, folder, done.ok)


def _vitest_failures(
    context: GateContext, parts: Parts, data: dict[str, Any], folder: str, ok: bool
) -> None:
    before = len(parts.findings)
    for suite in data.get("testResults", []):
        path = relative(context, str(suite.get("name")), folder)
        for test in suite.get("assertionResults", []):
            if test.get("status") == "failed":
                lines = "".join(test.get("failureMessages") or [""]).splitlines() or [""]
                parts.found(path, 1, f"{test.get('fullName')} failed: {lines[0]}"[:300])
        if suite.get("status") == "failed" and not suite.get("assertionResults"):
            parts.found(path, 1, f"the file failed: {suite.get('message', '')}"[:300])
    if not ok and len(parts.findings) == before:
        parts.found(folder or ".", 1, "vitest reports errors outside tests")


GATE = Gate(
    id="tests",
    title="Tests pass and cover what is asked",
    keywords=("test", "coverage", "cover"),
    phrases=phrases,
    measure=measure,
    prose={
        "**Test Coverage:** \u2265 90 % lines & branches (`pytest --cov`).": {
            "lines": 90.0,
            "branches": 90.0,
        },
        "Coverage goals: **80%+** overall, **100%** for agent decision logic": {"lines": 80.0},
        "Aim for >80% coverage on business logic": {"business": 80.0},
        "You ensure \u2265 95 % route coverage and \u2265 90 % overall test coverage.": {
            "lines": 90.0
        },
        "Tests are included and passing": {},
        "All tests must pass": {},
        "Minimum test coverage is eighty-five percent": {"lines": 85.0},
    },
    not_prose=(
        "\u2265 95 % endpoints covered by integration tests",
        "We don't require specific coverage percentages such as 80%",
        "p95 latency < 300 ms; error rate under 1%",
        "Follow the AAA pattern in tests",
        "State pollution: a test passes alone, fails in suite",
    ),
    params={
        "lines": Param(ParamKind.NUMBER, "lines covered at least", "%", 0, 100),
        "branches": Param(ParamKind.NUMBER, "branches covered at least", "%", 0, 100),
        "business": Param(ParamKind.NUMBER, "lines of services covered at least", "%", 0, 100),
    },
)
