"""Features as tests: the vocabulary of steps, stubs of the rest, one test module a feature."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agentgen.emit.backend.layout import Places, dotted
from agentgen.emit.backend.literals import comment, literal, long_literal, sentence
from agentgen.emit.backend.scenario_entities import StoryEntity, story_entities
from agentgen.emit.backend.scenario_stubs import StepStub, executed, step_stubs
from agentgen.emit.backend.scenario_vocabulary import Vocabulary
from agentgen.emit.render import SUFFIX, render
from agentgen.errors import AgentgenError
from agentgen.ir.blueprint import Blueprint
from agentgen.ir.story import Feature, Scenario, Stories
from agentgen.names import shortened, snake, unique
from agentgen.resources import resource_root
from agentgen.tree import SourceTree

_SUPPORT = ("phrases.py", "json_paths.py", "tables.py", "checks.py.jinja", "entities.py.jinja",
            "records.py.jinja", "world.py.jinja", "steps.py.jinja")  # fmt: skip
_MARKS = ("parametrize", "usefixtures", "filterwarnings", "skipif", "skip", "xfail")


def add_scenarios(
    tree: SourceTree, blueprint: Blueprint, places: Places, view: Mapping[str, Any]
) -> None:
    """Add the tests that execute the features, if there are any.

    Raises:
        AgentgenError: for features that Gherkin allows and pytest-bdd can't tell apart or read.
    """
    if not blueprint.stories.features:
        return
    for feature in blueprint.stories.features:
        _check(feature)
    folder = f"{places.tests}/scenarios"
    entities = story_entities(blueprint)
    code = code_path(blueprint)
    more = {**view, **_view(blueprint, entities), "code_path": literal(code)}
    more |= {
        "scenarios": dotted(f"{folder}/x.py")[:-2],
        "tests": dotted(f"{places.tests}/x.py")[:-2],
    }
    for name in _SUPPORT:
        text = render(f"backend/scenarios/{name}", more) if name.endswith(SUFFIX) else _copied(name)
        tree.add(f"{folder}/{name.removesuffix(SUFFIX)}", text)
    stubs = step_stubs(blueprint.stories, Vocabulary(entities, code=bool(code)))
    own = {
        "stubs": stubs,
        "keywords": sorted({stub.keyword for stub in stubs}),
        "patterns": any(stub.arguments for stub in stubs),
    }
    tree.add(f"{folder}/own_steps.py", render("backend/scenarios/own_steps.py.jinja", more | own))
    names: list[str] = []
    for feature in blueprint.stories.features:
        stem = feature.place.path.removesuffix(".feature")
        names.append(unique(shortened(snake(stem, "feature"), 60), names))
        text = render("backend/scenarios/test_scenarios.py.jinja", _tests(feature, stubs))
        tree.add(f"{folder}/test_{names[-1]}.py", text)


def _copied(name: str) -> str:
    return (resource_root("templates") / "backend/scenarios" / name).read_text("utf-8")


def code_path(blueprint: Blueprint) -> str:
    """Dotted path of the code in the error body; empty when it has none."""
    return _find(blueprint.decisions.error_body, "$code") or ""


def _find(shape: Any, slot: str) -> str | None:
    if shape == slot:
        return ""
    for key, value in shape.items() if isinstance(shape, Mapping) else ():
        if (found := _find(value, slot)) is not None:
            return f"{key}.{found}".rstrip(".")
    return None


def story_marks(stories: Stories) -> list[str]:
    """Names of the marks that tags become, as the generated hook makes them."""
    found: dict[str, None] = {}
    for feature in stories.features:
        for scenario in feature.scenarios:
            for tag in (*scenario.tags, *scenario.example_tags):
                found[re.sub(r"\W+", "_", tag).strip("_")] = None
    return sorted(name for name in found if name and name not in _MARKS)


def _check(feature: Feature) -> None:
    seen: dict[str, Scenario] = {}
    for scenario in feature.scenarios:
        if scenario.name in seen:
            raise AgentgenError(
                f"two scenarios of a feature have the name {scenario.name!r}",
                str(scenario.place),
                f"the other is at {seen[scenario.name].place}; tests are told apart by name",
                "rename one of them",
            )
        seen[scenario.name] = scenario
        for step in scenario.steps:
            if not step.keyword:
                raise AgentgenError(
                    "a scenario begins with a step that is neither Given, When nor Then",
                    str(step.place),
                    way_out="begin with Given, When or Then",
                )
        for tag in scenario.example_tags:
            if not re.fullmatch(r"[A-Za-z]\w*", tag) or tag in _MARKS[:4]:
                raise AgentgenError(
                    f"the tag {tag!r} of examples can't be the name of a mark",
                    str(scenario.place),
                    way_out="use letters, digits and underscores, a letter first",
                )


def _view(blueprint: Blueprint, entities: Sequence[StoryEntity]) -> dict[str, Any]:
    user = blueprint.entities.get(blueprint.auth.user)
    return {
        "entities": [_entity(entity) for entity in entities],
        "payload_names": sorted({e.sample[0] for e in entities if e.sample}),
        "user_name": literal(user.slug.replace("_", " ")) if user else "",
    }


def _entity(entity: StoryEntity) -> dict[str, str]:
    plain = ("name", "plural", "key", "label", "absent", "wires", "values", "filters", "paging")
    pairs = {k: [*v] for k, v in entity.needs.items()}
    found = {name: literal(getattr(entity, name)) for name in plain}
    found |= {name: "" for name in ("values", "filters", "paging") if not getattr(entity, name)}
    sample = f"({entity.sample[0]}, {_tuple(entity.sample[1])})" if entity.sample else ""
    return found | {
        "record": entity.record,
        "owner": literal(entity.owner) if entity.owner else "",
        "needs": _pairs(entity.needs) if pairs else "",
        "routes": _pairs(entity.routes) if entity.routes else "",
        "sample": sample,
    }


def _pairs(values: Mapping[str, tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{literal(k)}: {_tuple(v)}" for k, v in values.items()) + "}"


def _tuple(values: Sequence[str]) -> str:
    return "(" + "".join(f"{literal(value)}, " for value in values) + ")"


def _path(path: str) -> str:
    """A path as a docstring can quote it."""
    return comment(path, 70).replace("\\", "/").replace('"', "'")


def _tests(feature: Feature, stubs: Sequence[StepStub]) -> dict[str, Any]:
    tests: list[dict[str, Any]] = []
    for scenario in feature.scenarios:
        name = shortened(f"test_{snake(scenario.name, 'scenario')}", 80)
        steps = executed(scenario)
        open_steps = [
            text
            for step, texts in steps
            for text in texts
            if any(stub.matches(step.keyword, text) for stub in stubs)
        ]
        reason = f"to be written: {open_steps[0]}" if open_steps else ""
        tests.append(
            {
                "name": unique(name, [test["name"] for test in tests]),
                "title": long_literal(scenario.name),
                "doc": sentence(scenario.name, "A scenario without a name"),
                "reason": literal(comment(reason, 70)) if reason else "",
                "empty": not scenario.steps,
            }
        )
    return {
        "tests": tests,
        "file": literal(feature.place.path),
        "file_doc": _path(feature.place.path),
        "marked": any(test["reason"] or test["empty"] for test in tests),
    }
