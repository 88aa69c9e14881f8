"""The emitted backend as a tree of files."""

import ast
import json
from typing import Any

import pytest
from tests.documents import (
    BOOLEAN,
    INTEGER,
    NEW_PET,
    PET,
    TEXT,
    Node,
    array,
    blueprint_of,
    compile_all,
    document,
    keys,
    obj,
    operation,
    pets,
    ref,
)  # fmt: skip

from agentgen.emit.backend import emit_backend
from agentgen.tree import SourceTree

PARTS = ("dependencies", "models", "repository", "router", "schemas", "service")


def tree_of(content: Node, **decisions: Any) -> SourceTree:
    tree = emit_backend(blueprint_of(content, **decisions))
    assert compile_all(tree) > 20
    return tree


def plain(tree: SourceTree) -> set[str]:
    return {path for path in tree if not path.endswith("__init__.py")}


TREES = {
    "features": (
        [f"app/features/pets/{part}.py" for part in PARTS],
        ["app/main.py", "app/core/config.py", "app/core/database.py", "app/core/errors.py"],
        ["migrations/env.py", "migrations/versions/0001_initial.py"],
        ["tests/conftest.py", "tests/features/test_pets_routes.py",
         "tests/features/test_pets_service.py"],
    ),
    "services": (
        [f"services/pets/{'api' if part == 'router' else part}.py" for part in PARTS],
        ["services/main.py", "services/core/config.py", "services/core/database.py"],
        ["migrations/env.py", "migrations/versions/0001_initial.py"],
        ["tests/conftest.py", "tests/services/pets/test_pets_routes.py",
         "tests/services/pets/test_pets_service.py"],
    ),
    "layers": (
        ["backend/api/dependencies/pets.py", "backend/core/models/pets.py",
         "backend/database/repositories/pets_repository.py", "backend/api/routes/pets.py",
         "backend/core/schemas/pets.py", "backend/core/services/pets_service.py"],
        ["backend/main.py", "backend/config/settings.py", "backend/database/session.py"],
        ["backend/database/migrations/env.py",
         "backend/database/migrations/versions/0001_initial.py"],
        ["backend/tests/conftest.py", "backend/tests/api/test_pets_routes.py",
         "backend/tests/api/test_pets_service.py"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", TREES)
def test_each_layout_has_its_places(layout):
    tree = tree_of(pets(), layout=layout)
    expected = {path for group in TREES[layout] for path in group}
    assert expected <= plain(tree)
    feature_files = {path for path in plain(tree) if "pets" in path}
    assert feature_files == {path for path in expected if "pets" in path}
    named = {path.split("/")[0] for path in expected}
    assert {path.split("/")[0] for path in tree} == {"alembic.ini"} | named


@pytest.mark.parametrize("layout", TREES)
def test_every_directory_is_a_package(layout):
    tree = tree_of(pets(), layout=layout)
    for path in tree:
        folder = path.rpartition("/")[0]
        if path.endswith(".py") and folder and "migrations" not in path:
            assert f"{folder}/__init__.py" in tree


def modules(tree: SourceTree) -> set[str]:
    found = {path.removesuffix(".py").replace("/", ".") for path in tree if path.endswith(".py")}
    return found | {name.removesuffix(".__init__") for name in found}


@pytest.mark.parametrize("layout", TREES)
@pytest.mark.parametrize("orm", ["sqlalchemy", "sqlmodel"])
def test_imports_lead_to_modules_that_define_the_name(layout, orm):
    """Imports that nothing uses are removed when the repository is formatted."""
    tree = tree_of(pets(), layout=layout, orm=orm)
    known = modules(tree)
    package = TREES[layout][1][0].split("/")[0]
    for path in tree:
        if not path.endswith(".py"):
            continue
        nodes = list(ast.walk(ast.parse(tree[path])))
        used = {node.id for node in nodes if isinstance(node, ast.Name)}
        for node in nodes:
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == package:
                for name in used & {alias.name for alias in node.names}:
                    assert node.module in known, (path, name)
                    assert name in tree[node.module.replace(".", "/") + ".py"], (path, name)


@pytest.mark.parametrize("logging", ["structlog", "loguru", "stdlib"])
def test_the_logging_library_is_the_one_decided(logging):
    text = tree_of(pets(), logging=logging)["app/core/logging.py"]
    wanted = "logging" if logging == "stdlib" else logging
    names = {a.name.split(".")[0] for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Import)
             for a in n.names}  # fmt: skip
    names |= {(n.module or "").split(".")[0] for n in ast.walk(ast.parse(text))
              if isinstance(n, ast.ImportFrom)}  # fmt: skip
    assert wanted in names
    assert not ({"structlog", "loguru"} - {wanted}) & names


def functions(text: str) -> set[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, kinds)}


def test_each_operation_is_a_route_and_a_service_method():
    tree = tree_of(pets())
    expected = {"list_pets", "create_pet", "read_pet", "set_pet", "change_pet", "remove_pet"}
    assert expected <= functions(tree["app/features/pets/router.py"])
    assert expected <= functions(tree["app/features/pets/service.py"])


def test_a_stub_answers_501_and_its_test_expects_to_fail():
    content = pets()
    content["paths"]["/pets/{petId}/feed"] = {
        "post": operation(obj({"fed": BOOLEAN}), parameters=keys(petId=INTEGER), operationId="feed")
    }
    tree = tree_of(content)
    assert "NotImplementedError" in tree["app/features/pets/service.py"]
    tests = tree["tests/features/test_pets_routes.py"]
    assert "501" in tests or "xfail" in tests


def test_literal_paths_come_before_parameters():
    content = pets()
    content["paths"]["/pets/count"] = {"get": operation(obj({"n": INTEGER}), operationId="count")}
    text = tree_of(content)["app/features/pets/router.py"]
    assert text.index('"/pets/count"') < text.index('"/pets/{')


def test_the_error_body_is_the_policys():
    shape = {"error": {"type": "$code", "text": "$message"}, "trace": "$request_id", "v": 2}
    tree = tree_of(pets(), error_body=shape, validation_status=400)
    text = tree["app/core/errors.py"]
    assert (
        '{"error": {"type": code, "text": message}, "trace": current_request_id(), "v": 2}' in text
    )
    contract = json.loads(tree["app/core/contract.json"])
    assert contract["components"]["schemas"]["ErrorBody"] == {
        "type": "object",
        "properties": {
            "error": {
                "type": "object",
                "properties": {"type": {"type": "string"}, "text": {"type": "string"}},
                "required": ["type", "text"],
            },
            "trace": {"type": "string"},
            "v": {"enum": [2]},
        },
        "required": ["error", "trace", "v"],
    }


def test_deleted_records_are_kept_where_the_policy_says_so():
    soft = tree_of(pets(), soft_delete=True)
    assert "deleted_at" in soft["app/features/pets/models.py"]
    assert "deleted_at" in soft["migrations/versions/0001_initial.py"]
    assert "deleted_at" not in tree_of(pets())["app/features/pets/models.py"]


def test_keys_are_named_after_their_table_where_the_policy_says_so():
    tree = tree_of(pets(), primary_key="entity_id")
    assert '"pet_id"' in tree["app/features/pets/models.py"]
    assert '"pet_id"' in tree["migrations/versions/0001_initial.py"]


@pytest.mark.parametrize(
    ("schema", "column", "orm_type"),
    [
        ({"type": "string", "maxLength": 40}, 'sa.Column("x", sa.String(40)', "String(40)"),
        (TEXT, 'sa.Column("x", sa.Text()', "Text"),
        ({"type": "integer", "format": "int32"}, 'sa.Column("x", sa.Integer()', "Integer"),
        (INTEGER, 'sa.Column("x", sa.BigInteger()', "BigInteger"),
        ({"type": "number"}, 'sa.Column("x", sa.Double()', "Double"),
        (BOOLEAN, 'sa.Column("x", sa.Boolean()', "Boolean"),
        ({"type": "string", "format": "date"}, 'sa.Column("x", sa.Date()', "Date"),
        ({"type": "string", "format": "uuid"}, 'sa.Column("x", sa.Uuid()', "Uuid"),
        ({"type": "string", "format": "date-time"},
         'sa.Column("x", sa.DateTime(timezone=True)', "UtcDateTime"),
        (array(TEXT), 'sa.Column("x", sa.JSON()', "JsonColumn"),
        ({"enum": ["a", "bcd"]}, 'sa.Column("x", sa.String(3)', "String(3)"),
    ],
)  # fmt: skip
def test_properties_become_columns(schema, column, orm_type):
    content = pets()
    for name in ("Pet", "NewPet"):
        node = content["components"]["schemas"][name]
        content["components"]["schemas"][name] = {
            **node, "properties": {**node["properties"], "x": schema}, "required": ["x"],
        }  # fmt: skip
    tree = tree_of(content)
    assert column in tree["migrations/versions/0001_initial.py"]
    assert f"mapped_column({orm_type}" in tree["app/features/pets/models.py"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string", "minLength": 2, "maxLength": 5},
         "Annotated[str, Field(min_length=2, max_length=5), SafeText]"),
        ({"type": "string", "pattern": "^a$"}, 'Field(pattern=re.compile("^a$"))'),
        ({"type": "integer", "minimum": 1, "maximum": 9}, "Field(ge=1, le=9), IsInteger"),
        ({"type": "number", "exclusiveMinimum": 0}, "gt=0"),
        ({"type": "integer", "format": "int32"}, "ge=-2147483648, le=2147483647"),
        ({"enum": ["a", "b"]}, 'Literal["a", "b"]'),
        ({"type": "array", "items": TEXT, "maxItems": 3}, "Field(max_length=3)"),
        ({"type": "object", "additionalProperties": INTEGER}, "dict[Text, Integer]"),
        ({"type": "string", "format": "uuid"}, "Uuid"),
        ({"type": ["string", "null"]}, "Text | None"),
        ({"oneOf": [TEXT, INTEGER]}, "Text | Integer"),
        ({}, "Json"),
    ],
)  # fmt: skip
def test_bounds_are_checked(schema, expected):
    content = document(
        {"/pets": {"get": operation(array(ref("Pet"))), "post": operation(ref("Pet"), ref("N"))}},
        {"Pet": PET, "N": obj({"name": TEXT, "x": schema}, "name", "x")},
    )
    text = tree_of(content)["app/features/pets/schemas.py"]
    line = next(line for line in text.splitlines() if line.startswith("    x: "))
    assert expected in line


