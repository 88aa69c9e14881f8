import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from typer.testing import CliRunner, Result

from agentgen.cli import roles, spec


@pytest.fixture(autouse=True)
def no_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("rules", "gates", "topics"):
        registry = SimpleNamespace(**{kind.upper(): ()})
        monkeypatch.setitem(sys.modules, f"agentgen.{kind}.registry", registry)


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
    path = write(tmp_path, "# T\n\n- Use SQLModel\n- Be kind; use Python 3.12\n\n```\na\nb\n```\n")
    result = run("spec", "show", path)
    assert result.exit_code == 0
    assert result.stdout == (
        f"{path}\n"
        "    1               # T\n"
        "    2\n"
        "    3  generated    - Use SQLModel\n"
        "                        → orm = sqlmodel\n"
        "    4  mixed        - Be kind; use Python 3.12\n"
        "       unsupported    Be kind\n"
        "       generated      use Python 3.12\n"
        "                        → python = 3.12\n"
        "    5\n"
        "    6               ```\n"
        "    7  advisory     a\n"
        "    8               b\n"
        "    9               ```\n"
        "\n"
        "4 statements: 2 generated, 1 advisory, 1 unsupported\n"
        "2 of 3 binding statements understood (67 %)\n"
        f"decided: orm = sqlmodel ({path}:3)\n"
        f"decided: python = 3.12 ({path}:4)\n"
    )


def test_show_is_what_a_spec_alone_means(tmp_path: Path) -> None:
    path = write(tmp_path, "- Use SQLModel\n")
    assert run("spec", path).stdout == run("spec", "show", path).stdout
    assert run("spec", "--json", path).stdout == run("spec", "show", path, "--json").stdout
    assert "Usage" in run("spec", "--help").stdout


def test_without_a_name_the_specs_of_this_directory_are_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "- Use SQLModel\n", "AGENTS.md")
    monkeypatch.chdir(tmp_path)
    assert run("spec", "show").stdout == run("spec", "AGENTS.md").stdout
    assert "Usage" in run("spec").output


def test_only_the_wanted_statuses_are_shown(tmp_path: Path) -> None:
    path = write(tmp_path, "# T\n\n- Use SQLModel\n- Be kind; use Python 3.12\n")
    shown = run("spec", path, "--status", "unsupported").stdout.split("\n\n")[0]
    assert shown == (
        f"{path}\n    4  unsupported  - Be kind; use Python 3.12\n       unsupported    Be kind"
    )


def test_a_terminal_gets_rows_that_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    path = write(tmp_path, "- " + "many short words " * 30 + "\n")
    plain = re.sub(r"\x1b\[[\d;]*m", "", run("spec", path).stdout)
    rows = [row for row in plain.split("\n") if "many" in row]
    assert len(rows) > 5
    assert max(map(len, rows)) <= 80
    assert all(row.startswith(" " * 20) for row in rows[1:])


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
    assert f"  {other}:1: sqlalchemy «Use SQLAlchemy»" in result.stdout
    assert "decisions: {orm: sqlalchemy}" in result.stdout
    assert f"note: {other}:2: this line was not UTF-8" in result.stdout


def test_settled_conflicts_name_the_winner(tmp_path: Path) -> None:
    result = run("spec", write(tmp_path, "- Line length: 120\n- Line length: 100\n"))
    assert result.exit_code == 0
    assert "conflict over line_length: 100 is taken" in result.stdout


def test_specs_that_bind_nothing_say_so(tmp_path: Path) -> None:
    result = run("spec", write(tmp_path, "Be kind.\n"))
    assert result.exit_code == 1
    assert "nothing in these specs can be enforced" in result.stdout


def test_a_spec_cannot_steer_the_terminal(tmp_path: Path) -> None:
    result = run("spec", write(tmp_path, "- Use SQLModel \x1b[2J now [red]x[/red]\u202e\n"))
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert r"Use SQLModel \x1b[2J now [red]x[/red]\u202e" in result.stdout


def test_rules_are_shown_with_their_parameters(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from agentgen.ir.policy import Status

    rule = SimpleNamespace(
        id="length",
        status=Status.ENFORCED,
        keywords=(),
        needs=(),
        describes=False,
        general=False,
        recognise=lambda statement: {"limit": 30} if "30" in statement.text else None,
        stricter=lambda one, other: one,
    )
    registry = SimpleNamespace(RULES=(rule,))
    monkeypatch.setitem(sys.modules, "agentgen.rules.registry", registry)
    assert "→ length limit=30" in run("spec", write(tmp_path, "- 30 lines\n")).stdout


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


def test_a_statement_is_explained(tmp_path: Path) -> None:
    path = write(tmp_path, "# T\n\n- Use SQLModel\n- Be \x1b[2J kind\n")
    result = run("spec", "explain", f"{path}:3")
    assert result.exit_code == 0
    name = result.stdout.split()[1]
    assert result.stdout == (
        f"{path}:3  {name}\n"
        "  │ Use SQLModel\n"
        "  section    T\n"
        "  modality   must: the word «Use»\n"
        "  status     generated\n"
        "  decision   orm = sqlmodel\n"
        "             `agentgen new` builds it so; `decisions` in agentgen.yaml overrides it\n"
    )
    silent = run("spec", "explain", f"{path}:4").stdout
    assert "no rule, gate or decision recognises these words" in silent
    assert "<!-- agentgen: ignore -->" in silent
    assert "\x1b" not in silent


def test_explanations_as_json(tmp_path: Path) -> None:
    path = write(tmp_path, "- Use SQLModel\n")
    (found,) = json.loads(run("spec", "explain", f"{path}:1", "--json").stdout)
    assert found["statement"]["place"]["line"] == 1
    assert found["decisions"][0]["value"] == "sqlmodel"
