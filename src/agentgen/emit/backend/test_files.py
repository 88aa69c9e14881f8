"""Views of the tests of files."""

from typing import Any

from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.test_context import TestContext
from agentgen.ir.blueprint import BehaviourKind, Entity, OperationPlan


def file_case(context: TestContext, plan: OperationPlan, entity: Entity) -> dict[str, Any]:
    """How a test sends the file that an operation is about."""
    plans = context.blueprint.operations
    upload = next(
        p for p in plans if p.behaviour is BehaviourKind.UPLOAD and p.entity == entity.name
    )
    names = context.parent_names(upload, entity)
    return {
        "upload": f'"{upload.operation.method.upper()}", {context.url(upload, names)}',
        "send_file": _sent(context, upload),
        "parent": context.parents(plan, entity)[0],
    }


def _sent(context: TestContext, upload: OperationPlan) -> str:
    """Arguments of a request that carries `content`."""
    body = upload.operation.body
    assert body is not None
    media = body.contents[0].media_type.split(";")[0].lower()
    if media == "multipart/form-data":
        schema = context.blueprint.api.resolve(body.contents[0].schema)
        name = literal(schema.properties[0].wire)
        file = f'files={{{name}: ("sample.png", content, "image/png")}}'
        headers = context.sent_headers(upload)
        return f", {file}{f', {headers}' if headers else ''}"
    return f", content=content, {context.sent_headers(upload, {'Content-Type': media})}"
