"""Views of `features/<folder>/api/<function>.ts`: one operation, its options and its hook."""

from typing import Any

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.inputs import (
    InputField,
    body_type_schema,
    input_body,
    input_fields,
    needs_input,
)
from agentgen.emit.frontend.modules import names_used
from agentgen.emit.frontend.security import credential_keys
from agentgen.emit.frontend.site import Site, is_query
from agentgen.ir.api import Operation, Response
from agentgen.ir.blueprint import BehaviourKind, OperationPlan
from agentgen.ir.schema import Schema

_GROUP_ORDER = ("pathParams", "query", "headers")


def endpoint_view(site: Site, plan: OperationPlan) -> dict[str, Any]:
    """Everything that the template of an endpoint shows."""
    operation = plan.operation
    takes = needs_input(operation)
    result = result_type(site, plan)
    members = _members(site, operation)
    keys = credential_keys(site.blueprint, operation)
    view: dict[str, Any] = {
        "function": site.function(plan),
        "hook": site.hook(plan),
        "folder": ts.string(site.folder(plan)),
        "comment": _comment(operation),
        "input": site.input_type(plan) if takes else "",
        "members": members,
        "result": result,
        "signature": _signature(site, plan, takes, result),
        "lines": _request_lines(operation, keys),
        "is_query": is_query(plan),
        "invalidates": "" if is_query(plan) else _invalidates(site, plan),
        "key": _query_key(site, plan, takes),
    }
    types = _mentioned(site, [result, *(m["type"] for m in members)])
    view["imports"] = _imports(view, types, bool(keys))
    return view


def result_type(site: Site, plan: OperationPlan) -> str:
    """The TypeScript type of an operation's answer; null when it has no body."""
    if plan.response is not None:
        return site.types.of(plan.response.schema)
    success = plan.operation.success
    if success is None or not success.contents:
        return "null"
    return _content_type(site, success)


def _content_type(site: Site, response: Response) -> str:
    if response.json is not None:
        return site.types.of(response.json.schema)
    base = response.contents[0].media_type.split(";")[0].strip().lower()
    if base == "*/*":
        return site.types.of(response.contents[0].schema)
    return "string" if base.startswith("text/") or base.endswith("xml") else "Blob"


def _comment(operation: Operation) -> str:
    start = f"{operation.method.upper()} {operation.path}"
    text = operation.summary or operation.description
    return ts.comment(f"{start}: {text}" if text else f"{start}.")


def _members(site: Site, operation: Operation) -> list[dict[str, str]]:
    found = [_member(site, field) for field in input_fields(operation)]
    body = input_body(operation)
    if body is not None:
        key = "body" if body.required else "body?"
        found.append({"key": key, "type": site.types.of(body_type_schema(body)), "comment": ""})
    return found


def _member(site: Site, field: InputField) -> dict[str, str]:
    parameter = field.parameter
    if field.group == "pathParams":
        return {
            "key": ts.property_key(field.key),
            "type": "string | number",
            "comment": ts.comment(parameter.description),
        }
    optional = "" if parameter.required else "?"
    return {
        "key": ts.property_key(field.key) + optional,
        "type": site.types.of(parameter.schema),
        "comment": ts.comment(parameter.description),
    }


def _request_lines(operation: Operation, keys: list[str]) -> list[str]:
    """The properties of the request's description, a line each."""
    lines = [
        f"method: {ts.string(operation.method.upper())},",
        f"path: {ts.string(operation.path)},",
    ]
    for group in _GROUP_ORDER:
        entries = [
            f"{ts.literal_key(f.parameter.name)}: {ts.member('input', f.key)}"
            for f in input_fields(operation)
            if f.group == group
        ]
        if entries:
            lines.append(f"{group}: " + ts.bracketed("{", entries, "}", 4, len(group) + 3) + ",")
    body = input_body(operation)
    if body is not None:
        lines.append(f"body: {{ kind: {ts.string(body.kind)}, value: input.body }},")
    if keys:
        used = [ts.member("credentials", key) for key in keys]
        lines.append("credentials: " + ts.bracketed("[", used, "]", 4, 15) + ",")
    return lines


def _query_key(site: Site, plan: OperationPlan, takes: bool) -> str:
    parts = [ts.string(site.folder(plan)), ts.string(site.function(plan))]
    return "[" + ", ".join([*parts, "input"] if takes else parts) + "]"


def _invalidates(site: Site, plan: OperationPlan) -> str:
    """Query keys to read again after a change; a deleted record itself is left alone."""
    related = site.related(plan)
    keys: list[list[str]] = [[folder] for folder in related]
    if plan.behaviour is BehaviourKind.DELETE:
        keys = [
            [site.folder(other), site.function(other)]
            for other in site.blueprint.operations
            if is_query(other)
            and site.folder(other) in related
            and not (other.behaviour is BehaviourKind.READ and other.entity == plan.entity)
        ]
    flat = f" invalidate(client, {ts.value(keys, 4)})"
    if "\n" not in flat and len("    onSuccess: () =>,") + len(flat) <= ts.WIDTH:
        return flat
    return f"\n      invalidate(client, {ts.value(keys, 6, len('invalidate(client, ),'))})"


def _signature(site: Site, plan: OperationPlan, takes: bool, result: str) -> str:
    arguments = [f"input: {site.input_type(plan)}"] if takes else []
    arguments += ["signal?: AbortSignal"] if is_query(plan) else []
    head, tail = f"export function {site.function(plan)}", f": Promise<{result}>"
    return head + ts.bracketed("(", arguments, ")", 0, len(head + tail) + 2) + tail


def _mentioned(site: Site, texts: list[str]) -> list[str]:
    used = {word for text in texts for word in names_used(text)}
    return sorted(word for word in used if word in site.type_modules)


def _imports(view: dict[str, Any], types: list[str], secured: bool) -> list[str]:
    hooks = ["queryOptions", "useQuery"] if view["is_query"] else ["useMutation", "useQueryClient"]
    lines = [ts.import_line(hooks, "@tanstack/react-query"), ""]
    lines.append(ts.import_line(["request"], "../../../api/client"))
    if secured:
        lines.append(ts.import_line(["credentials"], "../../../api/credentials"))
    if not view["is_query"]:
        lines.append(ts.import_line(["invalidate"], "../../../api/invalidate"))
    if types:
        lines.append(ts.import_line([], "../../../api/types", types))
    return lines


def sample_input(site: Site, plan: OperationPlan) -> dict[str, Any]:
    """A complete input: required parameters and the body."""
    operation = plan.operation
    found: dict[str, Any] = {}
    for field in input_fields(operation):
        if field.group == "pathParams":
            found[field.key] = path_sample(site, field.parameter.schema)
        elif field.parameter.required:
            found[field.key] = site.sampler.of(field.parameter.schema, field.key)
    body = input_body(operation)
    if body is not None:
        found["body"] = site.sampler.of(body_type_schema(body), "body")
    return found


def path_sample(site: Site, schema: Schema) -> str:
    """A sample for one segment of a path, without anything that would be escaped."""
    text = str(site.sampler.of(schema, "7"))
    return (
        "".join(char for char in text if char.isascii() and (char.isalnum() or char in "-_")) or "7"
    )
