"""Many records in one request, credentials in the query, and searches of a path of their own."""

import pytest
from tests.cookbook import cookbook, signed
from tests.documents import (
    INTEGER,
    TEXT,
    Node,
    array,
    blueprint_of,
    document,
    obj,
    operation,
    plan_of,
    ref,
)

from agentgen.ir.blueprint import AuthKind, BehaviourKind

RECIPES = array(ref("Recipe"))


@pytest.mark.parametrize(
    ("given", "answer", "path"),
    [
        (array(ref("NewRecipe")), None, ()),
        (obj({"all": array(ref("NewRecipe"))}, "all"), RECIPES, ("all",)),
        (array(ref("NewRecipe")), obj({"recipes": RECIPES}, "recipes"), ()),
    ],
)
def test_a_list_of_new_records_is_created_one_by_one(given, answer, path):
    content = cookbook(**{"/recipes/bulk": {"post": signed(answer, given, "201")}})
    plan = plan_of(blueprint_of(content), "post", "/recipes/bulk")
    assert (plan.behaviour, plan.entity) == (BehaviourKind.CREATE_MANY, "Recipe")
    assert (plan.each, plan.request.path) == ("post_recipes", path)


@pytest.mark.parametrize(
    "made",
    [
        signed(None, array(ref("Order")), "201"),
        signed(None, array(TEXT), "201"),
        operation(None, array(ref("NewRecipe")), "201"),
        signed(obj({"made": INTEGER}, "made"), array(ref("NewRecipe")), "201"),
        signed(None, array(ref("NewRecipe")), "201", query={"dry": TEXT}),
    ],
)
def test_other_lists_are_stubs(made):
    content = cookbook(**{"/recipes/bulk": {"post": made}})
    plan = plan_of(blueprint_of(content), "post", "/recipes/bulk")
    assert plan.behaviour is BehaviourKind.STUB


def test_lists_of_what_people_create_by_hand_are_stubs_too():
    by_hand = {"post_recipes": {"behaviour": "stub"}}
    plan = plan_of(blueprint_of(cookbook(), operations=by_hand), "post", "/recipes/import")
    assert plan.behaviour is BehaviourKind.STUB
    assert "post_recipes" in plan.reason


def test_a_search_of_its_own_path_lists_the_records_it_shows():
    plan = plan_of(blueprint_of(cookbook()), "get", "/search")
    assert (plan.behaviour, plan.entity) == (BehaviourKind.LIST, "Recipe")
    assert [(str(f.match), f.column) for f in plan.filters] == [
        ("search", ""), ("contains_named", "steps.title"),
    ]  # fmt: skip


def people(method: str, answer: Node, **query: Node) -> Node:
    person = obj({"id": INTEGER, "username": TEXT, "password": TEXT})
    found = operation(answer)
    found["parameters"] = [
        {"name": name, "in": "query", "required": True, "schema": schema}
        for name, schema in query.items()
    ]
    paths = {
        "/person": {"post": operation(None, ref("Person"), "201")},
        "/person/login": {method: found},
    }
    return document(paths | {"/users": {"post": operation(None, ref("Person"), "201")}},
                    {"Person": person})  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("answer", [TEXT, obj({"access_token": TEXT}, "access_token")])
def test_credentials_may_travel_in_the_query(method, answer):
    blueprint = blueprint_of(people(method, answer, username=TEXT, password=TEXT))
    assert blueprint.auth.kind is AuthKind.ACCOUNTS
    plan = plan_of(blueprint, method, "/person/login")
    assert plan.behaviour is (BehaviourKind.LOGIN if answer is TEXT else plan.behaviour)
    account = blueprint.entities[blueprint.auth.user]
    assert account.column("password_hash").nullable
    assert account.column("username").unique


@pytest.mark.parametrize(
    ("answer", "query"),
    [
        (TEXT, {"username": TEXT}),
        (TEXT, {"username": TEXT, "password": TEXT, "captcha": TEXT}),
        (INTEGER, {"username": TEXT, "password": TEXT}),
    ],
)
def test_other_requests_sign_nobody_in(answer, query):
    blueprint = blueprint_of(people("get", answer, **query))
    assert blueprint.auth.kind is not AuthKind.ACCOUNTS
