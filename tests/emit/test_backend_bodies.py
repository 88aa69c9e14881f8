"""Request bodies as the emitted routes read them."""

import pytest
from tests.documents import INTEGER, TEXT, Node, array, blueprint_of, document, obj, operation

from agentgen.emit.backend.arguments import body_annotation


def annotation(schema: Node) -> str:
    content = document({"/sent": {"post": operation(given=schema, status="204")}})
    blueprint = blueprint_of(content)
    return body_annotation(blueprint, blueprint.operations[0])


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (TEXT, "Annotated[Text, Body()]"),
        (INTEGER, "Annotated[Integer, Body()]"),
        ({"anyOf": [TEXT, INTEGER]}, "Annotated[Text | Integer, Body()]"),
        ({"type": ["string", "null"]}, "Annotated[Text | None, Body()]"),
        ({}, "Annotated[Json, Body()]"),
    ],
)
def test_what_fastapi_would_look_for_in_the_query_is_marked(schema, expected):
    assert annotation(schema) == expected


@pytest.mark.parametrize("schema", [array(TEXT), {"anyOf": [array(TEXT), TEXT]}, obj({"a": TEXT})])
def test_structures_are_bodies_by_themselves(schema):
    assert "Body(" not in annotation(schema)
