"""Records of which there is one."""

import pytest
from tests.cookbook import signed
from tests.documents import INTEGER, TEXT, Node, array, blueprint_of, obj, operation, plan_of, ref
from tests.workspace import workspace

from agentgen.ir.blueprint import BehaviourKind, Blueprint

CODED = obj({"hard": INTEGER, "code": {**TEXT, "minLength": 3}}, "hard", "code")


@pytest.fixture(scope="module")
def blueprint() -> Blueprint:
    return blueprint_of(workspace())


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("get", BehaviourKind.READ_SINGLE),
        ("put", BehaviourKind.REPLACE_SINGLE),
        ("delete", BehaviourKind.DELETE_SINGLE),
    ],
)
def test_the_method_tells_what_is_done(blueprint, method, kind):
    plan = plan_of(blueprint, method, "/me/address")
    assert (plan.behaviour, plan.entity, plan.key) == (kind, "Address", "")
    assert plan.reason.endswith("the address of each caller")


@pytest.mark.parametrize(
    ("path", "entity", "single", "whose"),
    [
        ("/settings", "Setting", ("singleton",), "the service"),
        ("/me/preferences", "Preference", ("user_id",), "each caller"),
        ("/teams/{teamId}/plan", "Plan", ("team_id",), "each team"),
        ("/zones/{zone}/limits", "Limit", ("zone",), "each zone"),
    ],
)
def test_the_path_and_its_guards_tell_whose_it_is(blueprint, path, entity, single, whose):
    plan = plan_of(blueprint, "get", path)
    assert plan.entity == entity
    assert blueprint.entities[entity].single == single
    assert plan.reason.endswith(whose)


@pytest.mark.parametrize(
    ("entity", "lazy"),
    [("Setting", True), ("Preference", True), ("Address", False), ("Plan", False)],
)
def test_it_is_there_from_the_start_when_defaults_make_it(blueprint, entity, lazy):
    assert blueprint.entities[entity].lazy is lazy


def settings(get: Node, **more: Node) -> Blueprint:
    return blueprint_of(workspace(**{"/settings": {"get": get, **more}}))


@pytest.mark.parametrize(
    ("get", "more", "why"),
    [
        (operation(ref("Address")), {"patch": signed(ref("Address"), ref("NewAddress"))},
         "no request stores a first record"),
        (operation(CODED), {"put": signed(CODED, ref("Limits"))}, "no request gives 'code'"),
        (operation(ref("Limits"), query={"zone": TEXT}),
         {"put": signed(ref("Limits"), array(ref("Limits")))}, "stores or shows a record"),
        (operation(ref("Limits")), {"post": signed(ref("Limits"), ref("Limits"))},
         "stores or shows a record"),
        (operation(array(ref("Limits"))), {"put": signed(ref("Limits"), ref("Limits"))},
         "names the record"),
    ],
)  # fmt: skip
def test_what_nobody_can_store_is_a_stub(get, more, why):
    blueprint = settings(get, **more)
    (method,) = more
    plan = plan_of(blueprint, method, "/settings")
    assert plan.behaviour is BehaviourKind.STUB
    assert why in plan.reason
    assert plan_of(blueprint, "get", "/settings").behaviour is not BehaviourKind.READ_SINGLE


def test_a_query_that_selects_is_not_guessed():
    asked = {"name": "at", "in": "query", "required": True, "schema": INTEGER}
    get = operation(ref("Limits"), parameters=[asked])
    blueprint = settings(get, put=signed(ref("Limits"), ref("Limits")))
    assert "query parameters select" in plan_of(blueprint, "get", "/settings").reason
    assert plan_of(blueprint, "put", "/settings").behaviour is BehaviourKind.REPLACE_SINGLE


def test_what_is_the_callers_needs_accounts():
    content = workspace()
    del content["paths"]["/signup"]
    plan = plan_of(blueprint_of(content), "get", "/me/address")
    assert plan.behaviour is BehaviourKind.STUB
    assert "no accounts" in plan.reason


def test_words_for_the_caller_make_it_personal():
    told = {"summary": "Your address"}
    paths = {"get": signed(ref("Address"), **told)}
    paths["put"] = signed(ref("Address"), ref("NewAddress"))
    blueprint = blueprint_of(workspace(**{"/address": paths}))
    plan = plan_of(blueprint, "get", "/address")
    assert blueprint.entities[plan.entity].single == ("user_id",)
