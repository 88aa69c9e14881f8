"""Two OpenAPI documents compared, operation by operation."""

import pytest

from agentgen.gates.interface import aligned, differences, promises


def one(operation, path="/a", **document):
    return promises({"paths": {path: {"get": operation}}, **document})


def told(wanted, given):
    (a,), (b,) = one(wanted).values(), one(given).values()
    return list(differences(a, b))


QUERY = {"in": "query", "name": "q"}
BODY = {"requestBody": {"content": {}}}


@pytest.mark.parametrize(
    ("wanted", "given", "faults"),
    [
        ({}, {}, []),
        ({"parameters": [QUERY]}, {}, ["takes no query parameter `q`"]),
        (
            {"parameters": [QUERY]},
            {"parameters": [{**QUERY, "required": True}]},
            ["requires the query parameter `q`, which is optional"],
        ),
        ({}, {"parameters": [QUERY]}, []),
        (
            {},
            {"parameters": [{**QUERY, "required": True}]},
            ["requires the query parameter `q`, which the contract does not know"],
        ),
        (BODY, {}, ["takes no body"]),
        ({}, BODY, ["takes a body, which the contract does not know"]),
        ({"responses": {404: {}, "default": {}}}, {}, ["does not say that it answers 404"]),
        (
            {"parameters": [{"in": "header", "name": "X-Id"}]},
            {"parameters": [{"in": "header", "name": "x-id"}]},
            [],
        ),
        ({"parameters": [{"in": "header", "name": "Authorization"}]}, {}, []),
    ],
)
def test_differences(wanted, given, faults):
    assert told(wanted, given) == faults


def test_references_parameters_of_paths_and_base_paths_count():
    document = {
        "servers": [{"url": "https://x.test/v2"}],
        "components": {"parameters": {"Q": {"in": "query", "name": "q", "required": True}}},
        "paths": {"/a/{id}": {"parameters": [{"$ref": "#/components/parameters/Q"}], "get": {}}},
    }
    ((key, promise),) = promises(document).items()
    assert key == ("GET", "/v2/a/{}")
    assert promise.parameters == {("query", "q"): True}


def test_swagger_bodies_are_bodies():
    (promise,) = one({"parameters": [{"in": "body", "name": "b"}]}).values()
    assert promise.body


def test_prefixes_are_left_out_where_that_helps():
    wanted, given = aligned(one({}, "/a"), one({}, "/api/v1/a"))
    assert wanted.keys() == given.keys()
    same = one({}, "/api/a")
    assert aligned(same, same) == (same, same)


@pytest.mark.parametrize("document", [{}, {"paths": []}, {"paths": {"/a": None}}])
def test_documents_without_operations(document):
    assert promises(document) == {}


def test_references_in_a_circle_end():
    document = {"paths": {"/a": {"$ref": "#/paths/~1a"}}}
    assert promises(document) == {}
