"""Who or what belongs to a group."""

import pytest
from tests.cookbook import signed
from tests.documents import (
    INTEGER,
    TEXT,
    Node,
    array,
    blueprint_of,
    keys,
    obj,
    operation,
    plan_of,
    ref,
)
from tests.workspace import workspace

from agentgen.ir.blueprint import Audience, BehaviourKind, Blueprint, Link

AT = keys(teamId=INTEGER)
MEMBERS, MEMBER = "/teams/{teamId}/members", "/teams/{teamId}/members/{personId}"
GUESTS = "/teams/{teamId}/guests"


@pytest.fixture(scope="module")
def blueprint() -> Blueprint:
    return blueprint_of(workspace())


@pytest.mark.parametrize(
    ("method", "path", "kind", "link"),
    [
        ("put", MEMBER, BehaviourKind.ADD_MEMBER, "TeamMember"),
        ("delete", MEMBER, BehaviourKind.REMOVE_MEMBER, "TeamMember"),
        ("get", MEMBER, BehaviourKind.HAS_MEMBER, "TeamMember"),
        ("get", MEMBERS, BehaviourKind.LIST, "TeamMember"),
        ("post", GUESTS, BehaviourKind.ADD_MEMBER, "TeamGuest"),
        ("get", GUESTS, BehaviourKind.LIST, "TeamGuest"),
    ],
)
def test_pairs_are_kept_in_a_table_of_their_own(blueprint, method, path, kind, link):
    plan = plan_of(blueprint, method, path)
    assert (plan.behaviour, plan.entity, plan.link) == (kind, "Person", link)
    assert [b.parent for b in plan.bindings] == ["Team"]
    stem = link.removeprefix("Team").lower()
    assert blueprint.entities[link].link == Link("team_id", "person_id", stem)
    assert plan.audience is (Audience.MEMBERS if kind is BehaviourKind.LIST else Audience.ALL)


def test_reasons_name_both_sides(blueprint):
    reasons = {plan_of(blueprint, m, MEMBER).reason for m in ("put", "delete")}
    assert reasons == {
        "PUT adds one person to the members of one team",
        "DELETE takes one person from the members of one team",
    }


def kind_of(path: Node, method: str, at: str, **more: Node) -> BehaviourKind:
    return plan_of(blueprint_of(workspace(**path, **more)), method, at).behaviour


def test_people_may_belong_to_people():
    at = "/people/{personId}/friends/{friendId}"
    pair = keys(personId=INTEGER, friendId=INTEGER)
    add = {"put": signed(status="204", parameters=pair)}
    listing = {"get": operation(array(ref("Person")), parameters=keys(personId=INTEGER))}
    blueprint = blueprint_of(workspace(**{at: add, "/people/{personId}/friends": listing}))
    plan = plan_of(blueprint, "put", at)
    assert plan.behaviour is BehaviourKind.ADD_MEMBER
    assert blueprint.entities[plan.link].link == Link("person_id", "friend_person_id", "friend")


@pytest.mark.parametrize(
    ("body", "known"),
    [
        (obj({"personId": INTEGER}, "personId"), True),
        (obj({"personId": INTEGER, "role": TEXT}, "personId"), False),
        (obj({"personId": INTEGER}), False),
        (obj({"name": TEXT}, "name"), False),
    ],
)
def test_a_body_qualifies_that_does_nothing_but_name_the_member(body, known):
    paths = {
        "get": operation(array(ref("Person")), parameters=AT),
        "post": signed(ref("Person"), body, "201", parameters=AT),
    }
    kind = kind_of({"/teams/{teamId}/helpers": paths}, "post", "/teams/{teamId}/helpers")
    assert (kind is BehaviourKind.ADD_MEMBER) is known


@pytest.mark.parametrize(("key", "known"), [("personId", True), ("name", False), ("at", False)])
def test_the_key_tells_what_is_added_where_nothing_lists_it(key, known):
    at = f"/teams/{{teamId}}/helpers/{{{key}}}"
    add = signed(status="204", parameters=keys(teamId=INTEGER, **{key: INTEGER}))
    assert (kind_of({at: {"put": add}}, "put", at) is BehaviourKind.ADD_MEMBER) is known


def test_a_key_of_another_type_is_not_compared():
    pair = keys(teamId=INTEGER, personId={**TEXT, "format": "uuid"})
    plan = plan_of(
        blueprint_of(workspace(**{MEMBER: {"put": signed(status="204", parameters=pair)}})),
        "put", MEMBER,
    )  # fmt: skip
    assert plan.behaviour is BehaviourKind.STUB
    assert "no key of one Person" in plan.reason
