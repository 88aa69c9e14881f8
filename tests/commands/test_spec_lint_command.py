import json
import subprocess
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from agentgen.cli import spec
from agentgen.commands.spec.lint import exit_code, lint
from agentgen.errors import ExitCode
from agentgen.ir.report import Verdict
from agentgen.report.formats import Format, render


def write(folder: Path, text: str) -> str:
    file = folder / "AGENTS.md"
    file.write_text(text, "utf-8")
    return str(file)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    return tmp_path


def test_a_sound_spec_is_clean(repository: Path) -> None:
    path = write(
        repository, "# Rules\n\n- Functions have at most 30 lines\n- See [me](AGENTS.md)\n"
    )
    report = lint([path])
    assert not report.findings
    assert exit_code(report) is ExitCode.OK
    verdicts = {o.id: o.verdict for o in report.outcomes}
    assert verdicts["spec-path"] is Verdict.PASSED
    assert verdicts["spec-example"] is Verdict.UNVERIFIED


def test_every_check_finds_its_kind(repository: Path) -> None:
    text = (
        "- Functions have at most 30 lines\n- Methods have at most 40 lines\n"
        "- In Python, functions have at most 35 lines\n- Write clean code\n- Write clean code\n"
        "- caf\u00c3\u00a9 au lait\n- Never use `print()`\n- See [more](gone.md)\n\n"
        "Good:\n\n```python\nprint(1)\n```\n"
    )
    report = lint([write(repository, text)])
    found = {(f.rule, f.place.line) for f in report.findings}
    assert found == {
        ("spec-contradiction", 2),
        ("spec-shadowed", 3),
        ("spec-vague", 4),
        ("spec-vague", 5),
        ("spec-duplicate", 5),
        ("spec-encoding", 6),
        ("spec-path", 8),
        ("spec-example", 13),
    }
    assert exit_code(report) is ExitCode.FINDINGS


def test_notes_alone_are_no_findings(tmp_path: Path) -> None:
    report = lint([write(tmp_path, "# A\n\n- Run the tests\n\n# B\n\n- Run the tests\n")])
    assert [f.rule for f in report.findings] == ["spec-duplicate"]
    assert exit_code(report) is ExitCode.OK


def test_the_same_figure_in_other_words_is_said_twice(tmp_path: Path) -> None:
    text = "- Functions have at most 30 lines\n- Methods must not exceed 30 lines\n"
    (finding,) = lint([write(tmp_path, text)]).findings
    assert (finding.rule, finding.place.line) == ("spec-duplicate", 2)
    assert "AGENTS.md:1 means the same" in finding.message


def test_a_limit_that_bites_is_not_shadowed(tmp_path: Path) -> None:
    text = "- Functions have at most 30 lines\n- Handlers have at most 10 lines\n"
    assert not lint([write(tmp_path, text)]).findings


def test_outside_a_repository_paths_are_not_judged(tmp_path: Path) -> None:
    report = lint([write(tmp_path, "- Use SQLModel\n- See [more](gone.md)\n")])
    (outcome,) = [o for o in report.outcomes if o.id == "spec-path"]
    assert outcome.verdict is Verdict.UNVERIFIED


@pytest.mark.parametrize("form", Format)
def test_hostile_text_steers_no_reader(tmp_path: Path, form: Format) -> None:
    report = lint([write(tmp_path, "- Write clean \x1b[Hcode\x1b[K, friends\u202e\n")])
    assert report.findings
    shown = render(report, form)
    assert "\x1b" not in shown
    if form in (Format.TERMINAL, Format.GITHUB):
        assert "\u202e" not in shown


def test_the_command_reports_in_every_format(tmp_path: Path) -> None:
    app = typer.Typer()
    spec.register(app)
    app.command("other")(lambda: None)
    path = write(tmp_path, "- Write clean code\n")
    run = CliRunner().invoke
    assert run(app, ["spec", "lint", path]).exit_code == 1
    found = json.loads(run(app, ["spec", "lint", path, "--json"]).stdout)
    assert json.dumps(found).count("spec-vague") > 0
    target = tmp_path / "out" / "spec.sarif"
    run(app, ["spec", "lint", path, "--format", "sarif", "--output", str(target)])
    (result,) = json.loads(target.read_text())["runs"][0]["results"]
    assert result["ruleId"] == "spec-vague"
    assert "::warning file=" in run(app, ["spec", "lint", path, "--format", "github"]).stdout
