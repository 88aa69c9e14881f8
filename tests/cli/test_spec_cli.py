import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from typer.testing import CliRunner, Result

from agentgen.cli import roles, spec


@pytest.fixture(autouse=True)
def no_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, key in (("agentgen.rules.registry", "RULES"), ("agentgen.gates.registry", "GATES")):
        monkeypatch.setitem(sys.modules, name, SimpleNamespace(**{key: ()}))


def run(*arguments: str) -> Result:
    app = typer.Typer()
    spec.register(app)
    roles.register(app)
    return CliRunner().invoke(app, list(arguments))


def write(folder: Path, text: str, name: str = "a.md") -> str:
    file = folder / name
    file.write_text(text, "utf-8")
    return str(file)


def test_the_spec_is_printed_with_its_margin(tmp_path: Path) -> None:
    path = write(tmp_path, "# T\n\n- Use SQLModel\n- Be kind\n\n```\na\nb\n```\n")
    result = run("spec", path)
    assert result.exit_code == 0
    assert result.stdout == (
        f"{path}\n"
        " line  modality  status       statement\n"
        "\nT\n"
        "    3  must      generated    Use SQLModel\n"
        "                              -> orm = sqlmodel\n"
        "    4  must      unsupported  Be kind\n"
        "    7  example   advisory     a … (2 lines)\n"
        "\n"
        "3 statements: 1 generated, 1 advisory, 1 unsupported\n"
        "decisions: orm = sqlmodel\n"
    )


def test_long_lines_are_not_cut(tmp_path: Path) -> None:
    text = "Use SQLModel for " + "very " * 60 + "long lines"
    assert text in run("spec", write(tmp_path, f"- {text}\n")).stdout


def test_conflicts_and_notes_are_told(tmp_path: Path) -> None:
    one = write(tmp_path, "- Use SQLModel\n")
    other = write(tmp_path, "- Use SQLAlchemy\n- a → b\n", "b.md")
    Path(other).write_bytes(b"- Use SQLAlchemy\n- caf\xe9\n")
    result = run("spec", one, other)
    assert result.exit_code == 1
    assert "conflict over orm: open" in result.stdout
    assert f"  {other}:1: sqlalchemy" in result.stdout
    assert "decisions: {orm: sqlalchemy}" in result.stdout
    assert f"  {other}:2: this line was not UTF-8" in result.stdout


def test_settled_conflicts_name_the_winner(tmp_path: Path) -> None:
    result = run("spec", write(tmp_path, "- Line length: 120\n- Line length: 100\n"))
    assert result.exit_code == 0
    assert "conflict over line_length: 100 is taken" in result.stdout


def test_specs_that_bind_nothing_say_so(tmp_path: Path) -> None:
    result = run("spec", write(tmp_path, "Be kind.\n"))
    assert result.exit_code == 1
    assert "nothing in these specs can be enforced" in result.stdout


def test_a_spec_cannot_steer_the_terminal(tmp_path: Path) -> None:
    result = run("spec", write(tmp_path, "- Use SQLModel \x1b[2J now [red]x[/red]\n"))
    assert "\x1b" not in result.stdout
    assert "[2J now [red]x[/red]" in result.stdout


def test_rules_are_shown_with_their_parameters(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from agentgen.ir.policy import Status

    rule = SimpleNamespace(
        id="length",
        status=Status.ENFORCED,
        recognise=lambda statement: {"limit": 30} if "30" in statement.text else None,
        stricter=lambda one, other: one,
    )
    registry = SimpleNamespace(RULES=(rule,))
    monkeypatch.setitem(sys.modules, "agentgen.rules.registry", registry)
    assert "-> length(limit=30)" in run("spec", write(tmp_path, "- 30 lines\n")).stdout


def test_json_for_machines(tmp_path: Path) -> None:
    result = run("spec", write(tmp_path, "- Use SQLModel\n"), "--json")
    assert json.loads(result.stdout)["decisions"]["orm"]["value"] == "sqlmodel"


def test_roles_are_listed() -> None:
    result = run("roles")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 10
    assert "backend-expert      Backend Expert (" in result.stdout


def test_roles_as_json() -> None:
    found = json.loads(run("roles", "--json").stdout)
    assert [role["name"] for role in found][1] == "backend-coder"
    assert set(found[0]) == {"name", "title", "summary", "statements", "enforced"}
