from pathlib import Path

import pytest

from agentgen.contract.gherkin import load_stories, parse_feature
from agentgen.errors import AgentgenError

TEXT = """@shop
Feature: Pets
  All about pets.

  Background:
    Given a shop

  @smoke
  Scenario: A pet is found
    When I ask for it
    And I wait
    Then I see it
    But nobody else

  Rule: Sold pets
    Background:
      Given a sold pet

    Scenario Outline: <n> are hidden
      Then <n> are hidden

      Examples:
        | n |
        | 1 |
"""


def test_features_are_read_with_background_tags_and_places():
    feature = parse_feature(TEXT, "pets.feature")
    assert (feature.name, feature.description, feature.source) == ("Pets", "All about pets.", TEXT)
    first, second = feature.scenarios
    assert [(s.keyword, s.text) for s in first.steps] == [
        ("given", "a shop"), ("when", "I ask for it"), ("when", "I wait"), ("then", "I see it"),
        ("then", "nobody else"),
    ]  # fmt: skip
    assert first.tags == ("shop", "smoke")
    assert str(first.place) == "pets.feature:9"
    assert [s.text for s in second.steps] == ["a shop", "a sold pet", "<n> are hidden"]


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("Feature: A\n  Scenario: B\n    Given x\n    Nonsense\n", "does not parse", "a.feature:4"),
        ("", "no Feature", "a.feature"),
        ("# nothing\n", "no Feature", "a.feature"),
        ("Scenario: A\n", "does not parse", "a.feature:1"),
    ],
)
def test_broken_features_name_file_and_line(text, what, where):
    with pytest.raises(AgentgenError) as caught:
        parse_feature(text, "a.feature")
    assert what in caught.value.what
    assert caught.value.where == where


def test_folders_are_read_in_path_order(tmp_path: Path):
    with pytest.raises(AgentgenError, match=r"no \.feature file"):
        load_stories(tmp_path)
    with pytest.raises(AgentgenError, match="no such directory"):
        load_stories(tmp_path / "gone")
    (tmp_path / "b").mkdir()
    for name in ("z.feature", "b/a.feature"):
        (tmp_path / name).write_text(TEXT)
    stories = load_stories(tmp_path)
    assert [f.place.path for f in stories.features] == ["b/a.feature", "z.feature"]


def test_outlines_keep_their_rows_and_the_tags_of_examples():
    text = TEXT.replace("      Examples:", "      @few\n      Examples:")
    outline = parse_feature(text, "pets.feature").scenarios[1]
    assert outline.examples == ({"n": "1"},)
    assert (outline.tags, outline.example_tags) == (("shop",), ("few",))


def test_a_first_step_without_a_keyword_of_its_own_has_none():
    feature = parse_feature("Feature: A\n  Scenario: B\n    * x\n    When y\n", "a.feature")
    assert [step.keyword for step in feature.scenarios[0].steps] == ["", "when"]
