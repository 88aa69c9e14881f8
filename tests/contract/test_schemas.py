"""Raw JSON Schema to normalised schema."""

import pytest
from tests.documents import (
    BOOLEAN,
    INTEGER,
    TEXT,
    api_of,
    array,
    document,
    notes_of,
    obj,
    operation,
    ref,
    schema_of,
)

from agentgen.errors import AgentgenError
from agentgen.ir.schema import UNSET, Kind


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"type": "string", "nullable": True}, {"kind": Kind.STRING, "nullable": True}),
        ({"type": ["string", "null"]}, {"kind": Kind.STRING, "nullable": True}),
        ({"oneOf": [TEXT, {"type": "null"}]}, {"kind": Kind.STRING, "nullable": True}),
        ({"anyOf": [{"type": "null"}]}, {"kind": Kind.NULL}),
        ({"type": "null"}, {"kind": Kind.NULL}),
        ({"type": "string", "enum": ["a", None]}, {"enum": ("a",), "nullable": True}),
        ({"const": "x"}, {"kind": Kind.STRING, "enum": ("x",)}),
        ({"enum": ["a", "b"]}, {"kind": Kind.STRING, "enum": ("a", "b")}),
        ({"minLength": 2}, {"kind": Kind.STRING, "min_length": 2}),
        ({"minimum": 2}, {"kind": Kind.NUMBER, "minimum": 2}),
        ({"items": TEXT}, {"kind": Kind.ARRAY}),
        ({"additionalProperties": TEXT}, {"kind": Kind.OBJECT}),
        ({"description": "anything"}, {"kind": Kind.ANY, "description": "anything"}),
        (
            {"type": "integer", "minimum": 1, "exclusiveMinimum": True},
            {"minimum": None, "exclusive_minimum": 1},
        ),
        (
            {"type": "integer", "maximum": 9, "exclusiveMaximum": False},
            {"maximum": 9, "exclusive_maximum": None},
        ),
        ({"type": "number", "exclusiveMaximum": 9}, {"maximum": None, "exclusive_maximum": 9}),
        ({"type": "integer", "minimum": "1"}, {"minimum": None}),
        ({"type": "string", "maxLength": -1}, {"max_length": None}),
        ({"type": "string", "default": None}, {"default": None}),
        ({"type": "string"}, {"default": UNSET}),
        ({"type": "string", "example": 1, "examples": [2]}, {"examples": (1, 2)}),
        ({"type": "array", "items": TEXT, "uniqueItems": True}, {"unique_items": True}),
        ({"type": ["string", "integer"]}, {"kind": Kind.UNION}),
    ],
)
def test_keywords(node, expected):
    found, _ = schema_of(node)
    assert {name: getattr(found, name) for name in expected} == expected


def test_the_parts_of_a_list_of_types_are_variants():
    found, _ = schema_of({"type": ["string", "integer"], "nullable": True})
    assert [v.kind for v in found.variants] == [Kind.STRING, Kind.INTEGER]
    assert found.nullable


def test_nullable_means_the_same_in_3_0_and_3_1():
    old, _ = schema_of({"type": "integer", "nullable": True}, openapi="3.0.3")
    new, _ = schema_of({"type": ["integer", "null"]}, openapi="3.1.0")
    assert old == new


def test_inline_objects_get_names_of_their_own():
    node = obj({"owner": obj({"name": TEXT}), "tags": array(obj({"text": TEXT}))})
    found, api = schema_of(node)
    assert found.kind is Kind.REF
    properties = {p.wire: p.schema for p in api.resolve(found).properties}
    assert properties["owner"].kind is Kind.REF
    assert properties["tags"].items.kind is Kind.REF
    assert len({found.ref, properties["owner"].ref, properties["tags"].items.ref}) == 3


