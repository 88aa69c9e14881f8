"""Documents to behaviours."""

import pytest
from tests.documents import (
    INTEGER,
    NEW_PET,
    PET,
    TEXT,
    Node,
    array,
    blueprint_of,
    document,
    entity_of,
    keys,
    obj,
    operation,
    pets,
    plan_of,
    ref,
)

from agentgen.ir.blueprint import BehaviourKind, Source

Kind = BehaviourKind
BEARER: Node = {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}}
SIGNED: list[Node] = [{"bearer": []}]


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("get", "/pets", Kind.LIST),
        ("post", "/pets", Kind.CREATE),
        ("get", "/pets/{petId}", Kind.READ),
        ("put", "/pets/{petId}", Kind.REPLACE),
        ("patch", "/pets/{petId}", Kind.UPDATE),
        ("delete", "/pets/{petId}", Kind.DELETE),
    ],
)
def test_operations_on_a_collection(method, path, expected):
    plan = plan_of(blueprint_of(pets()), method, path)
    assert plan.behaviour is expected
    assert plan.entity == "Pet"
    assert plan.reason
    assert plan.key == ("petId" if "{" in path else "")
    assert plan.key_column == "id"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("post", "/pets", 201), ("delete", "/pets/{petId}", 204), ("get", "/pets", 200)],
)
def test_the_contract_names_the_status(method, path, status):
    assert plan_of(blueprint_of(pets()), method, path).status == status


def test_a_put_with_nothing_required_is_partial():
    content = pets()
    put = content["paths"]["/pets/{petId}"]["put"]
    put["requestBody"]["content"]["application/json"]["schema"] = ref("PetChange")
    assert plan_of(blueprint_of(content), "put", "/pets/{petId}").behaviour is Kind.UPDATE


def test_a_put_on_the_collection_names_its_record_in_the_body():
    content = pets()
    content["paths"]["/pets"]["put"] = operation(ref("Pet"), ref("Pet"))
    plan = plan_of(blueprint_of(content), "put", "/pets")
    assert (plan.behaviour, plan.key_in_body, plan.key) == (Kind.REPLACE, True, "")
    content["paths"]["/pets"]["put"] = operation(ref("Pet"), ref("NewPet"))
    plan = plan_of(blueprint_of(content), "put", "/pets")
    assert plan.behaviour is Kind.STUB
    assert "names the record" in plan.reason


def lists(answer: Node) -> Node:
    return document({"/pets": {"get": operation(answer)}}, {"Pet": PET})


@pytest.mark.parametrize(
    ("answer", "path", "filled"),
    [
        (array(ref("Pet")), (), {}),
        (obj({"animals": array(ref("Pet"))}), ("animals",), {}),
        (obj({"items": array(ref("Pet")), "total": INTEGER}, "items", "total"), ("items",),
         {("total",): "total"}),
        (obj({"pets": array(ref("Pet")), "petsCount": INTEGER}, "petsCount"), ("pets",),
         {("petsCount",): "total"}),
        (obj({"data": array(ref("Pet")), "meta": obj({"page": INTEGER, "total_pages": INTEGER})}),
         ("data",), {("meta", "page"): "page", ("meta", "total_pages"): "pages"}),
        (obj({"data": obj({"items": array(ref("Pet")), "count": INTEGER}),
              "success": {"type": "boolean"}}, "success"),
         ("data", "items"), {("data", "count"): "total", ("success",): "constant"}),
        (obj({"results": array(ref("Pet")), "limit": INTEGER, "offset": INTEGER,
              "hasMore": {"type": "boolean"}, "hasPrevious": {"type": "boolean"},
              "size": INTEGER}),
         ("results",), {("limit",): "limit", ("offset",): "offset", ("hasMore",): "has_more",
                        ("hasPrevious",): "has_previous", ("size",): "count"}),
        (obj({"items": array(ref("Pet")), "kind": {"const": "pets"}, "next": {
            "type": ["string", "null"]}}, "kind", "next"),
         ("items",), {("kind",): "constant", ("next",): "constant"}),
    ],
)  # fmt: skip
def test_lists_are_unwrapped(answer, path, filled):
    plan = plan_of(blueprint_of(lists(answer)), "get", "/pets")
    assert plan.behaviour is Kind.LIST
    assert plan.response.path == path
    assert plan.response.record.ref == "Pet"
    assert {f.path: str(f.fill) for f in plan.envelope} == filled
    assert plan.total == next((p for p, f in filled.items() if f == "total"), ())


def test_an_envelope_nobody_can_fill_is_a_stub():
    answer = obj({"items": array(ref("Pet")), "checksum": TEXT}, "checksum")
    plan = plan_of(blueprint_of(lists(answer)), "get", "/pets")
    assert plan.behaviour is Kind.STUB
    assert "no known source" in plan.reason


