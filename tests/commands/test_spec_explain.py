from pathlib import Path

import pytest

from agentgen.commands.spec.explain import explain
from agentgen.errors import AgentgenError
from agentgen.ir.policy import Modality, Status

TEXT = """# Rules

- Functions have at most 30 lines
- Functions must not exceed 25 lines
- Use SQLModel; be kind

## Never do this

- Write SQL by hand

```agentgen
decision orm=sqlalchemy
```
"""


@pytest.fixture
def spec(tmp_path: Path) -> str:
    file = tmp_path / "rules.md"
    file.write_text(TEXT)
    return str(file)


def test_a_rule_is_explained_with_what_holds(spec: str) -> None:
    (weak,) = explain(f"{spec}:3")
    (rule,) = weak.rules
    assert (rule.rule, rule.params, rule.holds) == ("function-length", {"max": 30}, False)
    assert [(s.params, s.place.line) for s in rule.in_force] == [({"max": 25}, 4)]
    assert rule.meanings == {"max": "lines of a function at most"}
    assert rule.title
    assert rule.checked_by == "agentgen check"
    (strong,) = explain(f"{spec}:4")
    assert strong.rules[0].holds
    assert [c.topic for c in strong.conflicts] == ["function-length"]


def test_a_gate_names_its_own_command(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("- Test coverage is at least 80 %\n")
    (found,) = explain(f"{file}:1")
    assert found.rules[0].checked_by == "agentgen check --gates"


def test_all_statements_of_a_line_are_explained(spec: str) -> None:
    one, other = explain(f"{spec}:5")
    (decision,) = one.decisions
    assert (decision.key, decision.value) == ("orm", "sqlmodel")
    assert decision.in_force is not None
    assert decision.in_force.value == "sqlalchemy"
    assert other.statement.status is Status.UNSUPPORTED


def test_an_id_is_as_good_as_a_line(spec: str) -> None:
    (by_line,) = explain(f"{spec}:9")
    assert explain(by_line.statement.id, [spec]) == (by_line,)


@pytest.mark.parametrize(
    ("text", "modality", "reason"),
    [
        ("- Handlers must be thin\n", Modality.MUST, "the word «must»"),
        ("- The team never ships on Fridays\n", Modality.NEVER, "the word «never»"),
        ("- Each table has at least one index\n", Modality.MUST, "the word «Each»"),
        ("- Cursor pagination\n", Modality.MUST, "it stands alone"),
        ("# Never\n\n- Globals\n", Modality.NEVER, "the heading «Never»"),
        ("# Sample output\n\n- You must pay\n", Modality.EXAMPLE, "the heading «Sample output»"),
        ("```\nx = 1\n```\n", Modality.EXAMPLE, "it is code"),
        ("The team is in Ankara.\n", Modality.INFO, "nothing in it asks"),
        ("<!-- agentgen: no-any -->\n", Modality.MUST, "a directive"),
    ],
)
def test_the_modality_has_a_reason(
    tmp_path: Path, text: str, modality: Modality, reason: str
) -> None:
    file = tmp_path / "a.md"
    file.write_text(text)
    (found,) = explain(f"{file}:{text.rstrip().count(chr(10)) + (not text.startswith('`'))}")
    assert found.statement.modality is modality
    assert reason in found.reason


def test_near_rules_are_told_where_nothing_matched(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("- Functions have a reasonable number of lines of code\n- Smile\n")
    (near,) = explain(f"{file}:1")
    assert "function-length" in [one.id for one in near.near]
    assert not explain(f"{file}:2")[0].near


def test_an_unknown_id_names_its_neighbours(spec: str) -> None:
    (known,) = explain(f"{spec}:9")
    name = known.statement.id
    with pytest.raises(AgentgenError) as caught:
        explain(name[:-1] + "x", [spec])
    assert f"{name} ({spec}:9)" in caught.value.way_out


@pytest.mark.parametrize("line", ["1", "999"])
def test_a_line_without_a_statement_names_its_neighbours(spec: str, line: str) -> None:
    with pytest.raises(AgentgenError) as caught:
        explain(f"{spec}:{line}")
    assert f"{spec}:" in caught.value.way_out


def test_a_file_that_is_no_spec_of_these_is_refused(spec: str) -> None:
    with pytest.raises(AgentgenError, match="none of the specs"):
        explain("other.md:3", [spec])


def test_a_role_is_called_by_its_name() -> None:
    assert explain("backend-coder:75")[0].decisions[0].key == "python"
