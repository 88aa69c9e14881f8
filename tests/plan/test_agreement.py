"""Requests that store what answers can't show are no known operations."""

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
)

from agentgen.ir.blueprint import BehaviourKind

NUMBER = {"type": "number"}
DATE = {"type": "string", "format": "date"}
STEEL = {"type": "string", "enum": ["steel"]}
HULL = {"type": "string", "enum": ["steel", "wood"]}


def created(sent: Node, shown: Node, *required: str):
    given = obj({"name": TEXT, "part": sent}, "name", "part")
    answer = obj({"id": INTEGER, "name": TEXT, "part": shown}, "id", *required)
    paths = {
        "/boats": {"post": operation(answer, given, "201")},
        "/boats/{id}": {"get": operation(answer, parameters=keys(id=INTEGER))},
    }
    return plan_of(blueprint_of(document(paths)), "post", "/boats")


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (TEXT, TEXT),
        (INTEGER, NUMBER),
        (TEXT, {}),
        (TEXT, {"oneOf": [INTEGER, TEXT]}),
        ({"oneOf": [INTEGER, TEXT]}, {"oneOf": [INTEGER, TEXT]}),
        (STEEL, HULL),
        (STEEL, TEXT),
        (array(INTEGER), array(NUMBER)),
        (obj({"a": TEXT}), obj({"a": TEXT})),
        (obj({"a": TEXT}, "a"), obj({"a": TEXT}, "a")),
        (obj({"a": TEXT, "b": TEXT}), obj({"a": TEXT})),
    ],
)
def test_what_fits_is_stored(sent, shown):
    assert created(sent, shown).behaviour is BehaviourKind.CREATE


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (INTEGER, TEXT),
        (NUMBER, INTEGER),
        ({}, TEXT),
        ({"oneOf": [INTEGER, TEXT]}, TEXT),
        (HULL, STEEL),
        (TEXT, HULL),
        (TEXT, DATE),
        (DATE, TEXT),
        (array(TEXT), array(INTEGER)),
        (obj({"a": TEXT}), obj({"a": INTEGER})),
        (obj({"a": TEXT}), obj({"a": TEXT}, "a")),
        (obj({"b": TEXT}), obj({"a": TEXT}, "a")),
    ],
)
def test_what_does_not_fit_is_left_to_people(sent, shown):
    plan = created(sent, shown)
    assert plan.behaviour is BehaviourKind.STUB
    assert "'part' is sent in a form that answers do not have" in plan.reason


@pytest.mark.parametrize("required", [("boat",), ()])
def test_a_wrapper_that_may_be_left_out_carries_no_record(required):
    boat = obj({"id": INTEGER, "name": TEXT}, "name")
    paths = {
        "/boats": {"post": operation(boat, obj({"boat": boat}, *required), "201")},
        "/boats/{id}": {"get": operation(boat, parameters=keys(id=INTEGER))},
    }
    plan = plan_of(blueprint_of(document(paths)), "post", "/boats")
    assert plan.behaviour is (BehaviourKind.CREATE if required else BehaviourKind.STUB)
    assert required or "may leave out 'boat'" in plan.reason
