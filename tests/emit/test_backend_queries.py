"""Query parameters as the emitted backend reads, applies and tests them."""

from typing import Any

import pytest
from tests.documents import (
    BOOLEAN,
    INTEGER,
    TEXT,
    Node,
    array,
    blueprint_of,
    document,
    keys,
    obj,
    operation,
    plan_of,
    ref,
)

from agentgen.emit.backend import emit_backend
from agentgen.emit.backend.arguments import path_names
from agentgen.emit.backend.queries import query_class
from agentgen.tree import SourceTree

BOAT = obj({"id": INTEGER, "hull": {"type": "string", "enum": ["steel", "wood"]}}, "id", "hull")


def boats(query: Node, boat: Node | None = None) -> Node:
    create = operation(ref("Boat"), ref("Boat"), "201")
    listed = operation(array(ref("Boat")), query=query)
    at = keys(id=INTEGER)
    return document(
        {
            "/boats": {"get": listed, "post": create},
            "/boats/{id}": {"get": operation(ref("Boat"), parameters=at)},
        },
        {"Boat": boat or BOAT},
    )


def fields(query: Node) -> dict[str, tuple[str, str]]:
    blueprint = blueprint_of(boats(query))
    view = query_class(blueprint, plan_of(blueprint, "get", "/boats"), ())
    assert view is not None
    return {f.name: (f.annotation, f.default) for f in view.fields}


def repository(query: Node) -> str:
    return emit_backend(blueprint_of(boats(query)))["app/features/boats/repository.py"]


@pytest.mark.parametrize(
    ("wire", "schema", "name", "expected"),
    [
        ("q", TEXT, "q", ("Annotated[Text | None, Query()]", "None")),
        ("maxAge", TEXT, "max_age", ('Annotated[Text | None, Query(alias="maxAge")]', "None")),
        ("dry", {"type": "boolean", "default": True}, "dry", ("Annotated[bool, Query()]", "True")),
        ("any", array(TEXT), "any", ("Annotated[list[Text] | None, Query()]", "None")),
        ("x", {}, "x", ("Annotated[Json, Query()]", "None")),
    ],
)
def test_each_parameter_is_one_field(wire: str, schema: Node, name: str, expected: Any) -> None:
    assert fields({wire: schema})[name] == expected


def test_bounds_stay_beside_the_marker() -> None:
    annotation, default = fields({"page": {"type": "integer", "minimum": 3, "maximum": 5}})["page"]
    assert (annotation.startswith("Annotated[int, Query("), default) == (True, "1")
    annotation, _ = fields({"crew": {"type": "integer", "minimum": 3, "default": 4}})["crew"]
    assert annotation == "Annotated[int, Field(ge=3, le=LARGEST_INTEGER), Query()]"


@pytest.mark.parametrize(
    ("schema", "guard"),
    [
        ({"type": "string", "enum": ["every", "steel"], "default": "every"}, '!= "every"'),
        ({"type": "string", "default": "All"}, '!= "All"'),
        ({"type": "string", "enum": ["steel", "wood"]}, "is not None"),
    ],
)
def test_defaults_that_select_everything_are_no_condition(schema: Node, guard: str) -> None:
    assert f"if query.hull {guard}:\n" in repository({"hull": schema})


def test_defaults_that_select_something_always_hold() -> None:
    text = repository({"hull": {"type": "string", "enum": ["steel", "wood"], "default": "wood"}})
    assert "query.hull)" in text
    assert "if query.hull" not in text


@pytest.mark.parametrize(
    ("schema", "guard"),
    [
        ({**BOOLEAN, "default": True}, "if not query.deep:"),
        ({**BOOLEAN, "default": False}, "if query.deep:"),
        ({**TEXT, "default": "no"}, 'if query.deep != "no":'),
        (BOOLEAN, "if query.deep is not None:"),
        ({**array(TEXT), "default": ["a"]}, "if query.deep is not None:"),
    ],
)
def test_unknown_parameters_are_refused_only_when_given(schema: Node, guard: str) -> None:
    assert guard in repository({"deep": schema})


def test_tests_store_what_the_default_selects() -> None:
    text = {"type": "string", "enum": ["steel", "wood"], "default": "wood"}
    tests = emit_backend(blueprint_of(boats({"hull": text})))
    assert 'make.boat(hull="wood")' in tests["tests/features/test_boats_routes.py"]


def test_path_parameters_have_names_of_their_own() -> None:
    at = keys(query=TEXT, body=TEXT, boatId=TEXT, boat_id=TEXT)
    path = "/{query}/{body}/{boatId}/{boat_id}"
    content = document({path: {"get": operation(TEXT, query={"a": TEXT}, parameters=at)}})
    blueprint = blueprint_of(content)
    assert list(path_names(plan_of(blueprint, "get", path)).values()) == [
        "query_key", "body_key", "boat_id", "boat_id_2",
    ]  # fmt: skip


def routes(tree: SourceTree) -> str:
    return next(tree[path] for path in tree if path.endswith("_routes.py"))


def test_a_delete_with_a_body_is_sent_with_it() -> None:
    content = boats({})
    at = keys(id=INTEGER)
    content["paths"]["/boats/{id}"]["delete"] = operation(
        None, obj({"reason": TEXT}, "reason"), "204", parameters=at, operationId="scrap"
    )
    assert 'client.request("DELETE", ' in routes(emit_backend(blueprint_of(content)))
    assert "json=scrap_payload()" in routes(emit_backend(blueprint_of(content)))


def test_numbers_as_keys_are_whole() -> None:
    boat = obj({"id": {"type": "number"}, "hull": TEXT}, "id")
    models = emit_backend(blueprint_of(boats({}, boat)))["app/features/boats/models.py"]
    assert "id: Mapped[int]" in models


def test_properties_named_like_methods_of_the_base_class_are_renamed() -> None:
    boat = obj({"id": INTEGER, "values": array(TEXT), "of": TEXT, "given": TEXT}, "id")
    schemas = emit_backend(blueprint_of(boats({}, boat)))["app/features/boats/schemas.py"]
    assert all(f'alias="{name}"' in schemas for name in ("values", "of", "given"))


def test_unions_of_literals_are_one_literal() -> None:
    either = {"oneOf": [{"type": "string", "enum": ["a"]}, {"type": "string", "enum": ["b"]}]}
    boat = obj({"id": INTEGER, "kind": {"anyOf": [either, INTEGER]}}, "id")
    schemas = emit_backend(blueprint_of(boats({}, boat)))["app/features/boats/schemas.py"]
    assert 'Literal["a"] | Literal' not in schemas
    assert '"a", "b"]' in schemas
