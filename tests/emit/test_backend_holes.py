"""Acceptance tests of parameters whose meaning is still to be written."""

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

from agentgen.emit.backend.emit import emit_backend

ITEM = obj({"id": INTEGER, "name": TEXT}, "id", "name")
SOUGHT = {"name": TEXT, "fields": TEXT}
ASKED = {"fields": TEXT, "deep": {**BOOLEAN, "default": False}, "name": TEXT}


def test_each_parameter_has_one_test_that_waits_for_it():
    paths = {
        "/items": {"get": operation(array(ref("Item")), query=ASKED, operationId="listItems")},
        "/items/search": {
            "get": operation(array(ref("Item")), query={"name": TEXT, "fields": TEXT})
        },
    }
    tree = emit_backend(blueprint_of(document(paths, {"Item": ITEM})))
    tests = "".join(tree[path] for path in tree if path.endswith("items_routes.py"))
    reasons = [line for line in tests.splitlines() if "xfail" in line]
    assert reasons == [
        f'@pytest.mark.xfail(strict=True, reason="listItems: what {name!r} selects is still to be '
        'written")'
        for name in ("fields", "deep")
    ]
    assert '"deep": "true"' in tests
    (repository,) = (tree[path] for path in tree if path.endswith("items/repository.py"))
    assert repository.count("def _where_fields(") == 1
