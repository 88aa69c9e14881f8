"""Records of the contract's examples seed what no operation creates."""

from tests.documents import (
    INTEGER,
    PET,
    array,
    blueprint_of,
    document,
    entity_of,
    keys,
    operation,
    pets,
    ref,
)


def test_examples_of_lists_and_items_become_records():
    listed = operation(array(ref("Pet")))
    content = listed["responses"]["200"]["content"]["application/json"]
    content["examples"] = {
        "many": {"value": [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}, {"name": "no key"}]},
        "wrapped": {"value": {"data": [{"id": 3, "name": "c"}]}},
    }
    item = operation(ref("Pet"), parameters=keys(petId=INTEGER))
    item["responses"]["200"]["content"]["application/json"]["example"] = {"id": 1, "name": "again"}
    paths = {"/pets": {"get": listed}, "/pets/{petId}": {"get": item}}
    entity = entity_of(blueprint_of(document(paths, {"Pet": PET})))
    assert [(r["id"], r["name"]) for r in entity.examples] == [(1, "a"), (2, "b"), (3, "c")]


def test_what_is_created_needs_no_seed():
    content = pets()
    answer = content["paths"]["/pets"]["get"]["responses"]["200"]["content"]["application/json"]
    answer["example"] = [{"id": 1, "name": "a"}]
    assert entity_of(blueprint_of(content)).examples == ()
