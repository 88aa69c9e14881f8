"""ruff's scan is real; Bandit, pip-audit and npm are recorded."""

import json

import pytest

from agentgen.diagnostics import Place
from agentgen.gates import security
from agentgen.gates.security import GATE
from agentgen.ir.report import Verdict

GRAVE = {"severities": ("critical", "high"), "max_findings": 0}
CODE = "import hashlib, subprocess\n\ndef f(x):\n    eval(x)\n    hashlib.md5(x)\n    assert x\n"
BANDIT = {
    "results": [
        {
            "filename": "./app/a.py",
            "line_number": 4,
            "test_id": "B307",
            "issue_severity": "MEDIUM",
            "issue_text": "eval",
        },
        {
            "filename": "./tests/test_a.py",
            "line_number": 1,
            "test_id": "B101",
            "issue_severity": "LOW",
            "issue_text": "assert",
        },
    ]
}


@pytest.fixture(autouse=True)
def no_bandit_beside_us(monkeypatch, tmp_path):
    real = security.python_tool

    def own(context, name, *, own=False):
        return real(context, name, own=own and name != "bandit")

    monkeypatch.setattr(security, "python_tool", own)


def recorded(repository, name, output, code=0):
    repository.put(f"{name}.out", output)
    repository.script(
        f".venv/bin/{name}",
        f'#!/bin/sh\n[ "$1" = --version ] && echo {name} 1.2.3 && exit 0\n'
        f'cat "{repository.root}/{name}.out"\nexit {code}\n',
    )


def test_ruff_stands_in_for_bandit_and_says_so(repository):
    repository.put("app/a.py", CODE)
    repository.put("tests/test_a.py", CODE)
    result = GATE.run(repository.asking(vulnerability_scan={}))
    assert [(f.place, f.message[:4]) for f in result.findings] == [
        (Place("app/a.py", 4), "S307"),
        (Place("app/a.py", 5), "S324"),
    ]
    assert {f.spec for f in result.findings} == {Place("AGENTS.md", 11)}
    assert any("Bandit is not installed" in told for _, told in result.evidence.figures)


def test_where_only_grave_findings_count_others_do_not(repository):
    repository.put("app/a.py", CODE)
    result = GATE.run(repository.asking(vulnerability_scan=GRAVE))
    assert [f.message[:4] for f in result.findings] == ["S324"]


def test_bandit_of_the_repository_is_used(repository):
    repository.put("app/a.py", CODE)
    recorded(repository, "bandit", f"[main] INFO\n{json.dumps(BANDIT)}", 1)
    result = GATE.run(repository.asking(vulnerability_scan=GRAVE))
    assert [(f.place, f.message) for f in result.findings] == [
        (Place("app/a.py", 4), "B307 (medium): eval")
    ]
    assert result.evidence.versions == ("bandit 1.2.3",)
    assert "-lll" in result.evidence.commands[0]


def test_a_crash_of_bandit_is_unverified(repository):
    repository.put("app/a.py", CODE)
    recorded(repository, "bandit", "Traceback: boom", 2)
    result = GATE.run(repository.context("security-scan"))
    assert result.verdict is Verdict.UNVERIFIED
    assert "bandit failed: Traceback: boom" in result.reason


def audit(repository, output):
    repository.put("app/a.py", "x = 1\n")
    recorded(repository, "pip-audit", output, 1)
    return GATE.run(repository.asking(vulnerability_scan={"tools": ("pip-audit",)}))


def test_dependencies_are_audited_where_the_policy_asks(repository):
    hole = {"id": "PYSEC-1", "fix_versions": ["2.0"]}
    row = {"name": "left", "version": "1.0", "vulns": [hole]}
    result = audit(repository, f"Found 1\n{json.dumps({'dependencies': [row]})}")
    assert [f.message for f in result.findings] == ["left 1.0: PYSEC-1"]
    assert "2.0" in result.findings[0].help
    assert "1 Python packages" in result.evidence.examined


def test_an_audit_without_network_is_unverified(repository):
    result = audit(repository, "ERROR: no route to host")
    assert result.verdict is Verdict.UNVERIFIED
    assert "pip-audit has no answer: ERROR: no route to host" in result.reason


def test_a_missing_audit_is_unverified(repository):
    repository.put("app/a.py", "x = 1\n")
    result = GATE.run(repository.asking(vulnerability_scan={"tools": ("pip-audit",)}))
    assert "pip-audit is not installed" in result.reason


@pytest.mark.parametrize(
    ("severities", "found"), [((), ["a: high", "b: low"]), (("high",), ["a: high"])]
)
def test_npm_audits_the_frontend(repository, monkeypatch, severities, found):
    report = {
        "vulnerabilities": {"a": {"severity": "high"}, "b": {"severity": "low"}},
        "metadata": {"dependencies": {"total": 40}},
    }
    repository.put("frontend/package.json", "{}")
    recorded(repository, "npm", json.dumps(report), 1)
    monkeypatch.setattr(
        security.shutil, "which", lambda name: str(repository.root / ".venv/bin/npm")
    )
    params = {"tools": ("npm audit",), "severities": severities}
    result = GATE.run(repository.asking(vulnerability_scan=params))
    assert [f.message for f in result.findings] == found
    assert result.evidence.examined == "40 npm packages"
