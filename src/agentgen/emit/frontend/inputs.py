"""The input of an operation: its parameters and its body as one object."""

from dataclasses import dataclass

from agentgen.emit.frontend import literals as ts
from agentgen.ir.api import Body, Content, Location, Operation, Parameter
from agentgen.ir.schema import Kind, Schema

_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
_GROUPS = {
    Location.PATH: "pathParams",
    Location.QUERY: "query",
    Location.HEADER: "headers",
}
_BODYLESS = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class InputField:
    """One parameter: its name in the input object, and where it travels."""

    key: str
    group: str
    parameter: Parameter


@dataclass(frozen=True, slots=True)
class InputBody:
    """A body: the encoding the client uses, and the schema of the value."""

    kind: str
    schema: Schema
    required: bool


def input_fields(operation: Operation) -> tuple[InputField, ...]:
    """The parameters of an operation that callers give, under names that are unique."""
    taken = {"body"}
    fields: list[InputField] = []
    for parameter in operation.parameters:
        group = _GROUPS.get(parameter.location)
        hidden = group == "headers" and parameter.name.lower() in _IGNORED_HEADERS
        if group is None or hidden:
            continue
        key = parameter.name
        if key in taken:
            key = ts.unique(f"{key}_{parameter.location.value}", taken)
        taken.add(key)
        fields.append(InputField(key, group, parameter))
    return tuple(fields)


def input_body(operation: Operation) -> InputBody | None:
    """The body of an operation in the representation the client sends."""
    if operation.body is None or operation.method.upper() in _BODYLESS:
        return None
    content = _preferred(operation.body)
    if content is None:
        return None
    return InputBody(_kind(content), content.schema, operation.body.required)


def needs_input(operation: Operation) -> bool:
    """Whether an operation takes any input at all."""
    return bool(input_fields(operation)) or input_body(operation) is not None


def only_path_required(operation: Operation) -> bool:
    """Whether path parameters alone make a complete call."""
    body = input_body(operation)
    others = [f for f in input_fields(operation) if f.group != "pathParams"]
    return not (body and body.required) and not any(f.parameter.required for f in others)


def _preferred(body: Body) -> Content | None:
    if body.json is not None:
        return body.json
    ranked = sorted(body.contents, key=lambda content: _ORDER.index(_kind(content)))
    return ranked[0] if ranked else None


_ORDER = ("json", "multipart", "urlencoded", "text", "binary")


def _kind(content: Content) -> str:
    base = content.media_type.split(";")[0].strip().lower()
    if content.is_json or base == "*/*":
        return "json"
    if base == "multipart/form-data":
        return "multipart"
    if base == "application/x-www-form-urlencoded":
        return "urlencoded"
    return "text" if base.startswith("text/") or base.endswith("xml") else "binary"


def body_type_schema(body: InputBody) -> Schema:
    """The schema whose type the body's value has."""
    if body.kind == "binary":
        return Schema(Kind.STRING, format="binary")
    return Schema(Kind.STRING) if body.kind == "text" else body.schema
