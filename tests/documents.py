"""Small OpenAPI documents, and what agentgen makes of them."""

import json
from copy import deepcopy
from typing import Any

from agentgen.contract.build import parse_api
from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import Blueprint, Entity, OperationPlan
from agentgen.ir.policy import Policy
from agentgen.ir.schema import Schema
from agentgen.ir.story import Stories
from agentgen.plan.build import build_blueprint
from agentgen.tree import SourceTree

Node = dict[str, Any]
TEXT: Node = {"type": "string"}
INTEGER: Node = {"type": "integer"}
BOOLEAN: Node = {"type": "boolean"}


def ref(name: str) -> Node:
    return {"$ref": f"#/components/schemas/{name}"}


def obj(properties: Node, *required: str, **more: Any) -> Node:
    return {"type": "object", "properties": properties, "required": list(required), **more}


def array(items: Node) -> Node:
    return {"type": "array", "items": items}


def media(schema: Node, kind: str = "application/json") -> Node:
    return {"content": {kind: {"schema": schema}}}


def operation(
    answer: Node | None = None,
    given: Node | None = None,
    status: str = "200",
    query: Node | None = None,
    **more: Any,
) -> Node:
    """An operation; `answer` and `given` are the schemas of its bodies."""
    found: Node = {"responses": {status: {"description": "Done."}}, **more}
    if answer is not None:
        found["responses"][status] |= media(answer)
    if given is not None:
        found["requestBody"] = {"required": True, **media(given)}
    if query:
        found["parameters"] = [
            {"name": name, "in": "query", "schema": schema} for name, schema in query.items()
        ]
    return found


def keys(**schemas: Node) -> list[Node]:
    """Path parameters."""
    return [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in schemas.items()
    ]


def document(paths: Node, schemas: Node | None = None, **root: Any) -> Node:
    """An OpenAPI 3.1 document of its own: tests may change it."""
    components: Node = {"schemas": schemas or {}, **root.pop("components", {})}
    info = {"title": "Shop", "version": "1"}
    whole = {"openapi": "3.1.0", "info": info, "paths": paths, "components": components, **root}
    return deepcopy(whole)


def api_of(content: Node) -> Api:
    return parse_api(json.dumps(content), "api.json")[0]


def notes_of(content: Node) -> list[str]:
    return [note.message for note in parse_api(json.dumps(content), "api.json")[1]]


def schema_of(node: Node, schemas: Node | None = None, **root: Any) -> tuple[Schema, Api]:
    """A schema as an answer carries it, and the API to resolve it with."""
    api = api_of(document({"/x": {"get": operation(node)}}, schemas, **root))
    success = api.operations[0].success
    assert success is not None
    assert success.json is not None
    return success.json.schema, api


def blueprint_of(content: Node, policy: Policy | None = None, **decisions: Any) -> Blueprint:
    return build_blueprint("shop", api_of(content), policy or Policy(), Stories(), decisions)


def plan_of(blueprint: Blueprint, method: str, path: str) -> OperationPlan:
    found = [
        plan
        for plan in blueprint.operations
        if (plan.operation.method, plan.operation.path) == (method, path)
    ]
    assert len(found) == 1
    return found[0]


def entity_of(blueprint: Blueprint) -> Entity:
    """The only entity of a blueprint."""
    assert len(blueprint.entities) == 1
    return next(iter(blueprint.entities.values()))


def operation_of(api: Api, method: str, path: str) -> Operation:
    return next(o for o in api.operations if (o.method, o.path) == (method, path))


def compile_all(tree: SourceTree) -> int:
    """Compile every Python file of a tree; return how many there are."""
    python = [path for path in tree if path.endswith(".py")]
    for path in python:
        compile(tree[path], path, "exec")
    return len(python)


PET = obj({"id": INTEGER, "name": TEXT, "tag": TEXT}, "id", "name")
NEW_PET = obj({"name": TEXT, "tag": TEXT}, "name")


def pets(**root: Any) -> Node:
    """Every operation on one collection of records."""
    at = keys(petId=INTEGER)
    return document(
        {
            "/pets": {
                "get": operation(array(ref("Pet")), operationId="listPets"),
                "post": operation(ref("Pet"), ref("NewPet"), "201", operationId="createPet"),
            },
            "/pets/{petId}": {
                "get": operation(ref("Pet"), parameters=at, operationId="readPet"),
                "put": operation(ref("Pet"), ref("NewPet"), parameters=at, operationId="setPet"),
                "patch": operation(
                    ref("Pet"), ref("PetChange"), parameters=at, operationId="changePet"
                ),
                "delete": operation(status="204", parameters=at, operationId="removePet"),
            },
        },
        {"Pet": PET, "NewPet": NEW_PET, "PetChange": obj({"name": TEXT, "tag": TEXT})},
        **root,
    )
