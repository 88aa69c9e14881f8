"""A contract whose names and forms are legal, and unlike those that people draw up first."""

from typing import Any

NAMES = ("link", "test", "all", "upload", "view", "date", "client", "none")
"""Resources called like what generated code uses itself."""
BARE = "client"
"""The resource whose operations are called by verbs alone."""
_NUMBER = {"type": "integer", "format": "int64"}
_KEY = {"name": "id", "in": "path", "required": True, "schema": _NUMBER}
_DEEP = "a_very_long_name_of_a_property_which_holds_an_object"


def oddities() -> dict[str, Any]:
    """The document."""
    schemas: dict[str, Any] = {}
    paths: dict[str, Any] = {}
    for name in NAMES:
        schemas[name.title()] = _record()
        paths |= _resource(name)
    return {
        "openapi": "3.0.3",
        "info": {"title": "Oddities", "version": "1"},
        "paths": paths | _operations(),
        "components": {"schemas": schemas},
    }


def _record() -> dict[str, Any]:
    """A record whose properties are called like types."""
    nested = {"type": "object", "properties": {"x": {"type": "integer"}}}
    inner = {"type": "object", "properties": {_DEEP: nested}, "required": [_DEEP]}
    return {
        "type": "object",
        "required": ["id", "title"],
        "properties": {
            "id": _NUMBER | {"readOnly": True},
            "title": {"type": "string", "maxLength": 50},
            "date": {"type": "string", "format": "date"},
            "datetime": {"type": "string", "format": "date-time"},
            "list": {"type": "array", "items": {"type": "string"}},
            "int": {"type": "integer"},
            "str": {"type": "string", "pattern": "^(?!x)[a-z]*$"},
            "details_of_the_whole_record": inner,
        },
    }


def _resource(name: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{name.title()}"}
    body = {"required": True, **_json(schema)}
    day = {"name": "date", "in": "query", "schema": {"type": "string", "format": "date"}}
    one = {"200": {"description": "shown", **_json(schema)}, "404": {"description": "absent"}}
    noun = "" if name == BARE else f" {name}"
    count = {"name": "limit", "in": "query", "schema": {"type": "string"}}
    many = {"200": {"description": "shown", **_json({"type": "array", "items": schema})}}
    return {
        f"/{name}s": {
            "get": _operation(f"list{noun}", many, parameters=[day, count]),
            "post": _operation(f"add{noun}", {"201": one["200"]}, requestBody=body),
        },
        f"/{name}s/{{id}}": {
            "get": _operation(f"get{noun}", one, parameters=[_KEY]),
            "put": _operation(f"save{noun}", one, parameters=[_KEY], requestBody=body),
        },
    }


def _operations() -> dict[str, Any]:
    """Operations that nothing can be inferred for; each is odd in its own way."""
    text = {"type": "string"}
    licences = [f"a-rather-long-licence-{n}" for n in range(6)]
    query = [
        {"name": "id", "in": "query", "schema": text},
        {"name": "licence", "in": "query", "schema": text | {"enum": licences}},
        {"name": "tables", "in": "query", "schema": _array(_array(text))},
        {"name": "address", "in": "query", "schema": text | {"format": "uri"}},
        {"name": "code", "in": "query", "schema": text | {"pattern": r"^(?=.*\d)[a-z\d{]+$"}},
    ]
    header = {"name": "X-Key", "in": "header", "required": True, "schema": text}
    words = {"description": "done", **_json({"type": "object"})}
    bare = {"description": "gone", **_json({"type": "object"})}
    long = "/metrics/by/{project}/{editor-type}/{page-type}/{activity-level}/{granularity}/{start}"
    said = "Takes \u200b`a\u200b`, and \ufeffb.\u00ad"
    return {
        "/odd/{id}": {
            "get": _operation("test it", {"200": words}, parameters=[_KEY, *query]),
            "delete": _operation("", {"204": bare}, parameters=[_KEY], description=said),
        },
        long: {"get": _operation("", {"200": words}, summary=said)},
        "/odd-lists": {
            "delete": _operation(
                "", {"202": words}, parameters=[header],
                requestBody={"required": True, **_json(_array(text | {"pattern": "^(?!b)a+$"}))},
            )
        },
    }  # fmt: skip


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _operation(name: str, responses: dict[str, Any], **more: Any) -> dict[str, Any]:
    named = {"operationId": name.replace(" ", "_")} if name else {}
    return {**named, "responses": responses, **more}
