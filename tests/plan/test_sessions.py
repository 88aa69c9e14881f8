"""Operations that end a session."""

import pytest
from tests.cookbook import signed
from tests.documents import TEXT, Node, blueprint_of, obj, operation, plan_of
from tests.workspace import workspace

from agentgen.ir.blueprint import BehaviourKind

LEAVE = signed(status="204")


@pytest.mark.parametrize(
    ("path", "method", "given"),
    [
        ("/account/logout", "post", LEAVE),
        ("/user/sign-out", "get", operation()),
        ("/log_out", "delete", LEAVE),
    ],
)
def test_the_token_is_revoked(path: str, method: str, given: Node):
    blueprint = blueprint_of(workspace(**{path: {method: given}}))
    plan = plan_of(blueprint, method, path)
    assert (plan.behaviour, plan.entity) == (BehaviourKind.LOGOUT, "RevokedToken")
    assert blueprint.entities["RevokedToken"].primary.name == "token_id"


def test_the_opposite_of_signing_in_is_signing_out():
    paths = workspace()["paths"]
    session = {"/session": {**paths["/login"], "delete": LEAVE}}
    plan = plan_of(blueprint_of(workspace(**session, **{"/login": {}})), "delete", "/session")
    assert plan.behaviour is BehaviourKind.LOGOUT


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (signed(None, obj({"device": TEXT}, "device"), "204"), "request says"),
        (signed(obj({"devices": TEXT}, "devices")), "answer says"),
    ],
)
def test_what_more_is_said_of_it_is_not_guessed(given: Node, why: str):
    plan = plan_of(blueprint_of(workspace(**{"/logout": {"post": given}})), "post", "/logout")
    assert plan.behaviour is BehaviourKind.STUB
    assert why in plan.reason


def test_where_nobody_signs_in_nobody_signs_out():
    content = workspace()
    content["paths"] = {"/logout": {"post": operation(status="204")}}
    (plan,) = blueprint_of(content).operations
    assert plan.behaviour is BehaviourKind.STUB
