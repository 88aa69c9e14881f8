from types import SimpleNamespace
from typing import Any

import pytest

from agentgen.commands.recognizers import all_recognizers
from agentgen.diagnostics import Level, Place
from agentgen.errors import AgentgenError
from agentgen.ir.decisions import Decisions
from agentgen.ir.policy import Modality, Policy, Statement, Status
from agentgen.spec.compile import compile_specs
from agentgen.spec.directives.decisions import decision_keys
from agentgen.spec.directives.find import find_directives
from agentgen.spec.directives.read import read_directive
from agentgen.spec.directives.write import decision_directive, rule_directive
from agentgen.spec.understanding import understanding

RULES = all_recognizers()


def compiled(*texts: str) -> Policy:
    specs = [(f"{chr(97 + n)}.md", text.encode()) for n, text in enumerate(texts)]
    return compile_specs(specs, RULES)


def only(policy: Policy) -> Statement:
    (statement,) = policy.statements
    return statement


def test_a_comment_switches_a_rule_on() -> None:
    policy = compiled("# T\n\n<!-- agentgen: function-length max=40 scope=backend/**,lib/** -->\n")
    (setting,) = policy.rules
    assert (setting.rule, setting.params) == ("function-length", {"max": 40})
    assert setting.paths == ("backend/**", "lib/**")
    assert (setting.level, setting.place) == (Level.ERROR, Place("a.md", 3, 1))
    statement = only(policy)
    assert (statement.status, statement.modality) == (Status.ENFORCED, Modality.MUST)
    assert understanding(statement, RULES).rules == (("function-length", {"max": 40}),)


def test_a_block_takes_decisions_and_sets_rules() -> None:
    policy = compiled(
        "- Some words\n\n```agentgen\n# how it is built\ndecision layout=services python=3.12\n"
        "tests lines=85 branches=70.5\n```\n"
    )
    assert {k: d.value for k, d in policy.decisions.items()} == {
        "layout": "services",
        "python": "3.12",
    }
    assert policy.rules[0].params == {"lines": 85.0, "branches": 70.5}
    assert [s.place.line for s in policy.statements] == [1, 5, 6]
    assert [s.status for s in policy.statements][1:] == [Status.GENERATED, Status.MEASURED]


def test_behind_a_sentence_it_says_what_the_sentence_means() -> None:
    statement = only(compiled("- Nobody likes novels <!-- agentgen: class-length max=90 -->\n"))
    assert statement.text == "Nobody likes novels"
    assert statement.rules == ("class-length",)


def test_it_speaks_of_the_last_statement_of_its_line() -> None:
    policy = compiled("- Be kind; be brief <!-- agentgen: no-print -->\n")
    assert [s.rules for s in policy.statements] == [(), ("no-print",)]


def test_a_sentence_over_several_lines_is_reached() -> None:
    statement = only(compiled("- Nobody likes\n  novels <!-- agentgen: no-print -->\n"))
    assert statement.rules == ("no-print",)


def test_its_words_count_no_more_then() -> None:
    policy = compiled("- Never use `print()` <!-- agentgen: no-select-star -->\n")
    assert [s.rule for s in policy.rules] == ["no-select-star"]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- agentgen: ignore -->\n- Never use `print()`; use SQLModel\n- Be kind\n",
        "<!-- agentgen: ignore -->\n\n- Never use `print()`; use SQLModel\n- Be kind\n",
        "- Never use `print()`; use SQLModel <!-- agentgen: ignore -->\n- Be kind\n",
    ],
)
def test_what_is_ignored_is_no_policy(text: str) -> None:
    policy = compiled(text)
    assert not policy.rules
    assert not policy.decisions
    assert [s.status for s in policy.statements] == [
        Status.ADVISORY,
        Status.ADVISORY,
        Status.UNSUPPORTED,
    ]


