"""Swagger 2.0 documents are read as the OpenAPI 3.0 they stand for."""

from agentgen.contract.build import parse_api
from agentgen.contract.swagger2 import convert

DOCUMENT = """
swagger: "2.0"
info: {title: Depot, version: "1"}
host: depot.example
basePath: /v2
schemes: [https]
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  key: {type: apiKey, name: X-Key, in: header}
  plain: {type: basic}
  cloud:
    type: oauth2
    flow: accessCode
    authorizationUrl: https://a.example/o
    tokenUrl: https://a.example/t
    scopes: {"read": all}
parameters:
  Page: {name: page, in: query, type: integer, minimum: 1}
  Crate: {name: crate, in: body, required: true, schema: {$ref: "#/definitions/Crate"}}
responses:
  Gone: {description: gone, schema: {$ref: "#/definitions/Problem"}}
paths:
  /crates:
    parameters:
      - $ref: "#/parameters/Page"
    get:
      operationId: listCrates
      parameters:
        - {name: tags, in: query, type: array, items: {type: string}, collectionFormat: multi}
        - {name: ids, in: query, type: array, items: {type: integer}, collectionFormat: csv}
      responses:
        200:
          description: all
          headers: {X-Total: {type: integer, description: how many}}
          schema: {type: array, items: {$ref: "#/definitions/Crate"}}
          examples: {application/json: [{id: 1}]}
        410: {$ref: "#/responses/Gone"}
    post:
      operationId: addCrate
      security: [{key: []}]
      parameters:
        - $ref: "#/parameters/Crate"
      responses:
        201: {description: made, schema: {$ref: "#/definitions/Crate"}}
  /crates/{id}/photo:
    put:
      operationId: putPhoto
      consumes: [multipart/form-data]
      parameters:
        - {name: id, in: path, required: true, type: integer, format: int64}
        - {name: photo, in: formData, type: file, required: true}
        - {name: caption, in: formData, type: string, maxLength: 40}
      responses:
        204: {description: stored}
definitions:
  Problem: {type: object, properties: {message: {type: string}}}
  Crate:
    type: object
    required: [id]
    discriminator: kind
    properties:
      id: {type: integer}
      kind: {type: string}
      example: {$ref: "#/definitions/Problem"}
      note: {type: string, x-nullable: true}
"""


def api():
    return parse_api(DOCUMENT, "depot.yaml")


def operation(name):
    return next(o for o in api()[0].operations if o.operation_id == name)


def test_nothing_is_lost():
    found, notes = api()
    assert [o.operation_id for o in found.operations] == ["listCrates", "addCrate", "putPhoto"]
    assert found.base_path == "/v2"
    assert {s.kind for s in found.security_schemes.values()} == {"apiKey", "http", "oauth2"}
    assert found.security_schemes["cloud"].scopes == ("read",)
    assert any("Swagger 2.0" in note.message for note in notes)


def test_the_contract_that_ships_is_openapi_3():
    found, _ = api()
    assert found.file_name == "openapi.yaml"
    assert found.source.startswith("openapi: 3.0.3")
    assert "#/definitions/" not in found.source
    again, _ = parse_api(found.source, found.file_name)
    assert [o.operation_id for o in again.operations] == [o.operation_id for o in found.operations]


def test_parameters_keep_their_style():
    by_name = {p.name: p for p in operation("listCrates").parameters}
    assert set(by_name) == {"page", "tags", "ids"}
    assert by_name["tags"].explode
    assert not by_name["ids"].explode


def test_bodies_and_forms_become_request_bodies():
    assert operation("addCrate").body.required
    (content,) = operation("putPhoto").body.contents
    assert content.media_type == "multipart/form-data"


def test_names_that_are_keywords_elsewhere_stay_properties():
    converted = convert(
        {
            "swagger": "2.0",
            "definitions": {
                "A": {
                    "properties": {"example": {"$ref": "#/definitions/B"}, "type": {"type": "file"}}
                }
            },
        }
    )
    properties = converted["components"]["schemas"]["A"]["properties"]
    assert properties["example"] == {"$ref": "#/components/schemas/B"}
    assert properties["type"] == {"type": "string", "format": "binary"}


def test_nullable_and_discriminator():
    crate = convert_document()["components"]["schemas"]["Crate"]
    assert crate["properties"]["note"]["nullable"] is True
    assert crate["discriminator"] == {"propertyName": "kind"}


def convert_document():
    import yaml

    return convert(yaml.safe_load(DOCUMENT))
