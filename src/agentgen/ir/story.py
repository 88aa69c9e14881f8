"""Gherkin features as values."""

from collections.abc import Mapping
from dataclasses import dataclass

from agentgen.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `keyword` is given, when or then (And/But take the previous one's).

    The keyword of a first step that is And, But or `*` is empty: it says nothing by itself.
    """

    keyword: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario or scenario outline, background steps included.

    `examples` are the rows of an outline, by the head of the column; `example_tags` are theirs.
    """

    name: str
    steps: tuple[Step, ...]
    tags: tuple[str, ...]
    place: Place
    examples: tuple[Mapping[str, str], ...] = ()
    example_tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature file; `source` is its text, to be shipped unchanged."""

    name: str
    description: str
    scenarios: tuple[Scenario, ...]
    place: Place
    source: str


@dataclass(frozen=True, slots=True)
class Stories:
    """All features of a project."""

    features: tuple[Feature, ...] = ()