@pytest.mark.parametrize("name", ["Query", "Path", "Record", "Any", "Field", "Body", "Depends"])
def test_schemas_may_be_called_like_imported_classes(name):
    content = document(
        {
            "/things": {"get": operation(array(ref(name))), "post": operation(ref(name), ref("N"))},
            "/things/{id}": {"get": operation(ref(name), parameters=keys(id=INTEGER))},
        },
        {name: PET, "N": NEW_PET},
    )
    classes = {
        node.name
        for node in ast.walk(ast.parse(tree_of(content)["app/features/things/schemas.py"]))
        if isinstance(node, ast.ClassDef)
    }
    assert f"{name}Model" in classes
    assert name not in classes


HOSTILE = 'a"b\'c\\d"""e\n{{ x }}{% y %} */ Ж \u2028 {z} %s'


def test_hostile_texts_reach_python_as_literals_only():
    content = pets(info={"title": HOSTILE, "version": "1", "description": HOSTILE})
    listed = content["paths"]["/pets"]["get"]
    listed |= {"summary": HOSTILE, "description": HOSTILE, "tags": [HOSTILE]}
    listed["parameters"] = [{"name": HOSTILE, "in": "query", "schema": {"enum": [HOSTILE]}}]
    pet = content["components"]["schemas"]["Pet"]
    pet["description"] = HOSTILE
    pet["properties"][HOSTILE] = {"enum": [HOSTILE, "x"], "default": HOSTILE}
    for layout in TREES:
        tree = tree_of(content, layout=layout)
        strings = {
            node.value
            for path in tree
            if path.endswith(".py")
            for node in ast.walk(ast.parse(tree[path]))
            if isinstance(node, ast.Constant)
        }
        assert HOSTILE in strings
