"""A contract of its own for behaviours: people, what they publish, mark and follow."""

from typing import Any

from tests.documents import BOOLEAN, INTEGER, TEXT, Node, array, document, keys, obj, operation, ref

WHEN: Node = {"type": "string", "format": "date-time"}
SIGNED: Any = [{"bearer": []}]
BEARER: Node = {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}}

MEMBER = obj({"email": TEXT, "handle": TEXT, "name": TEXT, "token": TEXT}, "email", "name", "token")
CREDENTIALS = obj({"email": TEXT, "password": TEXT}, "email", "password")
SIGN_UP = obj({"email": TEXT, "password": TEXT, "name": TEXT}, "email", "password", "name")
CHEF = obj(
    {"id": INTEGER, "name": TEXT, "is_followed": BOOLEAN, "followers_count": INTEGER,
     "followingCount": INTEGER},
    "id", "name", "is_followed", "followers_count", "followingCount",
)  # fmt: skip
RECIPE = obj(
    {"id": INTEGER, "title": TEXT, "cuisine": TEXT, "labels": array(TEXT), "created_at": WHEN,
     "steps": array(obj({"title": TEXT, "minutes": INTEGER}, "title")),
     "viewerHasLiked": BOOLEAN, "likes": INTEGER, "bookmarked": BOOLEAN, "author": ref("Chef")},
    "id", "title", "labels", "created_at", "viewerHasLiked", "likes", "author",
)  # fmt: skip
NEW_RECIPE = obj(
    {
        "title": TEXT,
        "cuisine": TEXT,
        "labels": array(TEXT),
        "steps": array(obj({"title": TEXT, "minutes": INTEGER}, "title")),
    },
    "title",
    "labels",
)


def signed(*answer: Any, **more: Any) -> Node:
    """An operation for those who signed in."""
    return operation(*answer, security=SIGNED, **more)


def accounts() -> Node:
    return {
        "/signup": {"post": operation(ref("Member"), ref("SignUp"), "201")},
        "/login": {"post": signed(ref("Member"), ref("Credentials"))},
        "/me": {"get": signed(ref("Member"))},
    }


def recipes() -> Node:
    at = keys(recipeId=INTEGER)
    narrowed = {"cuisine": TEXT, "label": TEXT, "liked_by": INTEGER}
    return {
        "/recipes": {
            "get": operation(array(ref("Recipe")), query=narrowed),
            "post": signed(ref("Recipe"), ref("NewRecipe"), "201"),
        },
        "/recipes/{recipeId}": {
            "get": operation(ref("Recipe"), parameters=at),
            "put": signed(ref("Recipe"), ref("NewRecipe"), parameters=at),
            "delete": signed(status="204", parameters=at),
        },
        "/recipes/{recipeId}/like": {
            "put": signed(ref("Recipe"), parameters=at),
            "delete": signed(ref("Recipe"), parameters=at),
        },
        "/me/bookmarks/{recipeId}": {
            "get": signed(status="204", parameters=at),
            "put": signed(status="204", parameters=at),
            "delete": signed(status="204", parameters=at),
        },
        "/recipes/import": {
            "post": signed(
                array(ref("Recipe")), obj({"recipes": array(ref("NewRecipe"))}, "recipes"), "201"
            )
        },
        "/search": {"get": operation(array(ref("Recipe")), query={"q": TEXT, "steps": TEXT})},
        "/me/bookmarks": {"get": signed(array(ref("Recipe")))},
        "/me/recipes": {"get": signed(array(ref("Recipe")))},
        "/timeline": {"get": signed(obj({"recipes": array(ref("Recipe"))}, "recipes"))},
        "/labels": {"get": operation(array(TEXT))},
        "/cuisines": {"get": operation(obj({"data": array(TEXT)}, "data"))},
    }


ORDER = obj(
    {"id": INTEGER, "dish": TEXT, "note": TEXT, "archived": BOOLEAN, "user_id": INTEGER,
     "status": {**TEXT, "enum": ["new", "paid", "shipped", "cancelled"]},
     "sealed_at": {"type": ["string", "null"], "format": "date-time"},
     "cancelled_at": {"type": ["string", "null"], "format": "date-time"}},
    "id", "dish", "status", "archived",
)  # fmt: skip
NEW_ORDER = obj({"dish": TEXT, "note": TEXT}, "dish")


