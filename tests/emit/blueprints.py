"""Blueprints for tests of the emitters: built from documents, as `agentgen new` builds them."""

import json
from typing import Any

from agentgen.contract.build import parse_api
from agentgen.ir.blueprint import Blueprint
from agentgen.ir.policy import Policy
from agentgen.ir.story import Stories
from agentgen.plan.build import build_blueprint


def blueprint_of(document: dict[str, Any], **overrides: Any) -> Blueprint:
    """The blueprint of an OpenAPI document given as a dict."""
    api, _ = parse_api(json.dumps(document), "openapi.json")
    return build_blueprint("shop", api, Policy(), Stories(), overrides)


def body(schema: dict[str, Any], media: str = "application/json") -> dict[str, Any]:
    return {"required": True, "content": {media: {"schema": schema}}}


def answer(schema: dict[str, Any] | None, description: str = "Done.") -> dict[str, Any]:
    found: dict[str, Any] = {"description": description}
    if schema is not None:
        found["content"] = {"application/json": {"schema": schema}}
    return found


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def path_parameter(name: str, kind: str = "integer") -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": kind}}


def query(name: str, schema: dict[str, Any], required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "schema": schema}


def crud(
    path: str, name: str, key: str, parents: tuple[dict[str, Any], ...] = ()
) -> dict[str, dict[str, Any]]:
    """List, create, read, change and delete of one schema (`New<Name>` is its input)."""
    item = [*parents, path_parameter(key)]
    paging = [query("limit", {"type": "integer"}), query("offset", {"type": "integer"})]
    listed = {
        "type": "object",
        "required": ["items", "total"],
        "properties": {
            "items": {"type": "array", "items": ref(name)},
            "total": {"type": "integer"},
        },
    }
    given = body(ref(f"New{name}"))
    return {
        path: {
            "get": {
                "operationId": f"list{name}s",
                "parameters": [*parents, *paging],
                "responses": {"200": answer(listed)},
            },
            "post": {
                "operationId": f"create{name}",
                "parameters": list(parents),
                "requestBody": given,
                "responses": {"201": answer(ref(name))},
            },
        },
        f"{path}/{{{key}}}": {
            "get": {
                "operationId": f"get{name}",
                "parameters": item,
                "responses": {"200": answer(ref(name))},
            },
            "put": {
                "operationId": f"update{name}",
                "parameters": item,
                "requestBody": given,
                "responses": {"200": answer(ref(name))},
            },
            "delete": {
                "operationId": f"delete{name}",
                "parameters": item,
                "responses": {"204": answer(None)},
            },
        },
    }


PRODUCT_FIELDS: dict[str, Any] = {
    "name": {"type": "string", "minLength": 2, "maxLength": 60},
    "sku": {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{4}$"},
    "description": {"type": "string", "maxLength": 2000},
    "price": {"type": "number", "minimum": 0, "multipleOf": 0.5},
    "stock": {"type": "integer", "minimum": 0, "maximum": 999},
    "state": {"type": "string", "enum": ["draft", "on sale", "gone"]},
    "level": {"type": "integer", "enum": [1, 2, 3]},
    "featured": {"type": "boolean"},
    "gift": {"type": "boolean", "default": False},
    "launched": {"type": "string", "format": "date"},
    "seen_at": {"type": "string", "format": "date-time"},
    "contact": {"type": "string", "format": "email"},
    "home-page": {"type": "string", "format": "uri"},
    "tags": {"type": "array", "items": {"type": "string"}},
    "ratings": {"type": "array", "items": {"type": "integer"}, "maxItems": 9},
    "extra": {"type": "object", "additionalProperties": True},
    "note": {"type": ["string", "null"]},
}


def product_actions() -> dict[str, Any]:
    """Operations on products that store nothing."""
    publish = {
        "operationId": "publishProduct",
        "summary": "Publish a product",
        "parameters": [path_parameter("productId")],
        "responses": {"202": answer(None)},
    }
    export = {
        "operationId": "exportProducts",
        "parameters": [query("ids", {"type": "array", "items": {"type": "integer"}}, True)],
        "responses": {"200": {"description": "A file.", "content": {"text/csv": {"schema": {}}}}},
    }
    return {
        "/products/{productId}/publish": {"post": publish},
        "/products/export": {"get": export},
    }


def shop() -> dict[str, Any]:
    """A contract that shows every kind of page and field."""
    new = {"type": "object", "required": ["name", "price", "state"], "properties": PRODUCT_FIELDS}
    identity = {"id": {"type": "integer", "readOnly": True}}
    product = {**new, "required": ["id", *new["required"]]}
    product["properties"] = {**identity, **PRODUCT_FIELDS}
    review = {"stars": {"type": "integer", "minimum": 1, "maximum": 5}, "text": {"type": "string"}}
    paths = crud("/products", "Product", "productId")
    paths["/products"]["get"]["parameters"] += [
        query("state", PRODUCT_FIELDS["state"]),
        query("featured", {"type": "boolean"}),
        query("q", {"type": "string"}),
        query("sort", {"type": "string", "enum": ["name", "-name"]}),
    ]
    paths |= crud(
        "/products/{productId}/reviews", "Review", "reviewId", (path_parameter("productId"),)
    )
    paths |= product_actions()
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1", "description": "Sells things."},
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Product": product,
                "NewProduct": new,
                "Review": {
                    "type": "object",
                    "required": ["id", "stars"],
                    "properties": {**identity, **review},
                },
                "NewReview": {"type": "object", "required": ["stars"], "properties": review},
            },
        },
    }


