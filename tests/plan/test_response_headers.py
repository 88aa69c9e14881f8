"""Headers of answers."""

import pytest
from tests.documents import (
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

from agentgen.ir.blueprint import HeaderFill

THING = obj({"id": INTEGER, "name": TEXT}, "id", "name")
NAMED = obj({"name": TEXT}, "name")


def told(method: str, header: str, **more: Node) -> tuple[tuple[str, HeaderFill], ...]:
    paths = {
        "/things": {
            "get": operation(array(ref("Thing")), query={"page": INTEGER}),
            "post": operation(ref("Thing"), ref("New"), "201"),
        },
        "/things/{id}": {"get": operation(ref("Thing"), parameters=keys(id=INTEGER))},
    } | more
    success = next(iter(paths["/things"][method]["responses"].values()))
    success["headers"] = {header: {"schema": TEXT}}
    blueprint = blueprint_of(document(paths, {"Thing": THING, "New": NAMED}))
    return plan_of(blueprint, method, "/things").headers


@pytest.mark.parametrize(
    ("method", "header", "fill"),
    [
        ("get", "X-Total-Count", HeaderFill.TOTAL),
        ("get", "x-total", HeaderFill.TOTAL),
        ("get", "Link", HeaderFill.LINKS),
        ("post", "Location", HeaderFill.LOCATION),
    ],
)
def test_headers_are_filled_that_the_contract_describes(method, header, fill):
    assert told(method, header) == ((header, fill),)


@pytest.mark.parametrize(
    ("method", "header"), [("get", "X-Rate-Limit"), ("get", "Location"), ("post", "Link")]
)
def test_others_are_left_alone(method, header):
    assert told(method, header) == ()


def test_a_place_that_nothing_answers_at_is_not_named():
    item = {"/things/{id}": {"delete": operation(status="204", parameters=keys(id=INTEGER))}}
    assert told("post", "Location", **item) == ()
