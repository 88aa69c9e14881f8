"""The OpenAPI document that the generated application serves.

It is the contract itself: only what the policy and the code add or leave out differs. Errors have
the policy's body, lists that the contract does not page are paged, and of several representations
of one body the one that is read and written remains.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from agentgen.emit.backend.errors import error_schema
from agentgen.emit.backend.limits import limit_schemas
from agentgen.ir.api import BODILESS, Content
from agentgen.ir.blueprint import Blueprint, OperationPlan, PagingStyle
from agentgen.ir.schema import Kind, Schema
from agentgen.names import unique

Node = dict[str, Any]
METHODS = frozenset(("get", "put", "post", "delete", "options", "head", "patch", "trace"))
_ERRORS = {"4XX": "The request can't be carried out.", "5XX": "The server failed."}
_MOST_SKIPPED = 2**31 - 1
_ANY = Schema(Kind.ANY)


def served_text(blueprint: Blueprint) -> str:
    """The document as JSON."""
    return json.dumps(served_document(blueprint), indent=2) + "\n"


def served_document(blueprint: Blueprint) -> Node:
    """The document as plain values."""
    document: Node = _plain(blueprint.api.document)
    document["servers"] = [{"url": blueprint.prefix or "/"}]
    components: Node = document.setdefault("components", {})
    schemas: Node = components.setdefault("schemas", {})
    name = unique("ErrorBody", schemas)
    schemas[name] = error_schema(blueprint.decisions.error_body)
    body = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    paths: Node = {}
    for plan in blueprint.operations:
        path = plan.operation.path
        if path not in paths:
            paths[path] = _plain(_resolved(document, document["paths"][path]))
        node = paths[path][plan.operation.method]
        _declare(document, paths[path], node, plan)
        _empty(document, node)
        _read_one(document, node, plan)
        _answer(document, node, plan, body)
        _page(document, paths[path], node, plan)
    extensions = {key: v for key, v in document["paths"].items() if key.startswith("x-")}
    document["paths"] = {k: paths[k] for k in document["paths"] if k in paths} | extensions
    limit_schemas(_taken(document), lambda node: _resolved(document, node))
    return document


def _declare(document: Node, item: Node, node: Node, plan: OperationPlan) -> None:
    """Add the parameters of the path that the contract forgot to declare."""
    given = [*(item.get("parameters") or []), *(node.get("parameters") or [])]
    known = [_resolved(document, parameter) for parameter in given]
    declared = {p.get("name") for p in known if p.get("in") == "path"}
    missing = [p.name for p in plan.operation.path_parameters if p.name not in declared]
    if missing:
        text = {"in": "path", "required": True, "schema": {"type": "string"}}
        added = [{"name": name, **text} for name in missing]
        node["parameters"] = [*(node.get("parameters") or []), *added]


def _empty(document: Node, node: Node) -> None:
    """Take the content from answers that HTTP sends without any."""
    for status, answer in (node.get("responses") or {}).items():
        found = _resolved(document, answer)
        if str(status) in BODILESS and "content" in found:
            node["responses"][status] = {k: v for k, v in found.items() if k != "content"}


def _taken(document: Node) -> Iterator[Any]:
    """The schemas of all parameters and request bodies."""
    for item in document["paths"].values():
        for node in (item, *(value for key, value in item.items() if key in METHODS)):
            for given in node.get("parameters") or []:
                parameter = _resolved(document, given)
                yield parameter.get("schema")
                yield from _schemas(parameter)
            yield from _schemas(_resolved(document, node.get("requestBody") or {}))


def _schemas(node: Node) -> Iterator[Any]:
    for content in (node.get("content") or {}).values():
        yield content.get("schema")


def _plain(node: Any) -> Any:
    """A copy with text as keys; YAML reads statuses as numbers."""
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items()}
    return [_plain(item) for item in node] if isinstance(node, list) else node


def _resolved(document: Node, node: Any) -> Any:
    """Follow references; the front end made sure that they lead somewhere."""
    while isinstance(node, dict) and isinstance(node.get("$ref"), str):
        target: Any = document
        for token in node["$ref"].removeprefix("#/").split("/"):
            key = token.replace("%25", "%").replace("%7B", "{").replace("%7D", "}")
            key = key.replace("~1", "/").replace("~0", "~")
            target = target[int(key)] if isinstance(target, list) else target[key]
        node = target
    return node


def _read_one(document: Node, node: Node, plan: OperationPlan) -> None:
    """Leave the representation of the request that the route reads, and say if it needs one."""
    body = plan.operation.body
    if body is None:
        return
    chosen = body.json or body.contents[0]
    needed = plan.request is not None and not body.required
    if len(body.contents) > 1 or needed:
        found = dict(_resolved(document, node["requestBody"]))
        found["content"] = _only(found["content"], chosen)
        node["requestBody"] = {**found, "required": True} if needed else found


def _only(contents: Node, chosen: Content) -> Node:
    return {media: value for media, value in contents.items() if media == chosen.media_type}


def _answer(document: Node, node: Node, plan: OperationPlan, body: Node) -> None:
    """Give errors the policy's body; leave the representation of success that is written."""
    responses: Node = node.get("responses") or {}
    has_success = any(status.startswith("2") for status in responses)
    found: Node = {}
    for status, given in responses.items():
        answer = _resolved(document, given)
        is_error = status[:1] in "45" or (status.lower() == "default" and has_success)
        if is_error and isinstance(answer, dict):
            found[status] = {**answer, "content": body}
        else:
            found[status] = _written(given, answer)
    if not has_success and "default" not in found:
        found[str(plan.status)] = {"description": "It is done."}
    for status, description in _ERRORS.items():
        found.setdefault(status, {"description": description, "content": body})
    node["responses"] = found


def _written(given: Any, answer: Any) -> Any:
    contents = answer.get("content") if isinstance(answer, dict) else None
    if not isinstance(contents, dict) or len(contents) < 2:
        return given
    as_json = {m: value for m, value in contents.items() if Content(m, _ANY).is_json}
    return {**answer, "content": dict(list(as_json.items())[:1])} if as_json else given


def _page(document: Node, item: Node, node: Node, plan: OperationPlan) -> None:
    """Describe how lists are paged, where the contract does not."""
    paging = plan.paging
    first = paging.first if paging.style is PagingStyle.PAGE else 0
    limit = {"type": "integer", "minimum": 1, "maximum": paging.maximum, "default": paging.default}
    start = {"type": "integer", "minimum": first, "maximum": _MOST_SKIPPED, "default": first}
    described = {paging.limit: limit, paging.start: start}
    described.pop("", None)
    if not described:
        return
    given = [_resolved(document, raw) for raw in (item.get("parameters") or [])]
    own = [_resolved(document, raw) for raw in (node.get("parameters") or [])]
    names = {p["name"] for p in own}
    taken = [*(p for p in given if p["name"] in described and p["name"] not in names), *own]
    if paging.added:
        taken += [{"name": name, "in": "query"} for name in described]
    node["parameters"] = [
        {**p, "schema": described[p["name"]] | _bounds(p)} if p["name"] in described else p
        for p in taken
    ]


def _bounds(parameter: Node) -> Node:
    """What the contract says of a paging parameter itself."""
    schema = parameter.get("schema")
    return schema if isinstance(schema, dict) and "$ref" not in schema else {}
