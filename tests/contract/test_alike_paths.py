"""Paths that differ only in the names of their parameters."""

import json
from typing import Any

from agentgen.contract.build import parse_api


def path_item(method: str, name: str, **more: Any) -> dict[str, Any]:
    """A path item with one operation, which declares its parameter."""
    parameter = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    return {"parameters": [parameter], method: {"responses": {"200": {"description": "ok"}}} | more}


def paths(**given: dict[str, Any]) -> tuple[Any, Any]:
    """The API of path items by the name of their parameter, and the notes."""
    items = {f"/pets/{{{name}}}/toys": item for name, item in given.items()}
    document = {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": items}
    return parse_api(json.dumps(document), "api.json")


def test_operations_of_such_paths_come_together() -> None:
    api, notes = paths(id=path_item("get", "id"), pet=path_item("post", "pet"))
    found = [(o.method, o.path, [p.name for p in o.path_parameters]) for o in api.operations]
    assert found == [("get", "/pets/{id}/toys", ["id"]), ("post", "/pets/{id}/toys", ["id"])]
    assert list(api.document["paths"]) == ["/pets/{id}/toys"]
    assert any("which no request tells from it" in note.message for note in notes)


def test_equal_methods_stay_apart() -> None:
    api, _ = paths(id=path_item("get", "id"), pet=path_item("get", "pet"))
    assert [o.path for o in api.operations] == ["/pets/{id}/toys", "/pets/{pet}/toys"]


def test_other_paths_stay_as_they_are() -> None:
    api, _ = paths(id=path_item("get", "id"))
    assert api.file_name == "api.json"
