"""`agentgen check --since`: only what was changed counts."""

import json

import pytest
from tests.checking import gate, outcomes, repository
from tests.reporting import finding, full_report, outcome

from agentgen.codebase.build import build_codebase
from agentgen.commands import check_survey as command
from agentgen.commands.check import CheckRequest, check, exit_code
from agentgen.commands.check_since import counting
from agentgen.errors import ExitCode
from agentgen.ir.report import Verdict
from agentgen.ir.sheet import Standing
from agentgen.project.changes import Changes
from agentgen.report.formats import Format, render

APP = "def f(a):\n    print(a)\n    b = a\n    return b\n\n\nprint(1)\n"
FILES = {"AGENTS.md": "No print statements\nFunctions: max 3 lines\n", "app.py": APP}


@pytest.fixture
def since(tmp_path, compiler, monkeypatch):
    root = repository(tmp_path, FILES)

    def run(files, gates=()):
        monkeypatch.setattr(command, "changes_since", lambda *_: Changes(files))
        names = None if gates else ()
        return check(CheckRequest(root, since="main", gates=names), compiler, gates=gates)

    return run


def test_only_findings_on_changed_code_fail(since):
    report = since({"app.py": (range(7, 8),)})
    prints, length = outcomes(report)["no-print"], outcomes(report)["function-length"]
    assert prints.verdict is Verdict.FAILED
    assert [f.place.line for f in prints.findings] == [7]
    assert [f.place.line for f in prints.elsewhere] == [2]
    assert (length.verdict, length.findings, len(length.elsewhere)) == (Verdict.ELSEWHERE, (), 1)
    assert exit_code(report) is ExitCode.FINDINGS


def test_a_change_in_a_body_makes_findings_about_its_definition_count(since):
    report = since({"app.py": (range(3, 4),)})
    assert outcomes(report)["function-length"].verdict is Verdict.FAILED
    assert outcomes(report)["no-print"].verdict is Verdict.ELSEWHERE


def test_without_changes_nothing_fails_and_nothing_is_called_passed(since):
    report = since({})
    assert {o.verdict for o in report.outcomes} == {Verdict.ELSEWHERE}
    assert exit_code(report) is ExitCode.OK
    (sheet,) = report.sheets
    assert sheet.count(Standing.ELSEWHERE) == 2
    text = render(report, Format.TERMINAL)
    assert "failed elsewhere (2)" in text
    assert "0 findings on changes since main" in text


def test_what_concerns_no_file_always_counts():
    nowhere = outcome(findings=(finding(path="."), finding(path="app.py")))
    (counted,) = counting([nowhere], Changes({}), build_codebase({"app.py": APP}))
    assert [f.place.path for f in counted.findings] == ["."]
    assert [f.place.path for f in counted.elsewhere] == ["app.py"]


def test_gates_judge_the_whole(since):
    report = since({}, gates=[gate("style", Verdict.FAILED)])
    assert outcomes(report)["style"].verdict is Verdict.FAILED


def test_every_format_tells_what_stands_elsewhere():
    there = outcome(verdict=Verdict.ELSEWHERE, findings=(), elsewhere=(finding(),))
    report = full_report(outcomes=(there,), sheets=(), since="main", baseline=None)
    (run,) = json.loads(render(report, Format.SARIF))["runs"]
    assert [r["baselineState"] for r in run["results"]] == ["unchanged"]
    assert "elsewhere: app/a b.py:12" in render(report, Format.JUNIT)
    page = render(report, Format.HTML)
    assert "changes since main count" in page
    assert "On what was not changed" in page
    assert "failed elsewhere" in render(report, Format.MARKDOWN)
