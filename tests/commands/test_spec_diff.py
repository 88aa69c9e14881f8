import json
import subprocess
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from agentgen.cli import spec
from agentgen.commands.spec.diff import as_json, diff, exit_code
from agentgen.errors import AgentgenError, ExitCode
from agentgen.spec.diff import Change, PolicyDiff


@pytest.fixture
def between(tmp_path: Path):
    def compared(old: str, new: str) -> PolicyDiff:
        one, other = tmp_path / "old.md", tmp_path / "new.md"
        one.write_text(old)
        other.write_text(new)
        return diff(str(one), str(other))

    return compared


@pytest.mark.parametrize(
    ("old", "new", "rule", "change"),
    [
        ("", "- Never use `print()`\n", "no-print", Change.ON),
        ("- Never use `print()`\n", "", "no-print", Change.OFF),
        (
            "- Functions: max 40 lines\n",
            "- Functions: max 30 lines\n",
            "function-length",
            "tightened",
        ),
        (
            "- Functions: max 30 lines\n",
            "- Functions: max 40 lines\n",
            "function-length",
            "loosened",
        ),
        ("- Coverage: 80 % of lines\n", "- Coverage: 90 % of lines\n", "tests", "tightened"),
        (
            "- Every route is prefixed with /v1\n",
            "- Every route is prefixed with /v2\n",
            "route-versioning",
            "changed",
        ),
        ("- Avoid `any` types\n", "- Never use `any` types\n", "no-any", "tightened"),
        ("- Never use `any` types\n", "- Avoid `any` types\n", "no-any", "loosened"),
    ],
)
def test_rules_go_on_and_off_and_move(between, old: str, new: str, rule: str, change: str) -> None:
    found = between("- Be kind\n" + old, "- Be kind\n" + new)
    (only,) = found.rules
    setting = only.new or only.old
    assert (setting.rule, only.change) == (rule, change)
    assert exit_code(found) is ExitCode.FINDINGS


def test_a_limit_of_another_scope_is_another_rule(between) -> None:
    found = between("- Functions: max 40 lines\n", "- Handlers have at most 40 lines\n")
    assert [c.change for c in found.rules] == [Change.OFF, Change.ON]


@pytest.mark.parametrize(
    ("old", "new", "change", "values"),
    [
        ("- Use SQLModel\n", "- Use SQLAlchemy\n", Change.CHANGED, ("sqlmodel", "sqlalchemy")),
        ("- Be kind\n", "- Use SQLModel\n", Change.ON, (None, "sqlmodel")),
        ("- Use SQLModel\n", "- Be kind\n", Change.OFF, ("sqlmodel", None)),
    ],
)
def test_decisions_change(between, old: str, new: str, change: Change, values: tuple) -> None:
    (only,) = between(old, new).decisions
    sides = tuple(side.value if side else None for side in (only.old, only.new))
    assert (only.change, sides) == (change, values)


def test_conflicts_come_and_go(between) -> None:
    clean, torn = "- Use SQLModel\n", "- Use SQLModel\n- Use SQLAlchemy\n"
    assert [c.topic for c in between(clean, torn).appeared] == ["orm"]
    assert between(torn, clean).gone
    moved = between(torn, "# A title\n\n" + torn)
    assert not moved.appeared
    assert not moved.gone


def test_rewording_without_effect_is_said_so(between) -> None:
    found = between(
        "- Functions should have at most 40 lines\n- Be kind\n",
        "- Functions must not exceed 40 lines\n\n- Be kind\n",
    )
    assert [c.change for c in found.rules] == []
    (one,) = found.reworded
    assert one.same
    assert not found.changes_policy
    assert exit_code(found) is ExitCode.OK


def test_moving_lines_changes_nothing(between) -> None:
    found = between("- Use SQLModel\n- Be kind\n", "\n- Be kind\n\n- Use SQLModel\n")
    assert not any((found.changes_policy, found.reworded, found.added, found.removed))


def test_a_figure_is_an_effect(between) -> None:
    (one,) = between("- Functions: max 40 lines\n", "- Functions: max 30 lines\n").reworded
    assert not one.same
    assert not one.lost


def test_statements_lose_and_gain_their_checks(between) -> None:
    strong, weak = "- Never write `print()` here\n", "- Feel free to write `print()` here\n"
    lost = between(strong, weak)
    assert [r.lost for r in lost.reworded] == [True]
    assert [r.gained for r in between(weak, strong).reworded] == [True]


def test_a_heading_that_turns_a_statement_is_noticed(between) -> None:
    found = between("# Rules\n\n- Use SQLModel\n", "# Never do this\n\n- Use SQLModel\n")
    assert [c.change for c in found.decisions] == [Change.OFF]


def test_revisions_of_git_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]
    Path("AGENTS.md").write_bytes(b"- caf\xe9\n- Use SQLModel\n\n\n")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True)
    assert not diff("HEAD:AGENTS.md", "AGENTS.md").changes_policy
    Path("AGENTS.md").write_text("- Use SQLAlchemy\n")
    assert diff("HEAD:AGENTS.md", "AGENTS.md").changes_policy
    for wrong in ("HEAD:none.md", "none:AGENTS.md", "--output=x:AGENTS.md"):
        with pytest.raises(AgentgenError, match="git has no such file"):
            diff(wrong, "AGENTS.md")
    assert sorted(p.name for p in Path().iterdir()) == [".git", "AGENTS.md"]


def test_without_a_repository_a_revision_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AgentgenError, match="no git repository"):
        diff("HEAD:AGENTS.md", "AGENTS.md")


def test_roles_compare_with_themselves(between) -> None:
    found = diff("backend-coder", "backend-coder")
    assert not any((found.changes_policy, found.reworded, found.added, found.removed))


def run(*arguments: str):
    app = typer.Typer()
    spec.register(app)
    app.command("other")(lambda: None)
    return CliRunner().invoke(app, ["spec", "diff", *arguments])


def test_it_is_printed(tmp_path: Path) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text("- Functions: max 40 lines\n- Use SQLModel\n- Be good\n")
    new.write_text("- Functions: max 30 lines\n- Use SQLModel\n- Be very good\n")
    result = run(str(old), str(new))
    assert result.exit_code == 1
    assert result.stdout == (
        "rules\n"
        "  > function-length max=40 → function-length max=30  tightened\n"
        f"      was {old}:1 «Functions: max 40 lines»\n"
        f"      now {new}:1 «Functions: max 30 lines»\n"
        "statements: 1 reworded without effect\n"
    )
    same = run(str(old), str(old))
    assert (same.exit_code, same.stdout) == (0, "the policy is the same\n")


def test_it_is_told_to_machines(tmp_path: Path, between) -> None:
    found = between("- Use SQLModel\n- Be a\x1b[2J b\n", "- Use SQLAlchemy\n- Be a b\n")
    assert (
        json.loads(json.dumps(as_json(found), default=list))["decisions"][0]["change"] == "changed"
    )
    shown = run(str(tmp_path / "old.md"), str(tmp_path / "new.md"), "--json").stdout
    assert json.loads(shown)["changes_policy"] is True
    assert "\x1b" not in run(str(tmp_path / "old.md"), str(tmp_path / "new.md")).stdout
