"""What `spec explain` and `spec diff` print for people."""

import json
from pathlib import Path

import typer
from typer.testing import CliRunner, Result

from agentgen.cli import roles, spec

TEXT = """# The shop

- Functions have at most 30 lines
- Functions must not exceed 25 lines
- Use SQLModel
- Nobody likes novels <!-- agentgen: class-length max=90 -->
- Merge after a review

<!-- agentgen: decision orm=sqlalchemy -->

The team is in Ankara.

```
x = 1
```
"""


def run(*arguments: str) -> Result:
    app = typer.Typer()
    spec.register(app)
    roles.register(app)
    return CliRunner().invoke(app, ["spec", *arguments])


def explained(folder: Path, line: int) -> str:
    file = folder / "a.md"
    file.write_text(TEXT)
    result = run("explain", f"{file}:{line}")
    assert result.exit_code == 0
    return result.stdout.replace(f"{file}", "a.md")


def test_a_rule_that_another_line_outdoes(tmp_path: Path) -> None:
    shown = explained(tmp_path, 3)
    assert "  rule       function-length max=30\n" in shown
    assert "               max: lines of a function at most\n" in shown
    assert "`agentgen check` looks at it\n             way out of a finding: split" in shown
    assert "             in force instead: function-length max=25, from a.md:4\n" in shown
    assert '  conflict   over function-length: {"max": 25} is taken\n' in shown


def test_the_rule_that_holds_has_no_rival(tmp_path: Path) -> None:
    assert "in force instead" not in explained(tmp_path, 4)


def test_a_decision_that_a_directive_outdoes(tmp_path: Path) -> None:
    shown = explained(tmp_path, 5)
    assert "  decision   orm = sqlmodel\n" in shown
    assert "             in force instead: sqlalchemy, from a.md:9\n" in shown


def test_an_open_decision_stops_new(tmp_path: Path) -> None:
    one, other = tmp_path / "a.md", tmp_path / "b.md"
    one.write_text("- Use SQLModel\n")
    other.write_text("- Use SQLAlchemy\n")
    assert "`agentgen new` stops" in run("explain", f"{one}:1", str(one), str(other)).stdout


def test_a_sentence_with_a_directive(tmp_path: Path) -> None:
    shown = explained(tmp_path, 6)
    assert "  modality   must: a directive says so\n" in shown
    assert "  directive  class-length max=90\n" in shown


def test_why_nothing_is_done(tmp_path: Path) -> None:
    assert "about how people work together" in explained(tmp_path, 7)
    assert "it only informs" in explained(tmp_path, 11)
    assert "examples bind nobody" in explained(tmp_path, 14)


def compared(folder: Path, old: str, new: str) -> str:
    one, other = folder / "old.md", folder / "new.md"
    one.write_text(old)
    other.write_text(new)
    result = run("diff", str(one), str(other))
    assert result.exit_code == 1
    return result.stdout.replace(f"{folder}/", "")


def test_decisions_and_conflicts_that_come_and_go(tmp_path: Path) -> None:
    clean, torn = "- Use SQLModel\n", "- Use Python 3.12\n- Use SQLModel\n- Use SQLAlchemy\n"
    shown = compared(tmp_path, clean, torn)
    assert "decisions\n  + python = 3.12  on\n      now new.md:1 «Use Python 3.12»\n" in shown
    assert "new conflict over orm: sqlmodel is taken\n" in shown
    assert "statements: 2 added (2 of them kept)\n" in shown
    back = compared(tmp_path, torn, clean)
    assert "  - python = 3.12  off\n      was old.md:1" in back
    assert "no more conflict over orm: sqlmodel is taken\n" in back
    assert "statements: 2 removed (2 of them were kept)\n" in back


def test_settings_are_told_with_their_paths_and_level(tmp_path: Path) -> None:
    old = "<!-- agentgen: no-print only=api/** as=warning -->\n"
    shown = compared(tmp_path, old, "- Be kind\n")
    assert "  - no-print only=api/** as=warning  off\n" in shown


def test_lost_checks_are_told(tmp_path: Path) -> None:
    old, new = "- Never write `print()` here\n", "- Feel free to write `print()` here\n"
    shown = compared(tmp_path, old, new)
    assert "  new.md:1 lost its check: enforced → unsupported\n" in shown
    assert "  new.md:1 is kept now: unsupported → enforced\n" in compared(tmp_path, new, old)


def test_differences_of_every_kind_are_json(tmp_path: Path) -> None:
    one, other = tmp_path / "a.md", tmp_path / "b.md"
    one.write_text("- Functions: max 30 lines\n- Use SQLModel\n- Be kind\n")
    other.write_text("- Functions: max 20 lines\n- Use SQLModel\n- Use SQLAlchemy\n- Ship it\n")
    found = json.loads(run("diff", str(one), str(other), "--json").stdout)
    assert found["rules"][0]["new"]["params"] == {"max": 20}
    assert found["conflicts"]["appeared"][0]["topic"] == "orm"
    assert found["statements"]["reworded"][0]["same_meaning"] is False
    assert {s["text"] for s in found["statements"]["added"]} == {"Use SQLAlchemy", "Ship it"}
