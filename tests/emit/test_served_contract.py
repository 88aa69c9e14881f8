"""The OpenAPI document that the emitted backend serves: the contract, and what is added to it."""

import copy
from typing import Any

import pytest
from tests.documents import (
    INTEGER,
    TEXT,
    Node,
    array,
    blueprint_of,
    document,
    keys,
    media,
    obj,
    operation,
    pets,
    ref,
)

from agentgen.emit.backend.served import served_document

ERROR = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}}}


def served(content: Node, **decisions: Any) -> Node:
    return served_document(blueprint_of(content, **decisions))


def test_nothing_else_of_the_contract_changes() -> None:
    given = pets(tags=[{"name": "x"}], **{"x-more": {"a": 1}}, webhooks={"w": {}})
    found = served(copy.deepcopy(given))
    assert found["servers"][0]["url"].startswith("/")
    assert {k: found[k] for k in ("openapi", "info", "tags", "x-more", "webhooks")} == {
        k: given[k] for k in ("openapi", "info", "tags", "x-more", "webhooks")
    }
    assert list(found["paths"]) == list(given["paths"])
    for path, item in given["paths"].items():
        for method, expected in item.items():
            answers = found["paths"][path][method]["responses"]
            assert {s: a for s, a in answers.items() if s in expected["responses"]} == (
                expected["responses"]
            )
            assert set(answers) - set(expected["responses"]) == {"4XX", "5XX"}
    assert set(found["components"]["schemas"]) == {*given["components"]["schemas"], "ErrorBody"}


def test_errors_have_the_policys_body_whatever_the_contract_says() -> None:
    content = pets()
    responses = content["paths"]["/pets"]["get"]["responses"]
    responses |= {"404": {"$ref": "#/components/responses/Gone"}, "default": media(TEXT)}
    content["components"]["responses"] = {"Gone": {"description": "Gone.", **media(TEXT)}}
    found = served(content)["paths"]["/pets"]["get"]["responses"]
    assert found["404"] == {"description": "Gone.", "content": ERROR}
    assert found["default"]["content"] == ERROR


def test_a_default_without_other_successes_is_one() -> None:
    node = {"description": "Done.", **media(TEXT)}
    content = document({"/a": {"get": {"responses": {"default": node}}}})
    assert served(content)["paths"]["/a"]["get"]["responses"]["default"] == node


def test_operations_without_success_get_one() -> None:
    content = document({"/a": {"get": {"responses": {404: {"description": "No."}}}}})
    assert list(served(content)["paths"]["/a"]["get"]["responses"]) == ["404", "200", "4XX", "5XX"]


def test_the_name_of_the_error_body_is_free() -> None:
    content = document(
        {"/a": {"get": operation(ref("ErrorBody"))}}, {"ErrorBody": obj({"a": INTEGER})}
    )
    assert set(served(content)["components"]["schemas"]) == {"ErrorBody", "ErrorBody2"}


def test_one_representation_of_a_body_remains() -> None:
    content = pets()
    create = content["paths"]["/pets"]["post"]
    create["requestBody"]["content"] = {
        "application/xml": {"schema": TEXT},
        **create["requestBody"]["content"],
    }
    create["responses"]["201"]["content"]["text/csv"] = {"schema": TEXT}
    found = served(content)["paths"]["/pets"]["post"]
    assert list(found["requestBody"]["content"]) == ["application/json"]
    assert list(found["responses"]["201"]["content"]) == ["application/json"]


def test_bodies_that_a_behaviour_needs_are_required() -> None:
    content = pets()
    del content["paths"]["/pets"]["post"]["requestBody"]["required"]
    assert served(content)["paths"]["/pets"]["post"]["requestBody"]["required"] is True


def test_added_paging_is_described() -> None:
    names = {p["name"]: p["schema"] for p in served(pets())["paths"]["/pets"]["get"]["parameters"]}
    assert names["limit"]["maximum"] == 100
    assert len(names) == 2


def test_own_paging_gets_the_bounds_that_are_kept() -> None:
    content = pets()
    content["paths"]["/pets"]["parameters"] = [
        {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 2}},
        {"name": "per_page", "in": "query", "schema": INTEGER},
    ]
    given = {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1}}
    content["paths"]["/pets"]["get"]["parameters"] = [given]
    found = served(content)["paths"]["/pets"]["get"]["parameters"]
    assert [(p["name"], p["schema"]["minimum"]) for p in found] == [("per_page", 1), ("page", 1)]
    assert all("maximum" in p["schema"] for p in found)


@pytest.mark.parametrize(
    ("schema", "more"),
    [
        ({"type": "integer"}, {"minimum": -(2**63), "maximum": 2**63 - 1}),
        ({"type": "integer", "format": "int32"}, {"minimum": -(2**31), "maximum": 2**31 - 1}),
        ({"type": ["integer", "null"], "minimum": 3}, {"maximum": 2**63 - 1}),
        ({"type": "integer", "exclusiveMinimum": 3, "maximum": 9}, {}),
        ({"type": "integer", "enum": [1]}, {}),
        ({"type": "string"}, {"pattern": "^[^\\u0000]*$"}),
        ({"type": "string", "pattern": "^[a-z]+$"}, {}),
        ({"type": "string", "pattern": "^\\.$"}, {}),
        ({"type": "string", "pattern": "^.$"}, {"allOf": [{"pattern": "^[^\\u0000]*$"}]}),
        ({"type": "string", "format": "date"}, {}),
        ({"type": "string", "enum": ["a"]}, {}),
        ({"type": "boolean"}, {}),
    ],
)
def test_limits_of_the_code_are_published(schema: Node, more: Node) -> None:
    given = obj({"a": array(schema), "b": ref("Self")})
    content = document(
        {
            "/a/{k}": {
                "post": operation(ref("Self"), ref("Self"), parameters=keys(k=schema)),
                "get": operation(ref("Shown"), parameters=keys(k=INTEGER)),
            }
        },
        {"Self": given, "Shown": obj({"a": schema})},
    )
    found = served(content)
    wanted = {**schema, **more}
    assert found["components"]["schemas"]["Self"]["properties"]["a"]["items"] == wanted
    assert found["paths"]["/a/{k}"]["post"]["parameters"][0]["schema"] == wanted
    assert found["components"]["schemas"]["Shown"]["properties"]["a"] == schema


def test_path_items_elsewhere_are_written_in_place() -> None:
    content = document({"/a": {"$ref": "#/x-items/~1a"}}, **{"x-items": {"/a": {}}})
    content["x-items"]["/a"] = {"get": operation(TEXT)}
    assert "4XX" in served(content)["paths"]["/a"]["get"]["responses"]
