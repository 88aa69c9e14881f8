"""Changes of state."""

import pytest
from tests.cookbook import cookbook, signed
from tests.documents import BOOLEAN, INTEGER, TEXT, Node, blueprint_of, keys, obj, plan_of, ref

from agentgen.ir.blueprint import BehaviourKind, Transition
from agentgen.plan.transitions import participles

AT = keys(id=INTEGER)


def change(verb: str, more: Node | None = None, properties: Node | None = None):
    content = cookbook(**{f"/orders/{{id}}/{verb}": more or {"post": signed(parameters=AT)}})
    content["components"]["schemas"]["Order"]["properties"] |= properties or {}
    (method,) = more or {"post": None}
    return plan_of(blueprint_of(content), method, f"/orders/{{id}}/{verb}")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("cancel", Transition("status", "cancelled", ("new", "paid"), "cancelled_at")),
        ("pay", Transition("status", "paid", by_owner=False)),
        ("ship", Transition("status", "shipped", by_owner=False)),
        ("archive", Transition("archived", True)),
        ("unarchive", Transition("archived", False)),
        ("seal", Transition("", True, (), "sealed_at")),
    ],
)
def test_verbs_set_what_the_record_has(path, expected):
    blueprint = blueprint_of(cookbook())
    (plan,) = [p for p in blueprint.operations if p.operation.path == f"/orders/{{id}}/{path}"]
    assert (plan.behaviour, plan.entity, plan.key) == (BehaviourKind.TRANSITION, "Order", "id")
    assert plan.transition == expected


@pytest.mark.parametrize(
    ("verb", "values", "value"),
    [
        ("approve", ["waiting", "approved"], "approved"),
        ("deny", ["open", "DENIED"], "DENIED"),
        ("stop", ["going", "stopped"], "stopped"),
        ("send", ["draft", "sent"], "sent"),
        ("put-on-hold", ["going", "on hold"], None),
        ("reopen", ["closed", "open"], "open"),
        ("deliver", ["ordered", "delivered"], "delivered"),
        ("dance", ["waiting", "approved"], None),
        ("update", ["new", "updated"], None),
    ],
)
def test_the_value_is_the_participle_of_the_verb(verb, values, value):
    plan = change(verb, properties={"status": {**TEXT, "enum": values}})
    found = plan.transition.value if plan.transition else None
    assert found == value
    assert (plan.behaviour is BehaviourKind.STUB) is (value is None)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"post": signed(None, obj({"mood": TEXT}, "mood"), parameters=AT)}, "takes 'mood'"),
        ({"post": signed(None, obj({"id": INTEGER}, "id"), parameters=AT)}, "takes 'id'"),
        ({"post": signed(obj({"fee": INTEGER}, "fee"), parameters=AT)}, "'fee'"),
        ({"delete": signed(status="204", parameters=AT)}, "stores or shows"),
    ],
)
def test_what_is_not_understood_is_a_stub(more, why):
    plan = change("refund", more, {"refunded": BOOLEAN})
    assert plan.behaviour is BehaviourKind.STUB
    assert why in plan.reason


def test_an_optional_body_is_never_dropped():
    given = signed(ref("Order"), obj({"note": TEXT}), parameters=AT)
    given["requestBody"]["required"] = False
    plan = change("refund", {"post": given}, {"refunded": BOOLEAN})
    assert plan.behaviour is BehaviourKind.STUB


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        ("Pays an order. Only new orders can be paid.", ("new",)),
        ("New orders are paid here. It works only on weekdays.", ()),
        ("Pays an order.", ()),
    ],
)
def test_prose_limits_the_states_it_starts_from(said, allowed):
    plan = change("pay", {"post": signed(parameters=AT, description=said)})
    assert plan.transition.allowed == allowed


def test_participles():
    assert {"canceled", "cancelled"} <= participles("cancel")
    assert "published" in participles("publish")
    assert "approved" in participles("approve")
    assert "applied" in participles("apply")
    assert "paid" in participles("pay")
