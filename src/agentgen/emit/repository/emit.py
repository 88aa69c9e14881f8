"""Blueprint to the files around backend and frontend."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agentgen.emit.backend.core import core_view
from agentgen.emit.backend.layout import Places
from agentgen.emit.backend.literals import comment, literal, sentence
from agentgen.emit.backend.scenarios import story_marks
from agentgen.emit.render import render
from agentgen.emit.repository.asked import CHANGES, asked_files, summaries
from agentgen.emit.repository.contracts import layer_contracts
from agentgen.emit.repository.provenance import provenance
from agentgen.emit.repository.requirements import dev_requirements, requirements
from agentgen.ir.blueprint import AuthKind, BehaviourKind, Blueprint
from agentgen.names import words
from agentgen.tree import Owner, SourceTree

_FUNCTION_MAX = 50
_COVERAGE = 90


@dataclass(frozen=True, slots=True)
class RepositoryInputs:
    """What the repository is made from, to be shipped with it.

    Attributes:
        specs: path in the repository -> text of the role specs.
        overrides: decisions of `agentgen.yaml`.
    """

    specs: Mapping[str, str] = field(default_factory=dict)
    overrides: Mapping[str, Any] = field(default_factory=dict)


def emit_repository(blueprint: Blueprint, inputs: RepositoryInputs) -> SourceTree:
    """Render everything but backend and frontend."""
    places = Places.of(blueprint.decisions.layout)
    tree = SourceTree()
    view = _view(blueprint, inputs, places)
    for target, template in (_FILES | asked_files(blueprint.policy)).items():
        owner = Owner.USER if target in _USERS else Owner.GENERATED
        tree.add(target, render(f"repository/{template}", view), owner=owner)
    tree.add(contract_name(blueprint), blueprint.api.source, owner=Owner.USER)
    for feature in blueprint.stories.features:
        tree.add(f"features/{feature.place.path}", feature.source, owner=Owner.USER)
    for path, text in inputs.specs.items():
        tree.add(path, text, owner=Owner.USER)
    return tree


_FILES = {
    "Makefile": "Makefile.jinja",
    "pyproject.toml": "pyproject.toml.jinja",
    "Dockerfile": "Dockerfile.jinja",
    "compose.yaml": "compose.yaml.jinja",
    ".env.example": "env.example.jinja",
    ".gitignore": "gitignore",
    ".dockerignore": "dockerignore",
    ".github/workflows/ci.yml": ".github/workflows/ci.yml.jinja",
    "agentgen.yaml": "agentgen.yaml.jinja",
    "AGENTS.md": "AGENTS.md.jinja",
    "README.md": "README.md.jinja",
}
_USERS = ("agentgen.yaml", CHANGES)


def contract_name(blueprint: Blueprint) -> str:
    """File name of the shipped contract."""
    is_json = blueprint.api.source.lstrip()[:1] == "{"
    return "openapi.json" if is_json else "openapi.yaml"


def slug_of(name: str) -> str:
    """A distribution name: words joined by hyphens."""
    return "-".join(words(name)) or "app"


def _view(blueprint: Blueprint, inputs: RepositoryInputs, places: Places) -> dict[str, Any]:
    decisions = blueprint.decisions
    register = next(
        (p for p in blueprint.operations if p.behaviour is BehaviourKind.REGISTER), None
    )
    title = comment(blueprint.title, 80)
    docker_base = decisions.docker_base or f"python:{decisions.python}-slim"
    used = {"api_prefix": blueprint.prefix, "docker_base": docker_base}
    return core_view(blueprint, places) | {
        "places": places,
        "base": blueprint.prefix,
        "slug": slug_of(blueprint.name),
        "name": literal(blueprint.name),
        "project_version": "0.1.0",
        "title": title,
        "summary": sentence(blueprint.api.description, f"The product behind {title}", 200),
        "description": _toml(sentence(blueprint.api.description, title, 120)),
        "requirements": requirements(blueprint),
        "dev_requirements": dev_requirements(blueprint),
        "line_length": decisions.line_length,
        "python": decisions.python,
        "docker_base": docker_base,
        "coverage": _coverage(blueprint),
        "contracts": layer_contracts(blueprint, places),
        "tests_inside": places.tests.startswith(f"{places.package}/"),
        "migrations_outside": not places.migrations.startswith(f"{places.package}/"),
        "seed_path": places.core("seed"),
        "token_login": blueprint.auth.kind is AuthKind.TOKEN,
        "specs": sorted(inputs.specs),
        "spec_list": ", ".join(f"`{path}`" for path in sorted(inputs.specs)) or "no spec yet",
        "contract": contract_name(blueprint),
        "has_features": bool(blueprint.stories.features),
        "marks": story_marks(blueprint.stories),
        "decisions": _flow(inputs.overrides),
        "places_table": _places_table(places),
        "function_max": _function_max(blueprint),
        "register": f"POST {blueprint.prefix}{register.operation.path}" if register else "",
        "slices": blueprint.features,
        "summaries": summaries(blueprint),
        "stubs": any(p.behaviour is BehaviourKind.STUB for p in blueprint.operations),
        "provenance": provenance(blueprint, inputs.overrides, used),
    }


def _toml(text: str) -> str:
    """A TOML string: without control characters and surrogates, JSON's notation is TOML's."""
    import json

    return json.dumps(text, ensure_ascii=False)


def _flow(values: Mapping[str, Any]) -> str:
    """A mapping in YAML's flow style (JSON is YAML)."""
    import json

    return json.dumps(dict(values), ensure_ascii=False, default=str)


def _coverage(blueprint: Blueprint) -> int:
    """Percent that the repository's own tests must cover: the policy's, else 90."""
    asked = [s.params for s in blueprint.policy.rules if s.rule == "tests"]
    whole = [params for params in asked if "scope" not in params]
    figures = [params[key] for params in whole for key in ("lines", "branches") if key in params]
    return math.ceil(max(figures)) if figures else _COVERAGE


def _function_max(blueprint: Blueprint) -> int:
    setting = blueprint.policy.setting("function-length")
    value = setting.params.get("max") if setting else None
    return int(value) + 1 if isinstance(value, int) else _FUNCTION_MAX


def _places_table(places: Places) -> list[tuple[str, str]]:
    return [
        (places.main, "the application"),
        (places.feature("router", "<name>"), "routes of a feature"),
        (places.feature("dependencies", "<name>"), "how it is wired"),
        (places.feature("service", "<name>"), "its rules"),
        (places.feature("repository", "<name>"), "its queries"),
        (places.feature("models", "<name>"), "its tables"),
        (places.feature("schemas", "<name>"), "its requests and answers"),
        (places.core("errors"), "errors and the error body"),
        (places.core("config"), "settings"),
        (f"{places.migrations}/versions/", "migrations"),
        (f"{places.tests}/", "tests"),
    ]
