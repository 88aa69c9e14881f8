"""`agentgen explain`, and the overrides it names."""

import json
from pathlib import Path

import pytest
from tests.documents import Node, blueprint_of, operation, pets, plan_of

from agentgen.commands.explain import explain
from agentgen.errors import AgentgenError
from agentgen.ir.blueprint import BehaviourKind
from agentgen.ir.decisions import check_override

ROLES = ("backend-expert",)
STUB = {"behaviour": "stub"}


def contract(home: Path, content: Node | None = None) -> Path:
    file = home / "api.json"
    file.write_text(json.dumps(content or pets()))
    return file


def repository(home: Path, decisions: str) -> Path:
    contract(home)
    (home / "agentgen.yaml").write_text(
        f"name: shop\nspecs: [role.md]\ncontract: api.json\ndecisions: {decisions}\n"
    )
    (home / "role.md").write_text("# Rules\n\n- Functions have at most 50 lines.\n")
    return home


@pytest.mark.parametrize("name", ["listPets", "list_pets", "GET /pets", "get /pets"])
def test_an_operation_is_found_by_any_of_its_names(tmp_path: Path, name: str):
    (found,) = explain(tmp_path, [name], contract(tmp_path), ROLES)
    assert (found.operation_id, found.behaviour, found.entity) == ("listPets", "list", "Pet")
    assert "answers with a list of pets" in found.reason


def test_a_path_names_all_its_operations(tmp_path: Path):
    found = explain(tmp_path, ["/pets"], contract(tmp_path), ROLES)
    assert [one.method for one in found] == ["GET", "POST"]
    assert len(explain(tmp_path, (), contract(tmp_path), ROLES)) == 6


def test_what_a_parameter_selects_may_be_unclear(tmp_path: Path):
    content = pets()
    content["paths"]["/pets"]["get"]["parameters"] = [
        {"name": "mood", "in": "query", "schema": {"type": "string"}}
    ]
    (found,) = explain(tmp_path, ["listPets"], contract(tmp_path, content), ROLES)
    assert "'mood'" in found.unclear[0]


def test_the_line_it_names_makes_a_stub(tmp_path: Path):
    (before,) = explain(repository(tmp_path, "{}"), ["listPets"])
    line = before.override.removeprefix("decisions: ")
    (after,) = explain(repository(tmp_path, line), ["listPets"])
    assert after.behaviour == "stub"
    assert "agentgen.yaml, decisions.operations.listPets" in after.reason


def test_the_contract_can_ask_for_a_stub():
    content = pets()
    content["paths"]["/pets"]["get"]["x-agentgen-behaviour"] = "stub"
    plan = plan_of(blueprint_of(content), "get", "/pets")
    assert plan.behaviour is BehaviourKind.STUB
    assert "x-agentgen-behaviour at #/paths/~1pets/get" in plan.reason
    pinned = blueprint_of(content, operations={"listPets": {"behaviour": "list"}})
    assert plan_of(pinned, "get", "/pets").behaviour is BehaviourKind.LIST


@pytest.mark.parametrize(
    ("name", "behaviour", "message"),
    [
        ("listPets", "create", "GET /pets can't behave as 'create'"),
        ("listPets", "dance", "there is no behaviour 'dance'"),
        ("sing", "stub", "there is no operation 'sing'"),
    ],
)
def test_what_cannot_be_is_refused(name, behaviour, message):
    with pytest.raises(AgentgenError, match=message):
        blueprint_of(pets(), operations={name: {"behaviour": behaviour}})


@pytest.mark.parametrize(
    "value", [[], {"a": "stub"}, {"a": {"behaviour": 1}}, {"a": {"x": "stub"}}]
)
def test_malformed_overrides_are_refused(value):
    check_override("operations", {"a": STUB})
    with pytest.raises(ValueError, match="operationId"):
        check_override("operations", value)


@pytest.mark.parametrize(
    ("text", "message"),
    [(None, "there is no agentgen.yaml"), ("[", "cannot be read"), ("[]", "`name`"),
     ("name: x\nspecs: y\n", "`specs`"), ("", "`name`")],
)  # fmt: skip
def test_a_directory_without_a_usable_configuration(tmp_path: Path, text, message):
    if text is not None:
        (tmp_path / "agentgen.yaml").write_text(text)
    with pytest.raises(AgentgenError, match=message):
        explain(tmp_path)


def test_an_unknown_operation_is_told(tmp_path: Path):
    content = pets()
    content["paths"]["/pets"]["get"] = operation()
    with pytest.raises(AgentgenError, match="no operation 'GET /cats'"):
        explain(tmp_path, ["GET /cats"], contract(tmp_path, content), ROLES)