@pytest.mark.parametrize("wrapper", ["pet", "data", "anything"])
def test_records_are_unwrapped(wrapper):
    content = pets()
    wrapped = obj({wrapper: ref("Pet")}, wrapper)
    content["paths"]["/pets/{petId}"]["get"] = operation(wrapped, parameters=keys(petId=INTEGER))
    plan = plan_of(blueprint_of(content), "get", "/pets/{petId}")
    assert (plan.behaviour, plan.response.path) == (Kind.READ, (wrapper,))


def test_requests_are_unwrapped():
    content = pets()
    content["paths"]["/pets"]["post"] = operation(
        ref("Pet"), obj({"pet": ref("NewPet")}, "pet"), "201"
    )
    plan = plan_of(blueprint_of(content), "post", "/pets")
    assert (plan.behaviour, plan.request.path) == (Kind.CREATE, ("pet",))


@pytest.mark.parametrize(
    ("method", "path", "given", "reason"),
    [
        ("post", "/pets/{petId}/feed", operation(obj({"ok": TEXT})), "stores or shows a record"),
        ("get", "/version", operation(TEXT), "stores or shows a record"),
        ("put", "/pets/{petId}", operation(ref("Pet"), TEXT), "request is no record"),
        ("head", "/pets", operation(), "no known operation on records"),
        ("post", "/pets", operation(ref("Pet"), TEXT), "no known operation on records"),
    ],
)
def test_what_cannot_be_inferred_is_a_stub_with_its_reason(method, path, given, reason):
    content = pets()
    content["paths"].setdefault(path, {})[method] = given
    plan = plan_of(blueprint_of(content), method, path)
    assert plan.behaviour is Kind.STUB
    assert reason in plan.reason


def test_an_answer_that_is_no_json_is_a_stub():
    content = pets()
    answer = content["paths"]["/pets/{petId}"]["get"]["responses"]["200"]
    answer["content"] = {"application/pdf": {}}
    plan = plan_of(blueprint_of(content), "get", "/pets/{petId}")
    assert plan.behaviour is Kind.STUB
    assert "application/pdf, not JSON" in plan.reason


def test_a_required_property_nobody_gives_makes_creating_a_stub():
    content = pets()
    content["components"]["schemas"]["Pet"] = obj(
        {**PET["properties"], "photo": {"type": "string", "format": "uri"}}, "id", "name", "photo"
    )
    plan = plan_of(blueprint_of(content), "post", "/pets")
    assert plan.behaviour is Kind.STUB
    assert "'photo'" in plan.reason


def test_a_list_below_the_collection_needs_something_that_narrows():
    content = pets()
    status: Node = {"tag": TEXT}
    content["paths"]["/pets/findByTag"] = {"get": operation(array(ref("Pet")), query=status)}
    content["paths"]["/pets/popular"] = {"get": operation(array(ref("Pet")))}
    blueprint = blueprint_of(content)
    assert plan_of(blueprint, "get", "/pets/findByTag").behaviour is Kind.LIST
    assert plan_of(blueprint, "get", "/pets/popular").behaviour is Kind.STUB


def test_nested_collections_belong_to_their_parent():
    content = pets()
    at = keys(petId=INTEGER)
    content["components"]["schemas"] |= {
        "Toy": obj({"id": INTEGER, "name": TEXT}, "id", "name"), "NewToy": NEW_PET,
    }  # fmt: skip
    content["paths"] |= {
        "/pets/{petId}/toys": {
            "get": operation(array(ref("Toy")), parameters=at),
            "post": operation(ref("Toy"), ref("NewToy"), "201", parameters=at),
        },
        "/pets/{petId}/toys/{toyId}": {
            "get": operation(ref("Toy"), parameters=[*at, *keys(toyId=INTEGER)])
        },
    }
    blueprint = blueprint_of(content)
    toy = blueprint.entities["Toy"]
    assert toy.scope == ("pet_id",)
    assert toy.column("pet_id").references == ("Pet", "id")
    assert toy.column("pet_id").source is Source.PARENT
    for method, path in (("get", "/pets/{petId}/toys"), ("get", "/pets/{petId}/toys/{toyId}")):
        (binding,) = plan_of(blueprint, method, path).bindings
        assert (binding.parameter, binding.column, binding.parent) == ("petId", "pet_id", "Pet")
    assert list(blueprint.entities) == ["Pet", "Toy"]


def test_a_parent_that_is_no_entity_is_a_plain_value():
    at = keys(shop=TEXT)
    content = document(
        {"/shops/{shop}/pets": {"get": operation(array(ref("Pet")), parameters=at),
                                "post": operation(ref("Pet"), ref("NewPet"), parameters=at)}},
        {"Pet": PET, "NewPet": NEW_PET},
    )  # fmt: skip
    blueprint = blueprint_of(content)
    entity = entity_of(blueprint)
    assert entity.scope == ("shop",)
    assert entity.column("shop").references is None
    (binding,) = plan_of(blueprint, "get", "/shops/{shop}/pets").bindings
    assert (binding.parameter, binding.column, binding.parent) == ("shop", "shop", "")
