import json

import pytest

from agentgen.gates.tests import GATE, coverage_figures
from agentgen.ir.report import Verdict

SOURCE = "def f(x: int) -> int:\n    if x:\n        return 1\n    return 2\n"
TEST = "from app.services.users import f\n\n\ndef test_f():\n    assert f(1) == 1\n"
CONFIG = '[tool.pytest.ini_options]\npythonpath = ["."]\n[tool.coverage.run]\nsource = ["app"]\n'


def project(repository, test=TEST):
    repository.put("pyproject.toml", CONFIG)
    repository.put("app/services/users.py", SOURCE)
    repository.put("tests/test_f.py", test)
    repository.python("pytest")


def test_coverage_is_measured_and_compared(repository):
    project(repository)
    result = GATE.run(repository.context("tests", lines=90.0, branches=40.0, business=75.0))
    assert result.verdict is Verdict.FAILED
    assert [f.message for f in result.findings] == ["75.0 % of lines covered, 90 % demanded"]
    assert ("branches covered", "50.0 %") in result.evidence.figures
    assert ("business covered", "75.0 %") in result.evidence.figures
    assert result.evidence.examined == "1 Python tests"


def test_enough_coverage_passes(repository):
    project(repository)
    result = GATE.run(repository.context("tests", lines=75.0))
    assert result.verdict is Verdict.PASSED
    assert ("tests", "1 run, 0 skipped") in result.evidence.figures
    assert not (repository.root / ".coverage").exists()


def test_failing_tests_are_named(repository):
    project(repository, TEST + "\n\ndef test_g():\n    assert f(0) == 1\n")
    result = GATE.run(repository.context("tests"))
    assert result.verdict is Verdict.FAILED
    assert result.findings[0].message.startswith("test_g failed: ")
    assert result.findings[0].place.path == "tests/test_f.py"


def test_no_tests_at_all_is_a_finding(repository):
    repository.put("app.py", "x = 1\n")
    repository.python("pytest")
    result = GATE.run(repository.context("tests"))
    assert result.verdict is Verdict.FAILED
    assert result.findings[0].message == "no test was collected"


def test_without_pytest_cov_the_threshold_is_unverified(repository):
    project(repository)
    repository.put(
        "pyproject.toml",
        '[tool.pytest.ini_options]\npythonpath = ["."]\naddopts = "-p no:pytest_cov"\n',
    )
    result = GATE.run(repository.context("tests", lines=10.0))
    assert result.verdict is Verdict.UNVERIFIED
    assert "pytest-cov is not installed" in result.reason
    assert result.evidence.examined == "1 Python tests"


def test_a_missing_pytest_is_unverified(repository):
    repository.put("app.py", "x = 1\n")
    result = GATE.run(repository.context("tests"))
    assert result.verdict is Verdict.UNVERIFIED
    assert "pytest is not installed" in result.reason


def test_a_crash_of_pytest_is_unverified(repository):
    project(repository)
    repository.script(".venv/bin/pytest", "#!/bin/sh\necho no such interpreter\nexit 3\n")
    result = GATE.run(repository.context("tests"))
    assert result.verdict is Verdict.UNVERIFIED
    assert "no such interpreter" in result.reason


def test_an_error_outside_tests_is_a_finding(repository):
    project(repository)
    plugin = "import pytest\n\n\ndef pytest_sessionfinish(session):\n    session.exitstatus = 1\n"
    repository.put("conftest.py", plugin)
    result = GATE.run(repository.context("tests"))
    assert result.verdict is Verdict.FAILED
    assert result.findings[0].message.startswith("pytest ended with code 1")


def vitest(repository, data, code=0):
    repository.put("frontend/package.json", '{"devDependencies": {"vitest": "4.1.11"}}')
    repository.put("report.json", json.dumps(data))
    copy = (
        'for a in "$@"; do case "$a" in --outputFile=*) '
        f'cp {repository.root}/report.json "${{a#--outputFile=}}";; esac; done'
    )
    repository.node("vitest", code, "", copy)


def test_vitest_results_are_read(repository):
    name = str(repository.root / "frontend/src/a.test.tsx")
    failed = {"status": "failed", "fullName": "A shows b", "failureMessages": ["Error: no b\n at"]}
    suites = [
        {"name": name, "status": "failed", "assertionResults": [failed, {"status": "passed"}]},
        {"name": name, "status": "failed", "assertionResults": [], "message": "cannot import"},
    ]
    vitest(repository, {"numTotalTests": 2, "testResults": suites}, code=1)
    result = GATE.run(repository.context("tests"))
    messages = [f.message for f in result.findings]
    assert messages == ["A shows b failed: Error: no b", "the file failed: cannot import"]
    assert result.findings[0].place.path == "frontend/src/a.test.tsx"
    assert ("frontend tests", "2 run") in result.evidence.figures


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        ({"numTotalTests": 0}, 1, "no frontend test was collected"),
        ({"numTotalTests": 3, "testResults": []}, 1, "vitest reports errors outside tests"),
    ],
)
def test_vitest_without_tests_or_with_loose_errors_fails(repository, data, code, message):
    vitest(repository, data, code)
    result = GATE.run(repository.context("tests"))
    assert result.verdict is Verdict.FAILED
    assert [f.message for f in result.findings] == [message]


def test_vitest_passes(repository):
    vitest(repository, {"numTotalTests": 3, "testResults": []})
    result = GATE.run(repository.context("tests"))
    assert result.verdict is Verdict.PASSED
    assert result.evidence.examined == "3 frontend tests"


def test_vitest_that_is_missing_or_leaves_no_report_is_unverified(repository):
    repository.put("frontend/package.json", '{"devDependencies": {"vitest": "4.1.11"}}')
    assert "vitest is not installed" in GATE.run(repository.context("tests")).reason
    repository.node("vitest", 1, "Startup Error")
    result = GATE.run(repository.context("tests"))
    assert result.verdict is Verdict.UNVERIFIED
    assert "Startup Error" in result.reason


def test_coverage_without_services_falls_back_to_all_lines():
    data = {
        "totals": {
            "num_statements": 4,
            "covered_lines": 1,
            "num_branches": 0,
            "covered_branches": 0,
        },
        "files": {"a.py": {"summary": {"num_statements": 4, "covered_lines": 1}}},
    }
    figures = coverage_figures(data, str)
    assert figures == {"lines": 25.0, "branches": 100.0, "business": 25.0}
    assert coverage_figures({"totals": {}}, str) == {}
