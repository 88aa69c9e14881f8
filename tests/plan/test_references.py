"""References that clients send become foreign keys."""

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
    ref,
)

UUID = {"type": "string", "format": "uuid"}


def resource(path: str, schema: str, *, created: bool = True) -> Node:
    item = {"get": operation(ref(schema), parameters=keys(id=INTEGER))}
    many = {"get": operation(array(ref(schema)))}
    if created:
        many["post"] = operation(ref(schema), ref(schema), "201")
    return {path: many, f"{path}/{{id}}": item}


def columns(order: Node, *, created: bool = True, pet: Node | None = None, **decisions):
    schemas = {
        "Pet": obj({"id": INTEGER, "name": TEXT, **(pet or {})}, "name"),
        "Order": obj({"id": INTEGER, **order}, *order),
    }
    paths = resource("/pets", "Pet", created=created) | resource("/orders", "Order")
    entities = blueprint_of(document(paths, schemas), **decisions).entities
    return {
        (name, c.name): c.references
        for name, entity in entities.items()
        for c in entity.columns
        if c.references
    }


@pytest.mark.parametrize("wire", ["petId", "pet_id", "pet-id", "PetID"])
def test_a_property_named_after_another_entity_refers_to_it(wire):
    assert columns({wire: INTEGER}) == {("Order", "pet_id"): ("Pet", "id")}


@pytest.mark.parametrize(
    ("order", "created"),
    [
        ({"petId": TEXT}, True),
        ({"petId": UUID}, True),
        ({"petId": {"type": "array", "items": INTEGER}}, True),
        ({"pet": INTEGER}, True),
        ({"catId": INTEGER}, True),
        ({"orderId": INTEGER}, True),
        ({"petId": INTEGER}, False),
    ],
)
def test_other_properties_do_not(order, created):
    assert columns(order, created=created) == {}


def test_references_close_no_circle():
    assert columns({"petId": INTEGER}, pet={"orderId": INTEGER}) == {
        ("Pet", "order_id"): ("Order", "id")
    }


def test_projects_may_go_without():
    assert columns({"petId": INTEGER}, foreign_keys=False) == {}
