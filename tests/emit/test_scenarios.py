"""Features become tests: what the vocabulary covers, stubs for the rest, safe and unique names."""

import ast
import re
from pathlib import Path

import pytest

from agentgen.contract.build import load_api
from agentgen.contract.gherkin import load_stories, parse_feature
from agentgen.contract.sources import References
from agentgen.emit.backend import emit_backend
from agentgen.emit.backend.scenario_entities import story_entities
from agentgen.emit.backend.scenario_stubs import step_stubs
from agentgen.emit.backend.scenario_vocabulary import Vocabulary
from agentgen.emit.backend.scenarios import story_marks
from agentgen.errors import AgentgenError
from agentgen.ir.blueprint import Blueprint
from agentgen.ir.policy import Policy
from agentgen.ir.story import Stories
from agentgen.plan.build import build_blueprint
from agentgen.resources import resource_root

DATA = Path(__file__).parents[1] / "data"
CLINIC = resource_root("specs") / "systems" / "clinic-scheduling" / "openapi.yaml"


def clinic(stories: Stories) -> Blueprint:
    api, _ = load_api(CLINIC, References(None, False))
    return build_blueprint("clinic", api, Policy(), stories, {})


def stories_of(text: str) -> Stories:
    return Stories((parse_feature(text, "a.feature"),))


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(story_entities(clinic(Stories())), code=True)


@pytest.mark.parametrize(
    ("step", "phrase"),
    [
        ("given Ada is signed in", "signed in"),
        ("given an authenticated user", "signed in"),
        ("given there is a logged-in user", "signed in"),
        ("given no user", "nobody"),
        ("given I am not signed in", "nobody"),
        ("given an anonymous client", "nobody"),
        ("given a stored patient", "stored"),
        ("given an existing patient with:", "stored"),
        ('given the "booked" appointment exists', "stored"),
        ('given a patient named "Ines" is registered', "stored"),
        ('given Ada has created the patient "Ines Rocha"', "owned"),
        ('given a patient for "Ines" exists', "stored for"),
        ("given 25 patients exist", "several"),
        ("given there are 3 stored patients", "several"),
        ("given Ada has 3 appointments", "several owned"),
        ("given these patients exist", "table"),
        ("given the following patients:", "table"),
        ('given the request header "If-Match" is "x"', "header"),
        ('when the client sends a GET request to "/patients"', "request"),
        ("when I POST to /patients with the following fields:", "request"),
        ('when a signed-in user makes a DELETE request to "/patients/{id}"', "request"),
        ("when she reads the patient", "read"),
        ('when Ada opens her patient "Ines"', "read"),
        ("when Ada fetches an unknown patient", "read unknown"),
        ("when Ada removes the patient", "delete"),
        ("when Ada deletes an unknown patient", "delete unknown"),
        ('when they list all "booked" appointments', "list"),
        ("when Ada lists page 2 of the patients", "list page"),
        ("when the patients are listed without a token", "list anonymously"),
        ("when Ada creates a patient with:", "create"),
        ('when she changes the status of the appointment to "missed"', "change"),
        ('when Ada remembers "data.id" as "it"', "remember"),
        ("then the response status is 201", "status"),
        ("then the HTTP status code should be 404", "status"),
        ("then the response's status equals 200", "status"),
        ('then the response has field "a.b"', "field"),
        ('then the answer does not include the field "a"', "no field"),
        ('then the response has the field "a" equal to 3', "value"),
        ('then the field "a.b" is true', "value"),
        ("then the response contains:", "parts"),
        ('then the response contains the text "x"', "text"),
        ("then the response body has 3 items", "items"),
        ("then the total count is 3", "total"),
        ('then the first item\'s name is "x"', "first item"),
        ('then the error code is "NOT_FOUND"', "error code"),
        ('then the error names the field "name"', "error names"),
        ('then the response header "ETag" is "x"', "header"),
        ('then the content type is "text/csv"', "content type"),
        ("then the response matches the contract", "contract"),
        ('then the appointment is "booked"', "state"),
        ("then the appointment's duration minutes is 30", "attribute"),
        ("then reading the patient is answered with 404", "read again"),
    ],
)
def test_a_step_has_exactly_one_meaning(vocabulary: Vocabulary, step: str, phrase: str) -> None:
    keyword, _, text = step.partition(" ")
    assert vocabulary.matching(keyword, text) == [phrase]
    assert not vocabulary.covers("then" if keyword != "then" else "given", text)


@pytest.mark.parametrize(
    "step",
    [
        "given a stored unicorn",
        'given the "purple" appointment exists',
        "when Ada reads the unicorn",
        "when Ada lists the patients by age",
        'when she changes the colour of the appointment to "red"',
        "when Ada lists patients with limit 2 and offset 2",
        'then the patient is "booked" twice',
        'then the patient is "well"',
        "then the patient's shoe size is 44",
        "then the first item's shoe size is 44",
        "then the response status is about 200",
        "then the response status is 200\nand more",
    ],
)
def test_what_the_vocabulary_does_not_cover(vocabulary: Vocabulary, step: str) -> None:
    keyword, _, text = step.partition(" ")
    assert vocabulary.matching(keyword, text) == []


