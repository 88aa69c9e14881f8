"""«Why it looks so»: every decision with the line that took it."""

import re
from dataclasses import fields

import pytest
from tests.documents import blueprint_of, pets

from agentgen.commands.recognizers import all_recognizers
from agentgen.commands.roles import role_files
from agentgen.diagnostics import Place
from agentgen.emit.repository import RepositoryInputs, emit_repository
from agentgen.ir.decisions import Decisions
from agentgen.ir.policy import Decision, Policy
from agentgen.spec.compile import compile_specs


def readme_rows(policy: Policy, **overrides) -> dict[str, tuple[str, str]]:
    """Value and source of each decision in the generated README."""
    blueprint = blueprint_of(pets(), policy, **overrides)
    text = emit_repository(blueprint, RepositoryInputs({}, overrides))["README.md"]
    table = text.split("## Why it looks so")[1].split("\n\n")[1]
    rows = [row.strip("| ").split(" | ") for row in table.splitlines()[2:]]
    assert all(len(row) == 3 for row in rows)
    return {key: (value, source) for key, value, source in rows}


@pytest.mark.parametrize("role", ["backend-coder", "backend-expert", "agentic-backend"])
def test_each_decision_names_its_line(role: str):
    data = role_files()[role].read_bytes()
    policy = compile_specs([(f"specs/{role}.md", data)], all_recognizers())
    assert len(policy.decisions) > 1
    lines = data.decode().splitlines()
    rows = readme_rows(policy)
    for key, decision in policy.decisions.items():
        value, source = rows[key.replace("_", " ")]
        if key == "api_prefix" and source == "the contract's own paths":
            continue
        found = re.fullmatch(rf"specs/{role}\.md:(\d+): «(.+?)…?»", source)
        assert found, source
        words = re.findall(r"\w+", found[2].replace("&lt;", "<"))
        said = " ".join(lines[int(found[1]) - 1 :][:9])
        assert set(words) <= set(re.findall(r"\w+", said))
        assert value.strip("`")
        assert decision.place.line == int(found[1])


def test_a_silent_spec_leaves_the_defaults():
    rows = readme_rows(Policy())
    named = {field.name.replace("_", " ") for field in fields(Decisions)}
    assert rows.keys() <= named
    assert {
        "layout", "orm", "logging", "error body", "validation status", "page size",
        "page size max", "python", "docker base", "soft delete", "primary key", "line length",
        "docstrings",
    } <= rows.keys()  # fmt: skip
    assert {source for key, (_, source) in rows.items() if key != "api prefix"} == {
        "agentgen's default"
    }
    assert rows["docker base"][0] == "`python:3.12-slim`"
    assert rows["soft delete"][0] == "`false`"
    assert rows["error body"][0].startswith('`{"code": ')


def test_the_users_own_decision_is_named_as_such():
    policy = Policy(decisions={"orm": Decision("orm", "sqlmodel", Place("a.md"), "Use SQLModel")})
    rows = readme_rows(policy, orm="sqlalchemy")
    assert rows["orm"] == ("`sqlalchemy`", "`agentgen.yaml`")


def test_quotes_stay_in_their_cell():
    text = "Use `SQLModel` | <script>x</script>\n## Not a heading"
    policy = Policy(decisions={"orm": Decision("orm", "sqlmodel", Place("a.md", 3), text)})
    _, source = readme_rows(policy)["orm"]
    assert source == "a.md:3: «Use 'SQLModel' / &lt;script>x&lt;/script> ## Not a heading»"
