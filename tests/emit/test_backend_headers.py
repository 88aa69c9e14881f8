"""Header and cookie parameters in generated routes."""

from tests.documents import INTEGER, TEXT, Node, blueprint_of, document, operation

from agentgen.emit.backend.emit import emit_backend
from agentgen.emit.backend.headers import header_parameters


def given(name: str, where: str, schema: Node, *, required: bool = False) -> Node:
    return {"name": name, "in": where, "schema": schema, "required": required}


PARAMETERS = [
    given("X-Trace-Id", "header", {**TEXT, "format": "uuid"}),
    given("X-Parts", "header", {"type": "array", "items": INTEGER}),
    given("session", "cookie", INTEGER, required=True),
    given("Accept", "header", TEXT),
    given("x-key", "header", TEXT),
]
KEY = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}}


def test_credentials_and_what_http_describes_are_no_parameters():
    blueprint = blueprint_of(
        document({"/act": {"post": operation(parameters=PARAMETERS)}}, components=KEY)
    )
    (plan,) = blueprint.operations
    names = [p.name for p in header_parameters(blueprint, plan)]
    assert names == ["X-Trace-Id", "X-Parts", "session"]


def test_stubs_are_handed_what_was_sent():
    blueprint = blueprint_of(
        document({"/act": {"post": operation(parameters=PARAMETERS)}}, components=KEY)
    )
    tree = emit_backend(blueprint)
    schemas, router, service = (
        next(tree[path] for path in tree if path.endswith(f"features/act/{name}.py"))
        for name in ("schemas", "router", "service")
    )
    assert 'x_trace_id: Annotated[UUID | None, Header(alias="X-Trace-Id")] = None' in schemas
    assert 'separated(",")], Header(alias="X-Parts")] = None' in schemas
    assert "session: Annotated[int, " in schemas
    assert "Cookie()]" in schemas
    assert "headers: Annotated[PostActHeaders, Depends()]" in router
    assert "headers: PostActHeaders" in service
