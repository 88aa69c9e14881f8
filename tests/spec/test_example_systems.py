"""The example systems are whole: contract, features and role fit each other."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from gherkin.parser import Parser

from agentgen.resources import resource_root
from agentgen.spec.compile import compile_specs

SYSTEMS = sorted(path.name for path in (resource_root("specs") / "systems").iterdir())
METHODS = {"get", "post", "put", "patch", "delete"}
SLOTS = {"$code": "NOT_FOUND", "$message": "No.", "$status": 404, "$details": [{"field": "x"}]}


def folder(system: str) -> Path:
    return resource_root("specs") / "systems" / system


@cache
def contract(system: str) -> dict[str, Any]:
    loaded = yaml.safe_load((folder(system) / "openapi.yaml").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def operations(system: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in contract(system)["paths"].items():
        for method in METHODS & set(item):
            yield path, method, item[method]


def nodes(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    yield pointer, value
    children = value.items() if isinstance(value, dict) else ()
    children = enumerate(value) if isinstance(value, list) else children
    for key, child in children:
        yield from nodes(child, f"{pointer}/{key}")


def resolve(system: str, ref: str) -> Any:
    found: Any = contract(system)
    for part in ref.removeprefix("#/").split("/"):
        found = found[part]
    return found


def check(system: str, schema: Mapping[str, Any], instance: Any) -> None:
    whole = {"components": contract(system)["components"], **schema}
    validator = jsonschema.Draft202012Validator(whole)
    validator.validate(instance)


def body(shape: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: body(value) if isinstance(value, Mapping) else SLOTS.get(str(value).rstrip("?"), value)
        for key, value in shape.items()
    }


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_manifest_names_what_is_there(system: str) -> None:
    manifest = yaml.safe_load((folder(system) / "system.yaml").read_text("utf-8"))
    assert set(manifest) == {"title", "role", "openapi", "features"}
    assert (resource_root("specs") / "roles" / f"{manifest['role']}.md").is_file()
    assert (folder(system) / manifest["openapi"]).is_file()
    assert len(list((folder(system) / manifest["features"]).glob("*.feature"))) >= 3
    assert manifest["title"] == contract(system)["info"]["title"]
    assert (folder(system) / "README.md").read_text("utf-8").startswith(f"# {manifest['title']}\n")


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_ref_resolves_and_every_component_is_used(system: str) -> None:
    refs = {node["$ref"] for _, node in nodes(contract(system)) if _is_ref(node)}
    for ref in refs:
        assert resolve(system, ref)
    for kind in ("schemas", "parameters", "responses"):
        for name in contract(system)["components"][kind]:
            assert f"#/components/{kind}/{name}" in refs


def _is_ref(node: Any) -> bool:
    return isinstance(node, dict) and isinstance(node.get("$ref"), str)


@pytest.mark.parametrize("system", SYSTEMS)
def test_operations_are_whole(system: str) -> None:
    found = list(operations(system))
    names = [operation["operationId"] for _, _, operation in found]
    assert len(names) == len(set(names)) >= 10
    tags = {tag["name"] for tag in contract(system)["tags"]}
    for path, _, operation in found:
        assert not re.search(r"/v\d", path)
        assert set(operation["tags"]) <= tags
        assert operation["summary"]
        public = operation.get("security") == []
        assert public or "401" in operation["responses"]
        given = {p.split("/")[-1] for p in re.findall(r"{(\w+)}", path)}
        assert not given or "404" in operation["responses"]


@pytest.mark.parametrize("system", SYSTEMS)
def test_examples_fit_their_schemas(system: str) -> None:
    checked = 0
    for pointer, node in nodes(contract(system)):
        if isinstance(node, dict) and isinstance(node.get("examples"), list):
            for example in node["examples"]:
                check(system, {k: v for k, v in node.items() if k != "examples"}, example)
                checked += 1
        if isinstance(node, dict) and "example" in node and pointer.endswith("/json"):
            check(system, node["schema"], node["example"])
            checked += 1
    assert checked > 20


@pytest.mark.parametrize("system", SYSTEMS)
def test_errors_have_the_shape_the_role_asks_for(system: str) -> None:
    role = yaml.safe_load((folder(system) / "system.yaml").read_text("utf-8"))["role"]
    data = (resource_root("specs") / "roles" / f"{role}.md").read_bytes()
    decision = compile_specs([(role, data)], ()).decisions.get("error_body")
    shape = decision.value if decision else {"code": "$code", "message": "$message"}
    check(system, {"$ref": "#/components/schemas/Error"}, body(shape))


@pytest.mark.parametrize("system", SYSTEMS)
def test_scenarios_name_operations_of_the_contract(system: str) -> None:
    known = {operation["operationId"] for _, _, operation in operations(system)}
    scenarios = 0
    for file in sorted((folder(system) / "features").glob("*.feature")):
        feature = Parser().parse(file.read_text("utf-8"))["feature"]
        for child in feature["children"]:
            if "scenario" in child:
                scenario = child["scenario"]
                tags = [tag["name"].removeprefix("@") for tag in scenario["tags"]]
                assert len(set(tags) & known) == 1, scenario["name"]
                keywords = {step["keywordType"] for step in scenario["steps"]}
                assert {"Action", "Outcome"} <= keywords, scenario["name"]
                scenarios += 1
    assert scenarios >= 12
