from agentgen.diagnostics import Place
from agentgen.gates.types import GATE
from agentgen.ir.report import Verdict


def test_mypy_of_the_repository_finds_errors(repository):
    repository.put("backend/pyproject.toml", "[tool.mypy]\nstrict = true\n")
    repository.put("backend/a.py", "def f() -> int:\n    return 'x'\n")
    repository.python("mypy", "backend/")
    result = GATE.run(repository.context("types"))
    assert result.verdict is Verdict.FAILED
    assert result.findings[0].place == Place("backend/a.py", 2)
    assert "return-value" in result.findings[0].message
    assert ("mypy errors", "1") in result.evidence.figures
    assert result.evidence.versions[0].startswith("mypy ")


def test_clean_python_passes(repository):
    repository.put("pyproject.toml", '[tool.mypy]\nfiles = ["a.py"]\n')
    repository.put("a.py", "def f() -> int:\n    return 1\n")
    repository.python("mypy")
    result = GATE.run(repository.context("types"))
    assert result.verdict is Verdict.PASSED
    assert result.evidence.examined == "1 Python files"
    assert result.evidence.commands == ("mypy --no-color-output --no-pretty",)


def test_a_missing_mypy_is_unverified_even_when_agentgen_has_one(repository):
    repository.put("a.py", "x = 1\n")
    result = GATE.run(repository.context("types"))
    assert result.verdict is Verdict.UNVERIFIED
    assert "mypy is not installed" in result.reason


def test_a_tool_that_hangs_is_unverified(repository):
    repository.put("a.py", "x = 1\n")
    repository.script(
        ".venv/bin/mypy", '#!/bin/sh\n[ "$1" = --version ] && echo mypy 1.2.3 && exit 0\nsleep 30\n'
    )
    result = GATE.run(repository.context("types", seconds=0.3))
    assert result.verdict is Verdict.UNVERIFIED
    assert "did not end within" in result.reason
    assert result.evidence.versions == ("mypy 1.2.3",)


def test_a_tool_that_cannot_be_started_is_unverified(repository):
    repository.put("a.py", "x = 1\n")
    repository.put(".venv/bin/mypy", "not executable")
    result = GATE.run(repository.context("types"))
    assert result.verdict is Verdict.UNVERIFIED
    assert "cannot be started" in result.reason


def test_a_crash_of_mypy_is_unverified(repository):
    repository.put("a.py", "x = 1\n")
    repository.put("mypy.ini", "[mypy]\nplugins = no_such_plugin\n")
    repository.python("mypy")
    result = GATE.run(repository.context("types"))
    assert result.verdict is Verdict.UNVERIFIED
    assert "mypy failed" in result.reason


def frontend(repository, config="{}"):
    repository.put("frontend/package.json", "{}")
    repository.put("frontend/tsconfig.json", config)
    repository.put("frontend/src/a.ts", "export const a: number = 'x';\n")


def test_tsc_errors_become_findings(repository):
    frontend(repository)
    repository.node("tsc", 2, "src/a.ts(1,14): error TS2322: Type 'string' is not assignable.\n")
    result = GATE.run(repository.context("types"))
    assert result.verdict is Verdict.FAILED
    assert result.findings[0].place == Place("frontend/src/a.ts", 1)
    assert result.findings[0].message.startswith("TS2322")


def test_project_references_are_built(repository):
    frontend(repository, '{"references": [{"path": "./tsconfig.app.json"}], "files": []}')
    repository.node("tsc", 0, "")
    result = GATE.run(repository.context("types"))
    assert result.verdict is Verdict.PASSED
    assert result.evidence.commands == ("tsc --build --noEmit --pretty false",)
    assert result.evidence.examined == "1 TypeScript files"


def test_a_missing_tsc_and_a_crash_are_unverified(repository):
    frontend(repository)
    assert "tsc is not installed" in GATE.run(repository.context("types")).reason
    repository.node("tsc", 1, "node: out of memory")
    result = GATE.run(repository.context("types"))
    assert result.verdict is Verdict.UNVERIFIED
    assert "out of memory" in result.reason
