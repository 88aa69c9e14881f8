"""Objects and lists in URLs."""

import pytest
from tests.documents import (
    INTEGER,
    TEXT,
    Node,
    api_of,
    array,
    document,
    notes_of,
    obj,
    operation,
    ref,
)

from agentgen.ir.schema import Kind

RANGE = obj({"gte": INTEGER, "lt": INTEGER}, "gte")


def read(schema: Node, where: str = "query", **more):
    path = "/boats/{made}" if where == "path" else "/boats"
    parameter = {"name": "made", "in": where, "required": True, "schema": schema, **more}
    content = document({path: {"get": operation(TEXT, parameters=[parameter])}}, {"Range": RANGE})
    api = api_of(content)
    return api.operations[0].parameters, notes_of(content)


@pytest.mark.parametrize("schema", [RANGE, ref("Range"), {"allOf": [ref("Range")]}])
@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({"style": "deepObject"}, ["made[gte]", "made[lt]"]),
        ({"style": "deepObject", "explode": True}, ["made[gte]", "made[lt]"]),
        ({"style": "form"}, ["gte", "lt"]),
        ({}, ["gte", "lt"]),
    ],
)
def test_properties_become_parameters(schema, more, names):
    found, notes = read(schema, **more)
    assert [p.name for p in found] == names
    assert [p.required for p in found] == [True, False]
    assert {p.part_of for p in found} == {"made"}
    assert notes == []


@pytest.mark.parametrize(
    ("schema", "where", "more"),
    [
        (RANGE, "query", {"explode": False}),
        (RANGE, "query", {"style": "pipeDelimited"}),
        ({"type": "object", "additionalProperties": TEXT}, "query", {}),
        (array(RANGE), "query", {}),
        ({"oneOf": [RANGE, TEXT]}, "query", {}),
        (RANGE, "path", {}),
        (array(TEXT), "path", {}),
        (RANGE, "header", {}),
        (RANGE, "cookie", {}),
    ],
)
def test_what_a_url_has_no_plain_form_for_is_text_with_a_note(schema, where, more):
    (found,), notes = read(schema, where, **more)
    assert (found.name, found.schema.kind, found.required) == ("made", Kind.STRING, True)
    assert len(notes) == 1
    assert "'made' is a structure" in notes[0]


def test_nested_structures_are_texts():
    (found,), _ = read(obj({"deep": RANGE}), style="deepObject")
    assert (found.name, found.schema.kind) == ("made[deep]", Kind.STRING)


@pytest.mark.parametrize("schema", [TEXT, array(TEXT), {"oneOf": [TEXT, INTEGER]}])
def test_plain_values_and_lists_stay(schema):
    (found,), notes = read(schema)
    assert (found.name, found.part_of, notes) == ("made", "", [])
