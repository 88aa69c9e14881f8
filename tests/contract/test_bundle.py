"""Contracts of several files are read as one."""

from pathlib import Path

import pytest

from agentgen.contract.build import load_api
from agentgen.contract.sources import References
from agentgen.errors import AgentgenError
from agentgen.ir.schema import Kind

ROOT = """
openapi: 3.1.0
info: {title: Depot, version: "1"}
paths:
  /crates: {$ref: "paths/crates.yaml"}
  /crates/{id}:
    get:
      operationId: readCrate
      parameters:
        - $ref: "parts/parameters.yaml#/Id"
      responses:
        "200":
          description: one
          content: {application/json: {schema: {$ref: "schemas/Crate.yaml"}}}
        "404": {$ref: "parts/responses.yaml#/NotFound"}
components:
  schemas:
    Owner: {type: object, properties: {name: {type: string}}}
"""
FILES = {
    "paths/crates.yaml": """
get:
  operationId: listCrates
  responses:
    "200":
      description: all
      content:
        application/json:
          schema: {type: array, items: {$ref: "../schemas/Crate.yaml"}}
""",
    "parts/parameters.yaml": "Id: {name: id, in: path, required: true, schema: {type: integer}}\n",
    "parts/responses.yaml": """
NotFound:
  description: gone
  content: {application/json: {schema: {$ref: "../schemas/Problem.json#/definitions/Problem"}}}
""",
    "schemas/Crate.yaml": """
type: object
required: [id]
properties:
  id: {type: integer}
  owner: {$ref: "../openapi.yaml#/components/schemas/Owner"}
  inside: {type: array, items: {$ref: "Crate.yaml"}}
  twin: {$ref: "#/properties/id"}
  pet:
    oneOf: [{$ref: "pets.yaml#/Dog"}, {$ref: "pets.yaml#/Cat"}]
    discriminator: {propertyName: kind, mapping: {dog: "pets.yaml#/Dog", cat: "pets.yaml#/Cat"}}
""",
    "schemas/pets.yaml": """
Dog: {type: object, required: [kind], properties: {kind: {const: dog}}}
Cat: {type: object, required: [kind], properties: {kind: {const: cat}}}
""",
    "schemas/Problem.json": """
{"definitions": {"Problem": {"type": "object", "properties": {"message": {"type": "string"}}}}}
""",
}


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("")
    folder = tmp_path / "api"
    for name, text in {"openapi.yaml": ROOT, **FILES}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "openapi.yaml"


def test_every_file_is_taken_in_once_under_its_own_name(contract):
    api, notes = load_api(contract)
    assert [o.operation_id for o in api.operations] == ["listCrates", "readCrate"]
    assert {"Crate", "Owner", "Problem", "Dog", "Cat"} <= set(api.schemas)
    assert any("bundled" in note.message for note in notes)


def test_the_contract_that_ships_needs_no_other_file(contract, tmp_path):
    api, _ = load_api(contract)
    assert ".yaml" not in api.source.replace("openapi.yaml", "")
    alone = tmp_path / "alone.yaml"
    alone.write_text(api.source, encoding="utf-8")
    again, _ = load_api(alone)
    assert again.operations == api.operations


def test_files_outside_the_project_are_refused_with_the_option_that_allows_them(contract):
    outside = contract.parents[2] / "outside.yaml"
    outside.write_text("type: string\n", encoding="utf-8")
    text = contract.read_text(encoding="utf-8").replace(
        "schemas/Crate.yaml", "../../outside.yaml", 1
    )
    contract.write_text(text, encoding="utf-8")
    with pytest.raises(AgentgenError) as refused:
        load_api(contract)
    assert "--refs-root" in refused.value.way_out
    load_api(contract, References(root=outside.parent))


@pytest.mark.parametrize("ref", ["http://127.0.0.1:9/x.yaml", "https://example.invalid/x.json#/A"])
def test_nothing_is_fetched_unless_allowed(contract, ref):
    text = contract.read_text(encoding="utf-8").replace("schemas/Crate.yaml", ref)
    contract.write_text(text, encoding="utf-8")
    with pytest.raises(AgentgenError, match="remote") as refused:
        load_api(contract)
    assert "--remote-refs" in refused.value.way_out


def test_a_missing_file_and_a_missing_part_are_named(contract):
    text = contract.read_text(encoding="utf-8")
    contract.write_text(text.replace("#/Id", "#/Nope"), encoding="utf-8")
    with pytest.raises(AgentgenError, match="names nothing"):
        load_api(contract)
    contract.write_text(text.replace("parts/parameters.yaml", "parts/none.yaml"), encoding="utf-8")
    with pytest.raises(AgentgenError, match="no such file"):
        load_api(contract)


def test_path_items_that_lead_in_a_circle_are_refused(contract):
    (contract.parent / "paths" / "crates.yaml").write_text("$ref: crates.yaml\n", encoding="utf-8")
    with pytest.raises(AgentgenError, match="circle"):
        load_api(contract)


def test_references_in_extensions_are_data(tmp_path: Path) -> None:
    root = tmp_path / "openapi.yaml"
    root.write_text(ROOT.replace("info:", "x-pages: [{body: {$ref: ./intro.md}}]\ninfo:"))
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    api, _ = load_api(root)
    assert "intro.md" in api.source
    assert [o.operation_id for o in api.operations] == ["listCrates", "readCrate"]


def test_names_that_look_like_extensions_are_followed(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text("""
openapi: 3.1.0
info: {title: Depot, version: "1"}
paths:
  /crates:
    get:
      responses:
        "200": {description: all, headers: {x-left: {$ref: "headers.yaml#/Left"}}}
""")
    (tmp_path / "headers.yaml").write_text("Left: {schema: {type: integer}}\n")
    api, _ = load_api(tmp_path / "openapi.yaml")
    assert [(n, s.kind) for n, s in api.operations[0].responses[0].headers] == [
        ("x-left", Kind.INTEGER)
    ]