EVIL = "*/ `${1}` </script> \"'\\ \u2028 \u202e {x} <b> é 名前 \0 ?.\n--> "


def hostile() -> dict[str, Any]:
    """A contract whose every name and text attacks the output."""
    wire = {
        "type": "object",
        "description": EVIL,
        "required": ["id", "class", EVIL],
        "properties": {
            "id": {"type": "integer", "description": EVIL},
            "class": {"type": "string", "default": EVIL, "description": EVIL},
            "__proto__": {"type": "string"},
            "constructor": {"type": "string"},
            EVIL: {"type": "string", "enum": [EVIL, "b"], "description": EVIL},
            "a-b": {"type": "string"},
            "a b": {"type": "string"},
            "a.b": {"type": "string", "pattern": "^(`${a}|[\"'/]+)$"},
            "名前": {"type": "string"},
            "1st": {"type": "number"},
        },
    }
    paths = crud("/things", "Promise", "class")
    paths["/things"]["get"] |= {"summary": EVIL, "description": EVIL, "tags": [EVIL]}
    paths["/things"]["get"]["parameters"] += [query(EVIL, {"type": "string", "enum": [EVIL]}, True)]
    paths["/delete"] = {
        "get": {
            "operationId": "delete",
            "summary": EVIL,
            "parameters": [
                query("body", {"type": "string"}),
                {"name": "X-" + "Odd'`", "in": "header", "schema": {"type": "string"}},
                {"name": "body", "in": "header", "schema": {"type": "string"}},
            ],
            "responses": {"200": answer(wire, EVIL)},
        }
    }
    binary = body({"type": "string", "format": "binary"}, "application/octet-stream")
    either = answer({"oneOf": [ref("Promise"), {"type": "string"}]}, EVIL)
    paths["/query"] = {
        "post": {"operationId": "query", "requestBody": binary, "responses": {"200": either}}
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": EVIL, "version": "1", "description": EVIL},
        "paths": paths,
        "components": {
            "securitySchemes": {
                "a'b`": {"type": "apiKey", "in": "query", "name": 'k"ey'},
            },
            "schemas": {"Promise": wire, "NewPromise": wire},
        },
    }


TEXT = {"text": {"type": "string"}}


def accounts() -> dict[str, Any]:
    """A contract with accounts of its own, one list that asks first, and items without a list."""
    secret = {"type": "string", "format": "password", "minLength": 8}
    login = {
        "type": "object",
        "required": ["email", "password"],
        "properties": {"email": {"type": "string", "format": "email"}, "password": secret},
    }
    user = {
        "type": "object",
        "required": ["email", "username", "token"],
        "properties": {
            "email": {"type": "string", "format": "email"},
            "username": {"type": "string"},
            "token": {"type": "string"},
        },
    }
    new = {**login, "required": ["email", "password", "username"]}
    new["properties"] = {**login["properties"], "username": {"type": "string"}}
    own = {"security": [{"token": []}]}
    note = {"type": "object", "required": ["id", "text"], "properties": {}}
    note["properties"] = {"id": {"type": "integer", "readOnly": True}, "text": {"type": "string"}}
    notes = crud("/notes", "Note", "id")
    del notes["/notes"]["get"]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Notes", "version": "1"},
        "servers": [{"url": "/api"}],
        "paths": {
            "/users/login": {
                "post": {"requestBody": body(login), "responses": {"200": answer(user)}}
            },
            "/users": {"post": {"requestBody": body(new), "responses": {"201": answer(user)}}},
            "/user": {
                "get": {**own, "responses": {"200": answer(user)}},
                "put": {**own, "requestBody": body(new), "responses": {"200": answer(user)}},
            },
            **notes,
        },
        "components": {
            "securitySchemes": {
                "token": {"type": "apiKey", "in": "header", "name": "Authorization"}
            },
            "schemas": {
                "Note": note,
                "NewNote": {**note, "properties": TEXT, "required": ["text"]},
            },
        },
    }
