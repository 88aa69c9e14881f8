"""What users mark, the records that concern them, and the values records have."""

from typing import Any

import pytest
from tests.cookbook import BEARER, SIGNED, cookbook, signed
from tests.documents import (
    BOOLEAN,
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

from agentgen.ir.blueprint import Audience, BehaviourKind
from agentgen.plan.verbs import count_stem, flag_stem, mark_of, stem, unmark_of

Kind = BehaviourKind


@pytest.mark.parametrize(
    ("method", "path", "kind", "entity", "link"),
    [
        ("put", "/recipes/{recipeId}/like", Kind.MARK, "Recipe", "RecipeLike"),
        ("delete", "/recipes/{recipeId}/like", Kind.UNMARK, "Recipe", "RecipeLike"),
        ("post", "/chefs/{id}/follow", Kind.MARK, "User", "UserFollow"),
        ("post", "/chefs/{id}/unfollow", Kind.UNMARK, "User", "UserFollow"),
        ("put", "/me/bookmarks/{recipeId}", Kind.MARK, "Recipe", "RecipeBookmark"),
        ("delete", "/me/bookmarks/{recipeId}", Kind.UNMARK, "Recipe", "RecipeBookmark"),
        ("get", "/me/bookmarks/{recipeId}", Kind.MARKED, "Recipe", "RecipeBookmark"),
    ],
)
def test_pairs_of_operations_mark_records(method, path, kind, entity, link):
    plan = plan_of(blueprint_of(cookbook()), method, path)
    assert (plan.behaviour, plan.entity, plan.link) == (kind, entity, link)
    assert plan.key == path[path.index("{") + 1 : path.index("}")]


def test_what_a_mark_shows_is_derived_and_no_longer_stored():
    entities = blueprint_of(cookbook()).entities
    shown = {d.wire: (str(d.shows), d.link) for e in entities.values() for d in e.derived}
    assert shown == {
        "is_followed": ("flag", "UserFollow"),
        "followers_count": ("count", "UserFollow"),
        "followingCount": ("made", "UserFollow"),
        "viewerHasLiked": ("flag", "RecipeLike"),
        "likes": ("count", "RecipeLike"),
        "bookmarked": ("flag", "RecipeBookmark"),
    }
    stored = {c.wire for e in entities.values() for c in e.columns}
    assert not stored & set(shown)


def test_a_link_table_names_both_sides_once():
    link = blueprint_of(cookbook()).entities["UserFollow"]
    assert link.link is not None
    assert [c.references for c in link.columns] == [None, ("User", "id"), ("User", "id")]
    assert (link.link.left, link.link.right) == ("user_id", "marked_user_id")


@pytest.mark.parametrize(
    ("path", "audience", "link"),
    [
        ("/me/bookmarks", Audience.MARKED, "RecipeBookmark"),
        ("/me/recipes", Audience.OWN, ""),
        ("/timeline", Audience.FOLLOWED, "UserFollow"),
        ("/recipes", Audience.ALL, ""),
    ],
)
def test_lists_of_what_concerns_the_caller(path, audience, link):
    plan = plan_of(blueprint_of(cookbook()), "get", path)
    assert (plan.behaviour, plan.entity) == (Kind.LIST, "Recipe")
    assert (plan.audience, plan.link) == (audience, link)


@pytest.mark.parametrize("path", ["/me/feed", "/recipes/feed", "/users/me/timeline"])
def test_a_feed_may_lie_anywhere(path):
    content = cookbook(**{path: {"get": signed(array(ref("Recipe")))}})
    assert plan_of(blueprint_of(content), "get", path).audience is Audience.FOLLOWED


def test_a_feed_needs_people_to_follow():
    content = cookbook()
    for path in ("/chefs/{id}/follow", "/chefs/{id}/unfollow"):
        del content["paths"][path]
    plan = plan_of(blueprint_of(content), "get", "/timeline")
    assert plan.behaviour is Kind.STUB
    assert "no operation marks" in plan.reason


@pytest.mark.parametrize(
    ("path", "column"),
    [("/labels", "labels"), ("/cuisines", "cuisine"), ("/recipes/labels", "labels")],
)
def test_lists_of_values_in_use(path, column):
    content = cookbook(**{path: {"get": operation(array(TEXT))}})
    plan = plan_of(blueprint_of(content), "get", path)
    assert (plan.behaviour, plan.entity, plan.key_column) == (Kind.VALUES, "Recipe", column)


@pytest.mark.parametrize(
    "found",
    [
        {"/moods": {"get": operation(array(TEXT))}},
        {"/labels": {"get": operation(array(INTEGER))}},
        {"/labels": {"get": operation(obj({"labels": array(TEXT), "seal": TEXT}, "seal"))}},
        {"/labels": {"get": operation(array(TEXT), query={"since": TEXT})}},
    ],
)
def test_values_of_no_one_property_are_a_stub(found):
    (path,) = found
    assert plan_of(blueprint_of(cookbook(**found)), "get", path).behaviour is Kind.STUB


def things(more: Node, verb: str = "star", **root: Any) -> Node:
    at = keys(id=INTEGER)
    thing = obj({"id": INTEGER, "name": TEXT, "starred": BOOLEAN}, "id", "name")
    paths: Node = {
        "/things": {"post": operation(ref("Thing"), obj({"name": TEXT}, "name"), "201")},
        "/things/{id}": {"get": operation(ref("Thing"), parameters=at)},
        f"/things/{{id}}/{verb}": more,
    }
    return document(paths, {"Thing": thing}, components=BEARER, **root)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"post": signed(status="204", parameters=keys(id=INTEGER))}, "no accounts"),
        ({"delete": signed(status="204", parameters=keys(id=INTEGER))}, "stores or shows"),
        ({"post": signed(None, obj({"note": TEXT}), "204", parameters=keys(id=INTEGER))},
         "takes 'note'"),
    ],
)  # fmt: skip
def test_marks_that_are_not_understood_are_stubs(more, why):
    blueprint = blueprint_of(things(more))
    (method,) = more
    plan = plan_of(blueprint, method, "/things/{id}/star")
    assert plan.behaviour is Kind.STUB
    assert why in plan.reason
    assert [c.name for e in blueprint.entities.values() for c in e.columns if c.wire == "starred"]


