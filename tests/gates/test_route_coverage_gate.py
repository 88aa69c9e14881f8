import json
import os

import pytest

from agentgen.gates.route_coverage import GATE, REPORT
from agentgen.ir.report import Verdict

APP = "from fastapi import FastAPI\napp = FastAPI()\n"
ROUTES = (
    APP
    + "@app.get('/api/v1/a')\nasync def a(): ...\n"
    + "@app.get('/api/v1/b/{x}')\nasync def b(x: int): ...\n"
)


def report(repository, covered, routes=(("GET", "/api/v1/a"), ("GET", "/api/v1/b/{x}"))):
    repository.put("main.py", ROUTES)
    repository.put(REPORT, json.dumps({"routes": routes, "covered": covered}))


def test_the_measured_share_is_compared(repository):
    report(repository, [["GET", "/api/v1/a"], ["get", "/api/v1/b/{id}"]])
    result = GATE.run(repository.context("route-coverage", min=95.0))
    assert result.verdict is Verdict.PASSED
    assert result.evidence.examined == "2 routes"
    assert result.evidence.figures[0][1] == "100.0 % (2 of 2, measured by the tests)"


def test_routes_left_are_named(repository):
    report(repository, [["GET", "/api/v1/a"]])
    result = GATE.run(repository.context("route-coverage", min=95.0))
    assert result.verdict is Verdict.FAILED
    messages = [f.message for f in result.findings]
    assert messages[0] == "50.0 % of routes covered (1 of 2), 95 % demanded"
    assert messages[1] == "no test requested `GET /api/v1/b/{}`"
    assert result.findings[1].place.path == "main.py"


def test_a_report_that_hides_a_route_does_not_help(repository):
    report(repository, [["GET", "/api/v1/a"]], routes=[["GET", "/api/v1/a"]])
    result = GATE.run(repository.context("route-coverage", min=95.0))
    assert result.verdict is Verdict.FAILED


def test_a_stale_report_is_unverified(repository):
    report(repository, [["GET", "/api/v1/a"]])
    os.utime(repository.root / REPORT, (1, 1))
    result = GATE.run(repository.context("route-coverage", min=50.0))
    assert result.verdict is Verdict.UNVERIFIED
    assert "older than the code" in result.reason


@pytest.mark.parametrize("text", ["{", "[]", '{"routes": 1, "covered": []}'])
def test_an_unreadable_report_is_unverified(repository, text):
    repository.put("main.py", ROUTES)
    repository.put(REPORT, text)
    result = GATE.run(repository.context("route-coverage", min=50.0))
    assert result.verdict is Verdict.UNVERIFIED
    assert "not readable" in result.reason


def test_without_a_report_the_static_figure_is_shown_but_proves_nothing(repository):
    repository.put("main.py", ROUTES)
    repository.put("tests/test_a.py", "def test(c):\n    c.get('/api/v1/a')\n    c.get('/b/1')\n")
    result = GATE.run(repository.context("route-coverage", min=95.0))
    assert result.verdict is Verdict.UNVERIFIED
    assert "read off" in result.reason
    assert result.evidence.figures[0][1].startswith("100.0 % (2 of 2")


def test_a_static_figure_below_the_threshold_fails(repository):
    repository.put("main.py", ROUTES)
    repository.put("tests/test_a.py", "def test(c):\n    c.get('/api/v1/a')\n")
    result = GATE.run(repository.context("route-coverage", min=95.0))
    assert result.verdict is Verdict.FAILED
    assert "not verified" in result.reason


def test_no_routes_is_unverified(repository):
    repository.put("main.py", "x = 1\n")
    result = GATE.run(repository.context("route-coverage", min=95.0))
    assert result.verdict is Verdict.UNVERIFIED