def test_no_error_code_is_promised_when_the_error_body_has_none() -> None:
    silent = Vocabulary(story_entities(clinic(Stories())), code=False)
    assert not silent.covers("then", 'the error code is "NOT_FOUND"')


def test_steps_that_differ_in_texts_and_numbers_share_a_stub(vocabulary: Vocabulary) -> None:
    stories = stories_of(
        "Feature: A\n  Scenario Outline: B\n"
        '    Given Ada bakes 2 "rye" loaves\n    And Ada bakes 13 "oat" loaves\n'
        "    When <who> eats <who>\n    Then the response status is <status>\n"
        "    Examples:\n      | who | status |\n      | x   | 200    |\n      |     | 404    |\n"
    )
    bakes, eats = step_stubs(stories, vocabulary)
    assert bakes.arguments == ("number", "text")
    match = re.fullmatch(bakes.regex, 'Ada bakes 13 "oat" loaves')
    assert match is not None
    assert match.groupdict() == {"number": "13", "text": "oat"}
    assert (eats.name, eats.arguments) == ("eats", ("who", "who_2"))
    assert eats.matches("when", "y eats ")
    assert not eats.matches("then", "y eats y")


def test_a_stub_does_not_catch_what_the_vocabulary_covers(vocabulary: Vocabulary) -> None:
    stories = stories_of(
        'Feature: A\n  Scenario: B\n    Given the "booked" appointment exists\n'
        '    And the "purple" appointment exists\n'
    )
    (stub,) = step_stubs(stories, vocabulary)
    assert stub.arguments == ()
    assert not stub.matches("given", 'the "booked" appointment exists')


def test_patterns_are_written_as_they_match(vocabulary: Vocabulary) -> None:
    for stub in step_stubs(load_stories(DATA / "hostile_features"), vocabulary):
        source = stub.pattern.removeprefix("parsers.re") if stub.arguments else stub.pattern
        written = ast.literal_eval(source)
        assert written == stub.regex if stub.arguments else re.fullmatch(stub.regex, written)


def test_hostile_features_stay_text() -> None:
    stories = load_stories(DATA / "hostile_features")
    tree = emit_backend(clinic(stories))
    steps = ast.parse(tree.files["tests/scenarios/own_steps.py"].text)
    tests = ast.parse(tree.files["tests/scenarios/test_hostile.py"].text)
    for module in (steps, tests):
        body = [node for node in module.body if not isinstance(node, ast.Expr)]
        kinds = {type(node) for node in body}
        assert kinds == {ast.ImportFrom, ast.FunctionDef} | (
            {ast.Import} if module is tests else set()
        )
        functions = [node.name for node in body if isinstance(node, ast.FunctionDef)]
        assert len(set(functions)) == len(functions)
        imported = {
            a.name for n in body if isinstance(n, ast.Import | ast.ImportFrom) for a in n.names
        }
        assert imported <= {"pytest", "scenario", "given", "when", "then", "parsers", "World"}
        assert not imported & set(functions)
        arguments = [a.arg for n in body if isinstance(n, ast.FunctionDef) for a in n.args.args]
        assert all(name.isidentifier() for name in arguments)
    assert all(mark.isidentifier() for mark in story_marks(stories))


def test_scenarios_that_wait_for_a_step_are_expected_to_fail() -> None:
    text = (
        "Feature: A\n  Scenario: Open\n    Given a unicorn\n"
        "  Scenario: Ready\n    Given a stored patient\n  Scenario: Empty\n"
    )
    tree = emit_backend(clinic(stories_of(text)))
    source = tree.files["tests/scenarios/test_a.py"].text
    marks = [part.strip().split("\n")[0] for part in source.split("\n\n\n")[1:]]
    assert [mark.split("(")[0] for mark in marks] == [
        "@pytest.mark.xfail", "@scenario", "@pytest.mark.skip",
    ]  # fmt: skip
    assert "strict=True" in source


def test_without_features_nothing_is_added() -> None:
    tree = emit_backend(clinic(Stories()))
    assert not [path for path in tree if "scenarios" in path]


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        (
            "Feature: A\n  Scenario: B\n    Given x\n  Scenario: B\n    Given x\n",
            "have the name 'B'",
            "a.feature:4",
        ),
        ("Feature: A\n  Scenario: B\n    * x\n", "neither Given", "a.feature:3"),
        (
            "Feature: A\n  Scenario Outline: B\n    Given <x>\n    @a:b\n    Examples:\n"
            "      | x |\n      | 1 |\n",
            "the tag 'a:b'",
            "a.feature:2",
        ),
    ],
)
def test_features_that_pytest_can_not_run_are_refused(text: str, what: str, where: str) -> None:
    with pytest.raises(AgentgenError) as caught:
        emit_backend(clinic(stories_of(text)))
    assert what in caught.value.what
    assert (caught.value.where or "").startswith(where)
