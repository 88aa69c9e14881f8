import json

import pytest

from agentgen.diagnostics import Level, Place
from agentgen.gates.lint import GATE, json_array, unformatted
from agentgen.ir.report import Verdict

CONFIG = '[tool.ruff.lint]\nselect = ["F"]\n'
ESLINT = {
    "filePath": "",
    "messages": [{"ruleId": "no-var", "line": 4, "message": "Unexpected var."}],
}


def test_clean_python_passes_with_evidence(repository):
    repository.put("pyproject.toml", CONFIG)
    repository.put("a.py", "x = 1\n")
    result = GATE.run(repository.context("lint"))
    assert result.verdict is Verdict.PASSED
    assert result.evidence.examined == "1 Python files"
    assert ("ruff findings", "0") in result.evidence.figures
    assert result.evidence.versions[0].startswith("ruff ")
    assert any(c.startswith("ruff format --check") for c in result.evidence.commands)


def test_findings_carry_place_and_spec_line(repository):
    repository.put("backend/pyproject.toml", CONFIG)
    repository.put("backend/app/a.py", "import os\n\nx = 1\n")
    result = GATE.run(repository.context("lint"))
    assert result.verdict is Verdict.FAILED
    (finding,) = result.findings
    assert finding.place == Place("backend/app/a.py", 1)
    assert finding.message.startswith("F401")
    assert finding.spec == Place("AGENTS.md", 7)
    assert finding.level is Level.ERROR


def test_unformatted_files_are_found_by_ruff_and_by_black(repository):
    repository.put("pyproject.toml", CONFIG)
    repository.put("a.py", "x = {  'a':1 }\n")
    by_ruff = GATE.run(repository.context("lint"))
    assert [f.message for f in by_ruff.findings] == ["ruff would reformat it"]
    by_black = GATE.run(repository.context("lint", black=True))
    assert by_black.verdict is Verdict.FAILED
    assert by_black.findings[0].message == "black would reformat it"
    assert by_black.findings[0].place.path == "a.py"


def test_black_is_used_where_it_is_configured(repository):
    repository.put("pyproject.toml", CONFIG + "[tool.black]\nline-length = 100\n")
    repository.put("a.py", "x = 1\n")
    result = GATE.run(repository.context("lint"))
    assert result.verdict is Verdict.PASSED
    assert any(c.startswith("black --check") for c in result.evidence.commands)


def test_a_broken_configuration_is_unverified(repository):
    repository.put("pyproject.toml", "[tool.ruff]\nno-such-option = 1\n")
    repository.put("a.py", "x = 1\n")
    result = GATE.run(repository.context("lint"))
    assert result.verdict is Verdict.UNVERIFIED
    assert "ruff failed" in result.reason


def test_a_frontend_without_installed_eslint_is_unverified(repository):
    repository.put("frontend/package.json", "{}")
    repository.put("frontend/eslint.config.js", "export default [];\n")
    result = GATE.run(repository.context("lint"))
    assert result.verdict is Verdict.UNVERIFIED
    assert "eslint is not installed" in result.reason
    assert "make install" in result.reason


def test_eslint_messages_become_findings(repository):
    repository.put("frontend/package.json", "{}")
    repository.put("frontend/eslint.config.js", "export default [];\n")
    row = {**ESLINT, "filePath": str(repository.root / "frontend/src/a.ts")}
    repository.node("eslint", 1, "a warning\n" + json.dumps([row]))
    result = GATE.run(repository.context("lint"))
    assert result.verdict is Verdict.FAILED
    assert result.findings[0].place == Place("frontend/src/a.ts", 4)
    assert result.findings[0].message == "no-var: Unexpected var."
    assert result.evidence.versions == ("eslint 9.9.9",)


def test_a_crash_of_eslint_is_unverified(repository):
    repository.put("frontend/package.json", "{}")
    repository.put("frontend/eslint.config.js", "export default [];\n")
    repository.node("eslint", 2, "Oops! Something went wrong!")
    result = GATE.run(repository.context("lint"))
    assert result.verdict is Verdict.UNVERIFIED
    assert "Something went wrong" in result.reason


def test_an_empty_repository_is_unverified(repository):
    result = GATE.run(repository.context("lint"))
    assert result.verdict is Verdict.UNVERIFIED
    assert result.reason == "there is nothing to examine"


def test_the_array_is_found_between_other_output():
    assert json_array('warning [x]\n[{"a": 1}]\n') == [{"a": 1}]
    assert json_array("no array") is None
    assert json_array("[broken") is None


def test_tools_that_are_nowhere_are_unverified(repository, monkeypatch):
    repository.put("a.py", "x = 1\n")
    monkeypatch.setattr("agentgen.gates.environment.sys.executable", "/nowhere/bin/python")
    result = GATE.run(repository.context("lint"))
    assert result.verdict is Verdict.UNVERIFIED
    assert "ruff is not installed" in result.reason


def test_a_formatter_that_is_missing_or_crashes_is_unverified(repository, monkeypatch):
    repository.put("a.py", "x = 1\n")
    repository.python("ruff")
    repository.script(".venv/bin/black", "#!/bin/sh\necho internal error\nexit 123\n")
    result = GATE.run(repository.context("lint", black=True))
    assert result.verdict is Verdict.UNVERIFIED
    assert "black failed: internal error" in result.reason
    (repository.root / ".venv/bin/black").unlink()
    monkeypatch.setattr("agentgen.gates.environment.sys.executable", "/nowhere/bin/python")
    result = GATE.run(repository.context("lint", black=True))
    assert "black is not installed" in result.reason


@pytest.mark.parametrize(
    ("output", "files"),
    [
        ("Would reformat: a b.py\nWould reformat: c.py\n2 files would be reformatted\n", 2),
        ("would reformat /x/a.py\n\nOh no!\n1 file would be reformatted.\n", 1),
        (
            "unformatted: File would be reformatted\n --> app/a.py:1:5\n  |\n  - x = (  1)\n"
            "unformatted: File would be reformatted\n --> b.py:3:1\n1 file already formatted\n",
            2,
        ),
        ("2 files already formatted\n", 0),
    ],
)
def test_the_files_that_a_formatter_names_are_read(output, files):
    found = unformatted(output)
    assert len(found) == files
    assert all(name.endswith(".py") for name in found)