def orders() -> Node:
    at = keys(id=INTEGER)
    only = "Only new and paid orders can be cancelled."
    reason = obj({"note": TEXT}, "note")
    item = "/orders/{id}"
    return {
        "/orders": {"post": signed(ref("Order"), ref("NewOrder"), "201")},
        item: {"get": signed(ref("Order"), parameters=at)},
        f"{item}/cancel": {"post": signed(ref("Order"), reason, parameters=at, description=only)},
        f"{item}/pay": {"post": signed(obj({"order": ref("Order")}, "order"), parameters=at)},
        f"{item}/ship": {"put": signed(status="204", parameters=at)},
        f"{item}/archive": {"post": signed(ref("Order"), parameters=at)},
        f"{item}/unarchive": {"post": signed(ref("Order"), parameters=at)},
        f"{item}/seal": {"post": signed(status="204", parameters=at)},
    }


SHELF = obj({"name": TEXT, "capacity": INTEGER, "user_id": INTEGER}, "name", "capacity")
NEW_SHELF = obj({"capacity": INTEGER}, "capacity")


def shelves() -> Node:
    """Items that clients name, whole and without a body in the answer."""
    at = keys(name=TEXT)
    put = signed(ref("Shelf"), ref("NewShelf"), parameters=at)
    put["responses"]["201"] = put["responses"]["200"]
    box = keys(recipeId=INTEGER, label=TEXT)
    silent = operation(None, ref("NewShelf"), "204", parameters=box)
    silent["responses"]["201"] = {"description": "New."}
    return {
        "/shelves/{name}": {"get": operation(ref("Shelf"), parameters=at), "put": put},
        "/recipes/{recipeId}/boxes/{label}": {
            "get": operation(ref("Box"), parameters=box), "put": silent,
        },
    }  # fmt: skip


REVIEW = obj({"recipe_id": INTEGER, "stars": INTEGER, "author": ref("Chef")}, "recipe_id")
COUPON = obj({"code": TEXT, "recipeId": INTEGER, "sizes": array(INTEGER)}, "code", "recipeId")


def awkward() -> Node:
    """Parameters, keys and bodies that are easily got wrong."""
    codes: Node = {"name": "code", "in": "query", "explode": False, "schema": array(TEXT)}
    least = {"name": "size", "in": "query", "required": True, "schema": INTEGER}
    code = keys(code={"type": "string", "pattern": "^[A-Z]{4}$"})
    return {
        "/reviews": {
            "post": signed(ref("Review"), ref("Review"), "201"),
            "get": operation(array(ref("Review")), query={"recipe_id": INTEGER}),
        },
        "/coupons": {
            "post": operation(ref("Coupon"), ref("Coupon"), "201"),
            "get": operation(array(ref("Coupon")), parameters=[codes]),
        },
        "/coupons/{code}": {"get": operation(ref("Coupon"), parameters=[*code, least])},
    }


def chefs() -> Node:
    at = keys(id=INTEGER)
    return {
        "/chefs/{id}": {"get": operation(ref("Chef"), parameters=at)},
        "/chefs/{id}/follow": {"post": signed(ref("Chef"), parameters=at)},
        "/chefs/{id}/unfollow": {"post": signed(ref("Chef"), parameters=at)},
    }


def cookbook(**paths: Node) -> Node:
    """The whole contract; `paths` are added."""
    schemas = {
        "Member": MEMBER, "Credentials": CREDENTIALS, "SignUp": SIGN_UP, "Chef": CHEF,
        "Recipe": RECIPE, "NewRecipe": NEW_RECIPE, "Order": ORDER, "NewOrder": NEW_ORDER,
        "Review": REVIEW, "Coupon": COUPON,
        "Shelf": SHELF, "NewShelf": NEW_SHELF, "Box": obj({"label": TEXT, "capacity": INTEGER}),
    }  # fmt: skip
    every = accounts() | recipes() | chefs() | orders() | shelves() | awkward() | paths
    return document(every, schemas, components=BEARER)
