"""Accounts, owners and views."""

import pytest
from tests.documents import (
    TEXT,
    Node,
    array,
    blueprint_of,
    document,
    keys,
    obj,
    operation,
    pets,
    plan_of,
    ref,
)

from agentgen.ir.blueprint import AuthKind, BehaviourKind, Source

BEARER: Node = {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}}

SIGNED: list[Node] = [{"bearer": []}]


Kind = BehaviourKind


def accounts(**paths: Node) -> Node:
    user = obj({"email": TEXT, "username": TEXT, "token": TEXT}, "email", "username", "token")
    credentials = obj({"email": TEXT, "password": TEXT}, "email", "password")
    profile = obj({"username": TEXT, "bio": TEXT}, "username")
    article = obj({"slug": TEXT, "title": TEXT, "author": ref("Profile")}, "slug", "title",
                  "author")  # fmt: skip
    registration = obj({"email": TEXT, "username": TEXT, "password": TEXT}, "email", "username",
                       "password")  # fmt: skip
    return document(
        {
            "/users/login": {"post": operation(obj({"user": ref("User")}), ref("Credentials"))},
            "/users": {"post": operation(obj({"user": ref("User")}), ref("Registration"), "201")},
            "/user": {
                "get": operation(obj({"user": ref("User")}), security=SIGNED),
                "put": operation(obj({"user": ref("User")}), ref("Change"), security=SIGNED),
            },
            "/articles": {
                "get": operation(array(ref("Article")), query={"author": TEXT}),
                "post": operation(
                    ref("Article"), obj({"title": TEXT}, "title"), "201", security=SIGNED
                ),
            },
            "/articles/{slug}": {"get": operation(ref("Article"), parameters=keys(slug=TEXT))},
            "/profiles/{username}": {
                "get": operation(ref("Profile"), parameters=keys(username=TEXT))
            },
            **paths,
        },
        {"User": user, "Credentials": credentials, "Registration": registration,
         "Change": obj({"email": TEXT, "bio": TEXT}), "Profile": profile, "Article": article},
        components=BEARER,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("post", "/users/login", Kind.LOGIN),
        ("post", "/users", Kind.REGISTER),
        ("get", "/user", Kind.READ_ME),
        ("put", "/user", Kind.UPDATE_ME),
    ],
)
def test_account_operations(method, path, expected):
    blueprint = blueprint_of(accounts())
    plan = plan_of(blueprint, method, path)
    assert plan.behaviour is expected
    assert plan.token == ("user", "token")
    assert plan.protected is (path == "/user")
    assert blueprint.auth.kind is AuthKind.ACCOUNTS
    assert blueprint.auth.login_fields == ("email", "password")


def test_accounts_keep_a_hash_and_no_token():
    user = blueprint_of(accounts()).entities["User"]
    names = {c.name: c for c in user.columns}
    assert names["password_hash"].source is Source.PASSWORD
    assert "token" not in names
    assert names["email"].unique
    assert names["username"].unique


def test_records_belong_to_who_made_them():
    blueprint = blueprint_of(accounts())
    article = blueprint.entities["Article"]
    assert (article.owner, dict(article.embeds)) == ("author_id", {"author": "User"})
    assert article.column("author_id").references[0] == "User"
    (related,) = plan_of(blueprint, "get", "/articles").filters
    assert (str(related.match), related.column) == ("related", "author.username")


def test_anonymous_callers_cannot_make_records_that_belong_to_users():
    content = accounts()
    del content["paths"]["/articles"]["post"]["security"]
    plan = plan_of(blueprint_of(content), "post", "/articles")
    assert plan.behaviour is Kind.STUB
    assert "belong to a user" in plan.reason


def test_a_view_shows_the_records_of_another_resource():
    blueprint = blueprint_of(accounts())
    plan = plan_of(blueprint, "get", "/profiles/{username}")
    assert (plan.behaviour, plan.entity, plan.key_column) == (Kind.READ, "User", "username")
    assert "Profile" not in blueprint.entities


def test_without_registration_there_are_no_accounts():
    content = accounts()
    del content["paths"]["/users"]
    blueprint = blueprint_of(content)
    assert blueprint.auth.kind is AuthKind.TOKEN
    assert plan_of(blueprint, "post", "/users/login").behaviour is Kind.STUB


def test_without_security_nobody_signs_in():
    assert blueprint_of(pets()).auth.kind is AuthKind.NONE


def test_optional_security_protects_nothing():
    content = pets(components=BEARER, security=[{}, {"bearer": []}])
    blueprint = blueprint_of(content)
    assert not any(plan.protected for plan in blueprint.operations)
