"""Gherkin features as values."""

from dataclasses import dataclass

from agentgen.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `keyword` is given, when or then (And/But take the previous one's)."""

    keyword: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario or scenario outline, background steps included."""

    name: str
    steps: tuple[Step, ...]
    tags: tuple[str, ...]
    place: Place


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
