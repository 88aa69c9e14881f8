"""`agentgen rule`, and the page of documentation made from the same data."""

import json
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from agentgen.cli import rule as cli
from agentgen.commands.rule import every_check, rules
from agentgen.commands.rule_page import page
from agentgen.diagnostics import Place
from agentgen.errors import AgentgenError
from agentgen.spec.compile import compile_specs

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def run(*arguments: str) -> Result:
    app = typer.Typer()
    cli.register(app)
    app.command("other")(lambda: None)
    return CliRunner().invoke(app, ["rule", *arguments])


def test_every_rule_and_gate_is_told():
    told = rules()
    assert [one.id for one in told] == [one.id for one in every_check()]
    assert {one.kind for one in told} == {"rule", "gate"}
    for one in told:
        assert one.title
        assert one.prose
        assert one.kind == "gate" or (one.valid and one.invalid and one.help and one.looks_at)


@pytest.mark.parametrize("told", rules(), ids=lambda one: one.id)
def test_the_directive_that_is_shown_switches_the_rule_on(told):
    policy = compile_specs(
        [("AGENTS.md", f"# Rules\n\n{told.directive}\n".encode())], every_check()
    )
    assert [one.rule for one in policy.rules] == [told.id]
    assert policy.rules[0].place == Place("AGENTS.md", 3)
    longest = max((params for _, params in told.prose), key=len)
    assert set(policy.rules[0].params) == set(longest)


def test_the_terminal_shows_all_there_is_to_tell():
    assert run("no-print", "function-length").stdout.startswith("no-print: ")
    text = run("function-length").stdout
    told = rules(["function-length"])[0]
    for one in (told.title, told.looks_at, told.directive, told.suppression, told.help):
        assert one in text
    for param in told.params:
        assert f"{param.name}: {param.meaning}; {param.values}" in text
    for sentence, _ in told.prose:
        assert sentence in text
    assert "«Maximum function length: 30 lines. If longer, refactor»  -> max=30" in text
    assert text.count("found under") == len(told.invalid)
    for one in (*told.invalid, *told.valid):
        assert all(line in text for code in one.files.values() for line in code.splitlines())


def test_without_a_name_all_are_listed():
    lines = run().stdout.splitlines()
    assert [line.split()[0] for line in lines] == [one.id for one in every_check()]
    assert any("measured" in line and line.startswith("types ") for line in lines)


def test_json_holds_what_the_terminal_shows():
    (row,) = json.loads(run("no-print", "--json").stdout)
    assert row["prose"][0] == ["No print statements in production code", {}]
    assert row["invalid"][0]["files"] == {"app/a.py": "def f():\n    print('x')\n"}
    assert row["suppression"] == "# agentgen: ignore[no-print] reason"
    assert len(json.loads(run("--json").stdout)) == len(every_check())


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("no-prnt", "did you mean no-print"),
        ("secrets", "hard-coded-secrets"),
        ("zzzzzz", "lists them"),
    ],
)
def test_an_unknown_name_is_an_error_with_a_way_out(name, hint):
    with pytest.raises(AgentgenError) as caught:
        rules([name])
    assert hint in caught.value.way_out
    assert run(name).exit_code == 2


def test_the_page_is_what_the_rules_say():
    assert PAGE.read_text("utf-8") == page(rules()), "run `python scripts/rule_docs.py`"


def test_the_page_has_a_section_for_each_and_closes_its_code():
    text = page(rules())
    prose = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r"^## (\S+)$", prose, re.MULTILINE) == [one.id for one in every_check()]
    rows = re.findall(r"^\|.*\|$", text, re.MULTILINE)
    assert {row.replace(r"\|", "").count("|") for row in rows} == {4}
    assert len(re.findall(r"^`{3,}", text, re.MULTILINE)) % 2 == 0


def test_the_page_holds_nothing_that_reads_as_a_secret():
    section = page(rules(["hard-coded-secrets"]))
    told = rules(["hard-coded-secrets"])[0]
    assert "Accepted:" in section
    assert "Found:" not in section
    assert told.invalid