def test_a_mark_without_a_caller_is_a_state_of_the_record():
    blueprint = blueprint_of(things({"post": operation(status="204", parameters=keys(id=INTEGER))}))
    plan = plan_of(blueprint, "post", "/things/{id}/star")
    assert (plan.behaviour, plan.transition.column) == (Kind.TRANSITION, "starred")


def test_a_flag_that_clients_write_stays_stored():
    content = cookbook()
    content["components"]["schemas"]["NewRecipe"]["properties"]["bookmarked"] = BOOLEAN
    entity = blueprint_of(content).entities["Recipe"]
    assert "bookmarked" in [c.name for c in entity.columns]


@pytest.mark.parametrize(
    ("parameter", "schema", "match"),
    [("liked_by", INTEGER, "marked_by"), ("likedBy", TEXT, "marked_by"),
     ("bookmarked", INTEGER, "marked_by"),
     ("liked", BOOLEAN, "stub")],
)  # fmt: skip
def test_filters_by_who_marked(parameter, schema, match):
    content = cookbook()
    content["paths"]["/recipes"]["get"] = operation(
        array(ref("Recipe")), query={parameter: schema}, security=SIGNED
    )
    (found,) = plan_of(blueprint_of(content), "get", "/recipes").filters
    assert str(found.match) == match


@pytest.mark.parametrize(
    "forms",
    [
        ("favorite", "favorited", "favourites", "favourited", "favouriting"),
        ("like", "liked", "likes", "likers", "liking"),
        ("star", "starred", "stars", "starring", "stargazers"),
        ("follow", "followed", "followers", "following", "follows"),
        ("subscribe", "subscribed", "subscriptions", "subscribers"),
        ("pin", "pinned", "pins"), ("watch", "watched", "watchers", "watching"),
    ],
)  # fmt: skip
def test_forms_of_a_verb_have_one_stem(forms):
    assert len({stem(form) for form in forms}) == 1


def test_words_around_the_verb_are_ignored():
    assert flag_stem("isLikedByMe") == stem("like")
    assert flag_stem("liked_and_shared") == ""
    assert count_stem("number_of_likes") == (stem("like"), False)
    assert count_stem("followingCount") == (stem("follow"), True)
    assert (mark_of("bookmarks"), mark_of("comments")) == (stem("bookmark"), "")
    assert (unmark_of("unlike"), unmark_of("unit")) == (stem("like"), "")