def test_equal_names_are_told_apart():
    _, api = schema_of(ref("a-b"), {"a-b": obj({"x": TEXT}), "a b": obj({"y": TEXT})})
    assert sorted(api.schemas) == ["AB", "AB2"] or len(api.schemas) == 1
    both = obj({"one": ref("a-b"), "two": ref("a b")})
    found, api = schema_of(both, {"a-b": obj({"x": TEXT}), "a b": obj({"y": TEXT})})
    one, two = api.resolve(found).properties
    assert api.resolve(one.schema).properties[0].wire == "x"
    assert api.resolve(two.schema).properties[0].wire == "y"


@pytest.mark.parametrize("name", ["Query", "Path", "Record", "Field", "Any", "UUID", "Promise"])
def test_names_that_generated_modules_use_are_left_to_them(name):
    found, _ = schema_of(ref(name), {name: obj({"x": TEXT})})
    assert found.ref == f"{name}Model"


def test_all_of_merges_properties_requirements_and_bounds():
    base = obj({"id": INTEGER, "name": {"type": "string", "minLength": 1}}, "id")
    more = obj({"name": {"type": "string", "minLength": 3}, "flag": BOOLEAN}, "name")
    found, api = schema_of({"allOf": [ref("Base"), more]}, {"Base": base})
    merged = api.resolve(found)
    assert {p.wire: p.required for p in merged.properties} == {
        "id": True, "name": True, "flag": False,
    }  # fmt: skip
    assert merged.property("name").schema.min_length == 3


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"type": "integer", "minimum": 1}, {"minimum": 5}, ("minimum", 5)),
        ({"type": "integer", "maximum": 9}, {"maximum": 5}, ("maximum", 5)),
        ({"type": "string", "enum": ["a", "b"]}, {"enum": ["b", "c"]}, ("enum", ("b",))),
        ({"type": "string"}, {"format": "email"}, ("format", "email")),
    ],
)
def test_all_of_takes_the_stricter_bound(one, other, expected):
    found, _ = schema_of({"allOf": [one, other]})
    assert getattr(found, expected[0]) == expected[1]


def test_all_of_that_only_annotates_a_reference_keeps_it():
    node = {"allOf": [ref("Pet")], "nullable": True, "description": "The friend."}
    found, _ = schema_of(node, {"Pet": obj({"x": TEXT})})
    assert (found.kind, found.ref, found.nullable) == (Kind.REF, "Pet", True)
    assert found.description == "The friend."


def test_all_of_that_contains_itself_is_refused():
    with pytest.raises(AgentgenError, match="allOf contains itself") as caught:
        schema_of(ref("A"), {"A": {"allOf": [ref("A"), {"type": "object"}], "title": "x"}})
    assert caught.value.where.startswith("api.json#/components/schemas/A")


@pytest.mark.parametrize("openapi", ["3.0.3", "3.1.0"])
def test_records_may_contain_themselves(openapi):
    node = obj({"parent": ref("Node"), "children": array(ref("Node"))})
    found, api = schema_of(ref("Node"), {"Node": node}, openapi=openapi)
    inner = api.resolve(found).property("children").schema
    assert api.resolve(inner.items) == api.resolve(found)


@pytest.mark.parametrize("key", ["oneOf", "anyOf"])
def test_unions_know_their_discriminator(key):
    cat = obj({"kind": {"const": "c"}}, "kind")
    dog = obj({"kind": {"const": "d"}}, "kind")
    node = {
        key: [ref("Cat"), ref("Dog")],
        "discriminator": {"propertyName": "kind", "mapping": {"c": "#/components/schemas/Cat"}},
    }
    found, _ = schema_of(node, {"Cat": cat, "Dog": dog})
    assert [v.ref for v in found.variants] == ["Cat", "Dog"]
    assert found.discriminator == "kind"
    assert dict(found.discriminator_values) == {"c": 0, "Dog": 1}


def test_a_mapping_may_name_schemas_without_a_pointer():
    node = {
        "oneOf": [ref("Cat"), ref("Dog")],
        "discriminator": {"propertyName": "kind", "mapping": {"c": "Cat", "d": "Dog"}},
    }
    found, _ = schema_of(node, {"Cat": obj({"kind": TEXT}), "Dog": obj({"kind": TEXT, "x": TEXT})})
    assert dict(found.discriminator_values) == {"c": 0, "d": 1}