def test_ignoring_nothing_is_an_error() -> None:
    with pytest.raises(AgentgenError, match=r"a\.md:3: `ignore` stands before no statement"):
        compiled("- Be kind\n\n<!-- agentgen: ignore -->\n")


def test_it_outweighs_prose_of_its_file() -> None:
    policy = compiled(
        "- Functions have at most 30 lines\n- Use SQLAlchemy\n\n```agentgen\n"
        "function-length max=40\ndecision orm=sqlmodel\n```\n"
    )
    setting = policy.setting("function-length")
    assert setting is not None
    assert (setting.params, setting.place.line) == ({"max": 40}, 5)
    assert policy.decisions["orm"].value == "sqlmodel"
    told = {c.topic: c for c in policy.conflicts}
    assert (told["orm"].winner, told["function-length"].winner) == ("sqlmodel", {"max": 40})
    assert all(len(c.sides) == 2 and "directive at a.md" in c.help for c in told.values())


def test_it_does_not_outweigh_other_files() -> None:
    policy = compiled(
        "<!-- agentgen: function-length max=40 -->\n\n<!-- agentgen: decision orm=sqlmodel -->\n",
        "- Functions have at most 30 lines\n- Use SQLAlchemy\n",
    )
    assert policy.rules[0].params == {"max": 30}
    (orm,) = [c for c in policy.conflicts if c.topic == "orm"]
    assert orm.winner is None


def test_it_leaves_prose_of_another_scope_alone() -> None:
    policy = compiled(
        "- Functions have at most 30 lines\n\n"
        "<!-- agentgen: function-length max=9 scope=api/** -->\n"
    )
    assert sorted((s.params["max"], s.paths) for s in policy.rules) == [(9, ("api/**",)), (30, ())]
    assert not policy.conflicts


def test_a_scope_that_the_rule_declares_is_a_parameter() -> None:
    (setting,) = compiled("<!-- agentgen: function-length max=9 scope=handlers -->\n").rules
    assert (setting.params, setting.paths) == ({"max": 9, "scope": "handlers"}, ())


def test_a_level_makes_it_advice() -> None:
    policy = compiled("<!-- agentgen: no-print as=warning -->\n")
    assert policy.rules[0].level is Level.WARNING
    assert only(policy).modality is Modality.SHOULD


@pytest.mark.parametrize(
    "text",
    [
        "```markdown\n<!-- agentgen: nonsense -->\n```\n",
        "- Write `<!-- agentgen: nonsense -->` for it\n",
        "<!-- a note\n  on agentgen: nonsense -->\n- Be kind\n",
        "~~~\n```agentgen\nnonsense\n```\n~~~\n",
        "<!-- agentgenius: nonsense -->\n- Be kind\n",
    ],
)
def test_examples_and_other_comments_are_none(text: str) -> None:
    assert not find_directives("a.md", text.split("\n")).written
    compiled(text)


def test_places_are_those_of_the_file() -> None:
    text = (
        "- a <!-- x\n--> `b` <!-- agentgen: no-any --> c\n<!-- agentgen:\n  no-print\n  no-any\n-->"
    )
    found = find_directives("a.md", text.split("\n")).written
    assert [(w.text, w.place.line, w.place.column, w.beside) for w in found] == [
        ("no-any", 2, 9, True),
        ("no-print", 4, 1, False),
        ("no-any", 5, 1, False),
    ]


