"""PUT on items that clients name."""

from typing import Any

import pytest
from tests.documents import (
    INTEGER,
    TEXT,
    Node,
    blueprint_of,
    document,
    entity_of,
    keys,
    media,
    obj,
    operation,
    plan_of,
    ref,
)

from agentgen.ir.blueprint import BehaviourKind, Source

SHELF = obj({"name": TEXT, "capacity": INTEGER}, "name", "capacity")


def shelves(key: Node = TEXT, more: Node | None = None, **answers: Any) -> Node:
    at = keys(name=key)
    put = operation(ref("Shelf"), obj({"capacity": INTEGER}, "capacity"), parameters=at)
    put["responses"] |= answers
    shelf = SHELF | {"properties": SHELF["properties"] | {"name": key}}
    get = operation(ref("Shelf"), parameters=at)
    return document({"/shelves/{name}": {"get": get, "put": put}, **(more or {})}, {"Shelf": shelf})


NEW: Node = {"description": "New.", **media({"$ref": "#/components/schemas/Shelf"})}
MADE: Node = {
    "/shelves": {"post": operation(ref("Shelf"), obj({"capacity": INTEGER}, "capacity"), "201")}
}


def test_a_put_that_may_answer_201_creates_what_is_not_there():
    blueprint = blueprint_of(shelves(**{"201": NEW}))
    plan = plan_of(blueprint, "put", "/shelves/{name}")
    assert (plan.behaviour, plan.status, plan.key) == (BehaviourKind.UPSERT, 200, "name")
    column = entity_of(blueprint).column("capacity")
    assert (column.source, column.nullable) == (Source.CLIENT, False)


@pytest.mark.parametrize(
    ("content", "behaviour"),
    [
        (shelves(), BehaviourKind.REPLACE),
        (shelves(**{"201": {"description": "New."}}), BehaviourKind.STUB),
        (shelves(INTEGER, MADE, **{"201": NEW}), BehaviourKind.REPLACE),
        (shelves(TEXT, MADE, **{"201": NEW}), BehaviourKind.UPSERT),
    ],
)
def test_other_puts_need_what_they_replace(content, behaviour):
    plan = plan_of(blueprint_of(content), "put", "/shelves/{name}")
    assert plan.behaviour is behaviour
