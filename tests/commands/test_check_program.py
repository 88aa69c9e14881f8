"""`agentgen check`, as its users run it."""

import json
import shutil
from pathlib import Path

import pytest
from tests.checking import CLEAN, SHOP, repository

from agentgen.commands.check import CheckRequest, check
from agentgen.errors import AgentgenError


def test_the_command_prints_and_exits_with_one_for_findings(run):
    result = run(SHOP)
    assert result.exit_code == 1
    assert "backend/app/main.py:20  `GET /legacy/report` is not under `/api/v1`" in result.stdout
    assert "\x1b[" not in result.stdout


def test_the_command_exits_with_zero_when_clean(run, tmp_path):
    result = run(repository(tmp_path, CLEAN))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1].startswith("1 passed, 0 failed, 0 unverified")


def test_the_command_explains_why_it_cannot_run(run, tmp_path):
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "error: " in result.stderr
    assert "  > add an AGENTS.md" in result.stderr
    assert result.stdout == ""


def test_formats_and_output_file(run, tmp_path):
    assert json.loads(run(SHOP, "--json").stdout)["schema"] == 1
    assert json.loads(run(SHOP, "--format", "sarif").stdout)["version"] == "2.1.0"
    assert run(SHOP, "--format", "github").stdout.startswith("::error file=")
    file = tmp_path / "out" / "report.json"
    result = run(SHOP, "--json", "--output", file)
    assert result.stdout == ""
    assert json.loads(file.read_text("utf-8"))["root"] == "shop"
    blocked = run(SHOP, "--output", tmp_path)
    assert blocked.exit_code == 2
    assert "the report cannot be written" in blocked.stderr


def test_one_run_writes_several_reports(run, tmp_path):
    sarif, comment = tmp_path / "a.sarif", tmp_path / "a.md"
    result = run(SHOP, "--format", "sarif", "-o", sarif, "--format", "terminal",
                 "--format", "markdown", "-o", comment)  # fmt: skip
    assert result.exit_code == 1
    assert "SPEC LINE" in result.stdout
    assert json.loads(sarif.read_text("utf-8"))["version"] == "2.1.0"
    assert "### agentgen" in comment.read_text("utf-8")


def test_the_schema_of_the_report_is_printed(run):
    result = run("--schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["$id"] == "urn:agentgen:report:1"


def test_gates_can_be_chosen(run, tmp_path):
    shutil.copytree(SHOP, tmp_path / "shop")
    result = run(tmp_path / "shop", "--gate", "types", "--gate", "route-coverage", "--json")
    found = {o["id"]: o for o in json.loads(result.stdout)["outcomes"] if o["kind"] == "gate"}
    assert found["types"]["verdict"] == "unverified"
    assert "make install" in found["types"]["reason"]
    assert set(found) == {"types", "route-coverage"}
    assert run(SHOP, "--gate", "nonsense").exit_code == 2


def test_unreadable_specs_are_explained(tmp_path, monkeypatch, compiler):
    root = repository(tmp_path, CLEAN)

    def refuse(self, *_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AgentgenError, match="Permission denied"):
        check(CheckRequest(root), compiler)