@pytest.mark.parametrize(
    ("directive", "told", "way_out"),
    [
        ("function-lenght max=3", "there is no rule `function-lenght`", "function-length"),
        ("function-length", "`function-length` needs `max`", "whole number"),
        ("function-length max=0", "`max` is `0`", "from 1 to"),
        ("function-length max=many", "`max` is `many`", "whole number"),
        ("function-length mx=3 max=2", "has no parameter `mx`", "did you mean max"),
        ("function-length max=3 max=4", "`max` is given twice", "once"),
        ("function-length max=3 scope=handler", "`scope` is `handler`", "handlers"),
        ("function-length max 3", "`max 3` is no KEY=VALUE", "="),
        ("no-any x=1", "has no parameter `x`", "only, as"),
        ("no-any as=grave", "`as` is `grave`", "error, warning or note"),
        ("lint black=maybe", "`black` is `maybe`", "true or false"),
        ("decision", "`decision` names no decision", "layout"),
        ("decision laout=services", "there is no decision `laout`", "layout"),
        ("decision layout=layer", "`layout` can't be `layer`", "layers"),
        ("decision page_size=0", "`page_size` can't be `0`", "1 to 1000"),
        ("decision python=2.7", "`python` can't be `2.7`", "3.12"),
        ('decision error_body={"a":', "is no JSON", "close"),
        ('decision error_body={"a": "$b"}', "`error_body` can't be", "$message"),
        ('decision error_body={"a": 1}x', "goes on behind its value", "space"),
        ("decision error_body=" + "[" * 100_000, "is no JSON", "close"),
        ("decision error_body=" + "[" * 500 + "]" * 500, "has too many brackets", "less"),
        ("ignore me", "`me` is no KEY=VALUE", "="),
        ("ignore max=1", "`ignore` has no parameters", "alone"),
        ("Function Length", "is no directive", "RULE KEY=VALUE"),
    ],
)
def test_what_means_nothing_is_an_error(directive: str, told: str, way_out: str) -> None:
    with pytest.raises(AgentgenError) as caught:
        compiled(f"- Be kind\n\n<!-- agentgen: {directive} -->\n- Be kind\n")
    assert caught.value.where == "a.md:3"
    assert told in caught.value.what
    assert way_out in caught.value.way_out
    assert len(caught.value.what) < 300


def test_an_open_comment_is_an_error() -> None:
    with pytest.raises(AgentgenError, match=r"a\.md:2: a directive is not closed"):
        compiled("- Be kind\n<!-- agentgen: no-any\n\n- Be kind\n")


@pytest.mark.parametrize("recognizer", RULES, ids=lambda r: r.id)
def test_what_prose_means_can_be_written_as_a_directive(
    recognizer: Any,
) -> None:
    for params in recognizer.prose.values():
        text = rule_directive(
            recognizer.id, params, ("a b/**", "c/*.{ts,tsx}", "src"), Level.WARNING
        )
        read = read_directive(text, Place("a.md"), RULES)
        assert (read.rule, dict(read.params)) == (recognizer.id, dict(params))
        assert (read.paths, read.level) == (("a b/**", "c/*.{ts,tsx}", "src"), Level.WARNING)


@pytest.mark.parametrize("key", decision_keys())
def test_defaults_can_be_written_as_directives(key: str) -> None:
    silent = {"api_prefix": "/api/v1", "docker_base": "python:3.12"}
    value = silent.get(key, getattr(Decisions(), key))
    if value in (None, "", ()):
        pytest.skip("it has no default")
    text = decision_directive(key, value)
    assert read_directive(text, Place("a.md"), RULES).decisions == {key: value}


def test_a_recogniser_that_declares_nothing_takes_any_value() -> None:
    free = SimpleNamespace(id="stack", status=Status.UNSUPPORTED)
    params = {
        "version": "3.12",
        "names": ("a", "b c"),
        "figure": 3,
        "on": True,
        "yes": "true",
        "by": {"x": ("y",), "n": 1.5},
    }
    text = rule_directive("stack", params)
    assert read_directive(text, Place("a.md"), [free]).params == params


def test_no_value_ends_the_comment() -> None:
    text = decision_directive("error_body", {"a": "-->", "b": "$message"})
    assert ">" not in text
    assert read_directive(text, Place("a.md"), RULES).decisions["error_body"]["a"] == "-->"


def test_ids_of_equal_directives_differ() -> None:
    policy = compiled("<!-- agentgen: no-any -->\n\n<!-- agentgen: no-any -->\n")
    one, two = policy.statements
    assert two.id == f"{one.id}-2"