def test_properties_beside_a_union_belong_to_each_variant():
    node = {**obj({"id": INTEGER}, "id"), "oneOf": [{"properties": {"a": TEXT}, "title": "a"},
            {"properties": {"b": TEXT}}]}  # fmt: skip
    found, api = schema_of(node)
    wires = [[p.wire for p in api.resolve(v).properties] for v in found.variants]
    assert wires == [["id", "a"], ["id", "b"]]


def test_a_union_of_one_is_that_one():
    found, _ = schema_of({"oneOf": [TEXT, TEXT]})
    assert found.kind is Kind.STRING


def test_what_cannot_be_represented_is_noted():
    paths = {"/x": {"get": operation({"type": "array", "prefixItems": [TEXT]})}}
    assert any("prefixItems" in note for note in notes_of(document(paths)))
    paths = {"/x": {"get": operation(obj({"never": False}))}}
    assert any("allows nothing" in note for note in notes_of(document(paths)))


@pytest.mark.parametrize(
    ("node", "what", "where"),
    [
        ({"type": "text"}, "there is no type 'text'", "/schema"),
        (obj({"a": 7}), "this is no schema", "/schema/properties/a"),
        ({"type": "object", "properties": []}, "", ""),
        ({"type": "object", "properties": [1]}, "properties is no mapping", "/schema/properties"),
        ({"$ref": "#/components/schemas/Gone"}, "names nothing", "/schema"),
        ({"$ref": "other.yaml#/X"}, "leaves the document", "/schema"),
        ({"$ref": "https://example.com/x.json"}, "leaves the document", "/schema"),
        ({"allOf": [3, {"type": "object"}]}, "no schema", "/allOf/0"),
        ({"type": {"a": 1}}, "there is no type", "/schema"),
        ({"type": "string", "enum": "abc"}, "", ""),
    ],
)
def test_broken_schemas_name_their_place(node, what, where):
    content = document({"/x": {"get": operation(node)}})
    if not what:
        assert api_of(content).operations
        return
    with pytest.raises(AgentgenError) as caught:
        api_of(content)
    assert what in caught.value.what
    pointer = "api.json#/paths/~1x/get/responses/200/content/application~1json"
    assert caught.value.where.startswith(pointer)
    assert caught.value.where.endswith(where)


def test_references_that_lead_in_a_circle_are_refused():
    with pytest.raises(AgentgenError, match="circle") as caught:
        schema_of(ref("A"), {"A": ref("B"), "B": ref("A")})
    assert "#/components/schemas/" in caught.value.where


def test_references_decode_their_pointer():
    found, api = schema_of({"$ref": "#/components/schemas/a~1b"}, {"a/b": obj({"x": TEXT})})
    assert api.resolve(found).properties[0].wire == "x"


def test_read_only_properties_stay_out_of_requests_and_write_only_out_of_answers():
    user = obj({
        "id": {"type": "integer", "readOnly": True},
        "secret": {"type": "string", "writeOnly": True}, "name": TEXT,
    })  # fmt: skip
    wrapped = obj({"user": ref("User")})
    paths = {"/users": {"post": operation(ref("Wrapped"), ref("Wrapped"))}}
    api = api_of(document(paths, {"User": user, "Wrapped": wrapped}))
    sent = api.resolve(api.operations[0].body.json.schema)
    shown = api.resolve(api.operations[0].success.json.schema)
    assert [p.wire for p in api.resolve(sent.properties[0].schema).properties] == ["secret", "name"]
    assert [p.wire for p in api.resolve(shown.properties[0].schema).properties] == ["id", "name"]
    assert {"User", "UserInput", "Wrapped", "WrappedInput"} == set(api.schemas)


def test_schemas_without_sides_keep_one_name():
    api = api_of(document({"/users": {"post": operation(ref("User"), ref("User"))}},
                          {"User": obj({"name": TEXT})}))  # fmt: skip
    assert set(api.schemas) == {"User"}
