"""The share of routes that tests exercise: measured by the suite, or read off its text."""

import time
from pathlib import Path
from typing import Any

from agentgen.codebase.coverage import covered_routes, documented_routes
from agentgen.codebase.matching import template
from agentgen.gates.base import Gate, GateContext, Params, Parts
from agentgen.gates.environment import read_json
from agentgen.gates.thresholds import Kind, coverage_claims
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Statement
from agentgen.ir.report import GateResult

REPORT = ".agentgen/route-coverage.json"
"""Written by the test suite: `{"routes": [["GET", "/x"]], "covered": [["GET", "/x"]]}`."""


def phrases(statement: Statement) -> Params | None:
    """«≥ 95 % route coverage», «95 % of endpoints covered by integration tests»."""
    values = [v for k, v in coverage_claims(statement) if k is Kind.ROUTES]
    return {"min": max(values)} if values else None


def measure(context: GateContext) -> GateResult:
    """Compare the measured share with the threshold; without a measurement, say so."""
    start = time.monotonic()
    parts = Parts("route-coverage", context.setting)
    file = _report_file(context)
    data = _read(file) if file is not None else None
    if file is None:
        _static(context, parts)
    elif data is None:
        parts.missing.append(f"{REPORT} is not readable")
    elif _is_stale(context, file):
        parts.missing.append(f"{REPORT} is older than the code: run the tests")
    else:
        _measured(context, parts, data)
    return parts.result(time.monotonic() - start)


def _report_file(context: GateContext) -> Path | None:
    places = (context.root / folder / REPORT for folder in ("", "backend"))
    return next((p for p in places if p.is_file()), None)


def _read(file: Path) -> dict[str, Any] | None:
    data = read_json(file)
    if data is None or any(None in _pairs(data.get(key)) for key in _KEYS):
        return None
    return data


def _pairs(value: object) -> list[object]:
    """The rows of a list of (method, path), None for what is none."""
    if not isinstance(value, list):
        return [None]
    return [row if isinstance(row, list) and len(row) == 2 else None for row in value]


_KEYS = ("routes", "covered")


def _is_stale(context: GateContext, file: Path) -> bool:
    written = file.stat().st_mtime
    sources = (context.root / p for p in context.codebase.python)
    return any(s.exists() and s.stat().st_mtime > written + 1 for s in sources)


def _measured(context: GateContext, parts: Parts, data: dict[str, Any]) -> None:
    routes = {(str(m).upper(), template(str(p))) for m, p in data["routes"]}
    covered = {(str(m).upper(), template(str(p))) for m, p in data["covered"]}
    known = {(r.method, template(r.path)) for r in documented_routes(context.codebase)}
    routes |= known  # a suite cannot raise the share by leaving routes out of its list
    missing = sorted(routes - covered)
    parts.examined.append(f"{len(routes)} routes")
    _judge(context, parts, len(routes) - len(missing), len(routes), "measured by the tests")
    if parts.findings:
        for method, path in missing:
            parts.found(_place(context, method, path), 1, f"no test requested `{method} {path}`")


def _place(context: GateContext, method: str, path: str) -> str:
    for route in context.codebase.http_routes:
        if (route.method, template(route.path)) == (method, path):
            return route.place.path
    return "."


def _static(context: GateContext, parts: Parts) -> None:
    routes = documented_routes(context.codebase)
    parts.missing.append(f"the tests leave no {REPORT}; the figure is read off their text")
    if routes:
        covered = covered_routes(context.codebase)
        parts.examined.append(f"{len(routes)} routes")
        _judge(context, parts, len(covered), len(routes), "read off the tests' text")


def _judge(context: GateContext, parts: Parts, covered: int, total: int, how: str) -> None:
    share = 100 * covered / total if total else 0.0
    parts.figures.append(("routes covered", f"{share:.1f} % ({covered} of {total}, {how})"))
    wanted = float(context.params.get("min", 0))
    if share + 0.005 < wanted:
        message = f"{share:.1f} % of routes covered ({covered} of {total}), {wanted:g} % demanded"
        parts.found(".", 1, message, "write tests that request the routes left")


GATE = Gate(
    id="route-coverage",
    title="Tests exercise enough of the routes",
    keywords=("route", "endpoint", "coverage"),
    phrases=phrases,
    measure=measure,
    prose={
        "**Route Coverage:** \u2265 95 % endpoints covered by integration tests.": {"min": 95.0},
        "You ensure \u2265 95 % route coverage and \u2265 90 % overall test coverage.": {
            "min": 95.0
        },
        "At least 80% of routes are covered by tests": {"min": 80.0},
    },
    not_prose=(
        "\u2265 90 % lines & branches covered",
        "95 % of requests to each endpoint take less than 300 ms",
        "Cover every route",
    ),
    after=("tests",),
    needs_threshold=True,
    params={"min": Param(ParamKind.NUMBER, "routes covered at least", "%", 0, 100, required=True)},
)
