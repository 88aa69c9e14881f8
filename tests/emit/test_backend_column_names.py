"""Names of columns in the database."""

import pytest
from tests.documents import (
    BOOLEAN,
    INTEGER,
    TEXT,
    array,
    blueprint_of,
    document,
    obj,
    operation,
    ref,
)

from agentgen.diagnostics import Level
from agentgen.emit.backend.column_names import conventional, db_name
from agentgen.ir.blueprint import ColumnType, Source
from agentgen.ir.policy import Place, Policy, RuleSetting

WHEN = {"type": "string", "format": "date-time"}


@pytest.mark.parametrize(
    ("name", "patterns", "expected"),
    [
        ("done", ("is_{state}", "has_{property}"), "is_done"),
        ("has_wings", ("is_{state}", "has_{property}"), "has_wings"),
        ("tags", ("{descriptor}_data",), "tags_data"),
        ("ship_date", ("{action}_at",), "ship_at"),
        ("shipped_at", ("{action}_at",), "shipped_at"),
        ("opened", ("_at",), "opened_at"),
        ("open", ("is_",), "is_open"),
        ("size", ("{table}_{column}",), "size"),
        ("size", (), "size"),
    ],
)
def test_patterns_are_filled_with_the_name(name, patterns, expected):
    assert conventional(name, patterns) == expected


def policy(rule: str, **params) -> Policy:
    return Policy(rules=(RuleSetting(rule, params, Place("a.md", 1), "", Level.ERROR),))


def boats(rules: Policy):
    boat = obj(
        {"name": TEXT, "afloat": BOOLEAN, "is_new": BOOLEAN, "new": BOOLEAN, "built": WHEN,
         "parts": array(TEXT)}
    )  # fmt: skip
    paths = {"/boats": {"get": operation(array(ref("Boat"))), "post": operation(given=ref("Boat"))}}
    blueprint = blueprint_of(document(paths, {"Boat": boat}), rules)
    return blueprint, blueprint.entities["Boat"]


def test_columns_are_called_in_the_database_as_the_policy_says():
    kinds = {"booleans": ("is_{state}",), "json": ("{what}_data",)}
    blueprint, entity = boats(policy("column-names", columns=kinds))
    names = {c.name: db_name(blueprint, entity, c) for c in entity.columns}
    assert names["afloat"] == "is_afloat"
    assert names["parts"] == "parts_data"
    assert (names["is_new"], names["new"]) == ("is_new", "new"), "no two columns have one name"
    assert names["built"] == "built"


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ({"ids": "uuid"}, (ColumnType.UUID, Source.UUID)),
        ({"boats.boat_id": "UUID"}, (ColumnType.UUID, Source.UUID)),
        ({"boats.name": "uuid"}, (ColumnType.BIGINT, Source.SERIAL)),
        ({"ids": "integer"}, (ColumnType.BIGINT, Source.SERIAL)),
        ({}, (ColumnType.BIGINT, Source.SERIAL)),
    ],
)
def test_keys_that_no_client_sees_have_the_type_of_the_policy(types, expected):
    _, entity = boats(policy("column-types", types=types))
    assert (entity.primary.type, entity.primary.source) == expected


def test_keys_of_the_contract_keep_their_type():
    paths = {
        "/boats": {"post": operation(ref("Boat"), ref("Boat"), "201")},
        "/boats/{id}": {
            "get": operation(ref("Boat"), parameters=[
                {"name": "id", "in": "path", "required": True, "schema": INTEGER}
            ])
        },
    }  # fmt: skip
    content = document(paths, {"Boat": obj({"id": INTEGER, "name": TEXT}, "id")})
    entity = blueprint_of(content, policy("column-types", types={"ids": "uuid"})).entities["Boat"]
    assert entity.primary.type is ColumnType.BIGINT
