"""Documents that are no good: an error that names the place, never a traceback."""

import copy
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.documents import (
    INTEGER,
    TEXT,
    Node,
    array,
    blueprint_of,
    document,
    obj,
    operation,
    pets,
    ref,
)

from agentgen.contract.build import load_api, parse_api
from agentgen.errors import AgentgenError


def refusal(text: str) -> AgentgenError:
    with pytest.raises(AgentgenError) as caught:
        parse_api(text, "api.yaml")
    return caught.value


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("a: [1", "not valid YAML", "api.yaml:2:1"),
        ("a: 1\nb: - 2\n", "not valid YAML", "api.yaml:2:4"),
        ("{", "not valid YAML", "api.yaml:2:1"),
        ("", "no mapping", "api.yaml"),
        ("- 1", "no mapping", "api.yaml"),
        ("text", "no mapping", "api.yaml"),
        ("a: \x01", "not valid YAML", "api.yaml"),
        ("a: !!python/object/apply:os.abort []", "not valid YAML", "api.yaml:1:4"),
        ("a: 1", "no OpenAPI document", "api.yaml#/openapi"),
        ("openapi: 4.0.0", "no OpenAPI document", "api.yaml#/openapi"),
        ("swagger: '1.2'", "Swagger '1.2'", "api.yaml#/swagger"),
        ("openapi: 3.1.0\npaths: {}", "no operation", "api.yaml#/paths"),
        ("openapi: 3.1.0\npaths: []", "no mapping", "api.yaml#/paths"),
        ("openapi: 3.1.0\npaths: {a: {}}", "begin with a slash", "api.yaml#/paths/a"),
        ('openapi: 3.1.0\npaths: {"/a\\n": {}}', "no URL has", "api.yaml#/paths/~1a\\n"),
        ("openapi: 3.1.0\npaths: {/a: 3}", "no path item", "api.yaml#/paths/~1a"),
        ("openapi: 3.1.0\npaths: {/a: {get: 3}}", "no operation", "api.yaml#/paths/~1a/get"),
        ("openapi: 3.1.0\nx: .inf", "JSON does not have", "api.yaml"),
    ],
)
def test_refusals(text, what, where):
    problem = refusal(text)
    assert what in problem.what
    assert problem.where.startswith(where)


@pytest.mark.parametrize(
    ("parameter", "what"),
    [
        ({"name": "a", "in": "body"}, "there is no parameter location 'body'"),
        ({"in": "query"}, "this is no parameter"),
        (3, "this is no parameter"),
        ({"$ref": "#/components/parameters/x"}, "names nothing"),
    ],
)
def test_broken_parameters(parameter, what):
    content = document({"/a": {"get": operation(TEXT, parameters=[parameter])}})
    problem = refusal(json.dumps(content))
    assert what in problem.what
    assert problem.where == "api.yaml#/paths/~1a/get/parameters/0"


def test_security_schemes_must_be_declared():
    content = document({"/a": {"get": operation(TEXT, security=[{"key": []}])}})
    problem = refusal(json.dumps(content))
    assert (problem.what, problem.where) == (
        "security scheme 'key' is not declared",
        "api.yaml#/paths/~1a/get",
    )


def rich() -> Node:
    """A document that uses every construct the reader knows."""
    flows = {"implicit": {"scopes": {"read": "Read."}}}
    content = pets(
        components={"securitySchemes": {"key": {"type": "oauth2", "flows": flows}}},
        servers=[{"url": "/v1/{x}", "variables": {"x": {"default": "y"}}}],
        security=[{"key": ["read"]}],
    )
    create = content["paths"]["/pets"]["post"]
    create["tags"] = ["pets"]
    create["responses"]["201"]["headers"] = {"X-Id": {"schema": INTEGER}}
    answer = create["responses"]["201"]["content"]["application/json"]
    answer["examples"] = {"one": {"value": {"id": 1}}}
    content["paths"]["/pets"]["get"]["parameters"] = [
        {"name": "q", "in": "query", "schema": {"type": "string", "enum": ["a"]}},
        {"name": "c", "in": "query", "content": {"application/json": {"schema": TEXT}}},
    ]
    tagged = {"propertyName": "tag", "mapping": {"a": "Pet"}}
    content["components"]["schemas"] |= {
        "Any": {"oneOf": [ref("Pet"), TEXT], "discriminator": tagged},
        "All": {
            "allOf": [
                obj({"a": {"type": "string", "minLength": 1, "default": "x"}}, "a"),
                {"type": "object", "required": ["b"], "additionalProperties": array(TEXT)},
            ]
        },
    }
    return content


def paths_of(node: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    children = dict(enumerate(node)) if isinstance(node, list) else node
    for key, child in children.items() if isinstance(children, dict) else ():
        yield (*at, key)
        yield from paths_of(child, (*at, key))


WRONG = (None, 3, "x", [], [1], [None], {"a": None}, {"a": 1}, True)


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_any_value_of_a_wrong_type_is_read_or_refused(wrong):
    content = rich()
    refused: dict[str, str] = {}
    for path in paths_of(content):
        broken = copy.deepcopy(content)
        node = broken
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = copy.deepcopy(wrong)
        try:
            blueprint_of(broken)
        except AgentgenError as problem:
            refused[str(path)] = problem.where
    assert len(refused) > 3
    assert [p for p, where in refused.items() if not re.match(r"api\.json#/", where)] == []


def test_alias_bombs_are_refused_quickly():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 12):
        lines.append(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]")
    start = time.process_time()
    assert refusal("\n".join(lines)).why == "too many nodes"
    assert time.process_time() - start < 20


def test_aliases_that_contain_themselves_are_refused():
    assert "nested deeper" in refusal("a: &a\n  b: *a\n").why


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
@pytest.mark.parametrize("depth", [250, 200_000])
def test_deep_nesting_is_refused(opening, closing, depth):
    text = '{"a":' + opening * depth + "1" + closing * depth + "}"
    assert refusal(text).where.startswith("api.yaml")


def test_schemas_nested_deeply_are_read_within_the_bound():
    node: Node = TEXT
    for _ in range(60):
        node = array(node)
    assert parse_api(json.dumps(document({"/a": {"get": operation(node)}})), "a")[0].operations


def test_files(tmp_path: Path):
    file = tmp_path / "api.yaml"
    with pytest.raises(AgentgenError, match="no such file"):
        load_api(file)
    with pytest.raises(AgentgenError, match="can't be read"):
        load_api(tmp_path)
    file.write_bytes(b"openapi: \xff\xfe")
    with pytest.raises(AgentgenError, match="not UTF-8"):
        load_api(file)
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(pets()).encode())
    api, _ = load_api(file)
    assert (api.file_name, len(api.operations)) == ("api.yaml", 6)


def test_files_beyond_the_bound_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("agentgen.contract.loading.MAX_BYTES", 10)
    file = tmp_path / "api.yaml"
    file.write_text("openapi: 3.1.0")
    with pytest.raises(AgentgenError, match="too large"):
        load_api(file)
