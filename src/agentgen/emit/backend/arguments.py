"""Arguments of routes and service methods."""

import re
from dataclasses import dataclass

from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.records import python_type
from agentgen.emit.backend.types import Typing
from agentgen.ir.api import Parameter
from agentgen.ir.blueprint import (
    Binding,
    Blueprint,
    Entity,
    OperationPlan,
)
from agentgen.ir.schema import Kind, Schema
from agentgen.names import attribute, snake, unique


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument.

    `name: annotation = default` in a route, `name: plain` in a service method; `passed` is what
    the route hands on.
    """

    name: str
    annotation: str
    passed: str = ""
    default: str = ""
    inner: str = ""

    @property
    def plain(self) -> str:
        """Type behind the boundary."""
        return self.inner or self.annotation


def key_arguments(blueprint: Blueprint, plan: OperationPlan) -> list[Argument]:
    """The path parameters a service method takes: parents first, then the item."""
    names = path_names(plan)
    return [
        Argument(names[p.name], _key_type(blueprint, plan, p), names[p.name])
        for p in plan.operation.path_parameters
    ]


_LOCALS = frozenset(
    ("record", "response", "client", "make", "user", "headers", "payload", "found", "stored")
) | {"data", "query", "page", "shown", "store", "service", "owner", "body", "file", "self"}
_ARGUMENTS = frozenset(
    ("body", "caller", "caller_id", "data", "field", "page", "query", "record", "result", "service")
) | {"shown", "value", "headers", "request", "response"}
"""Names that routes and service methods use beside the path parameters."""


def variable(entity: Entity, plan: OperationPlan) -> str:
    """Name of a variable that holds a parent, in services and tests.

    It never is that of a path parameter (`/orgs/{org}`) or of something else in scope.
    """
    taken = {*path_names(plan).values(), *_LOCALS}
    return f"{entity.slug}_record" if entity.slug in taken else entity.slug


def path_names(plan: OperationPlan) -> dict[str, str]:
    """Python names of the path parameters by their own, unlike any other name in scope."""
    found: dict[str, str] = {}
    for parameter in plan.operation.path_parameters:
        name = snake(parameter.name, "key")
        name = f"{name}_key" if name in _ARGUMENTS else name
        found[parameter.name] = unique(name, found.values())
    return found


_ROUTABLE = re.compile(r"[A-Za-z_]\w*", re.ASCII)


def routed_names(plan: OperationPlan) -> dict[str, str]:
    """Path parameters by their own name -> how the route calls them.

    It is the same for names that Starlette finds in a path: identifiers (`PARAM_REGEX`).
    """
    names = path_names(plan)
    return {own: own if _ROUTABLE.fullmatch(own) else name for own, name in names.items()}


def route_path(plan: OperationPlan) -> str:
    """The path of an operation as its route writes it."""
    path = plan.operation.path
    for own, name in routed_names(plan).items():
        path = path.replace("{" + own + "}", "{" + name + "}")
    return path


def _key_type(blueprint: Blueprint, plan: OperationPlan, parameter: Parameter) -> str:
    entity = blueprint.entities.get(plan.entity)
    if entity is not None and parameter.name == plan.key:
        return python_type(entity.column(plan.key_column))
    binding = next((b for b in plan.bindings if b.parameter == parameter.name), None)
    if entity is not None and binding is not None:
        found = binding_type(blueprint, entity, binding)
        if found:
            return found
    return bare_type(blueprint, parameter.schema)


def binding_type(blueprint: Blueprint, entity: Entity, binding: Binding) -> str:
    """Python type of a path parameter that names a parent, or a plain scope.

    Empty for a scope that only a parent knows.
    """
    if binding.parent:
        return python_type(blueprint.entities[binding.parent].column(binding.parent_key))
    own = next((c for c in entity.columns if c.name == binding.column), None)
    return python_type(own) if own is not None else ""


def bare_type(blueprint: Blueprint, schema: Schema) -> str:
    """The type of a schema in signatures behind the boundary."""
    typing = Typing(blueprint.api.schemas, bare=True, wide=True)
    return typing.expression(schema, nullable=False)


def path_type(blueprint: Blueprint, parameter: Parameter, known: str) -> str:
    """Type of a path parameter in a route, which behind the boundary is `known`."""
    if known == bare_type(blueprint, parameter.schema):
        typing = Typing(blueprint.api.schemas, json_body=False)
        return typing.expression(parameter.schema, nullable=False)
    bounded = {
        "int": "Annotated[int, Field(ge=SMALLEST_INTEGER, le=LARGEST_INTEGER)]",
        "str": "Text",
    }
    return bounded.get(known, known)


def body_annotation(blueprint: Blueprint, plan: OperationPlan) -> str:
    """Type of the request body in a route; empty without one, and for forms."""
    body = plan.operation.body
    if body is None:
        return ""
    typing = Typing(blueprint.api.schemas)
    if body.json is not None:
        if plan.request is not None:
            return typing.expression(body.json.schema, nullable=False)
        kind = typing.expression(body.json.schema)
        if not (body.required or kind.endswith("| None")):
            kind = f"{kind} | None"
        return f"Annotated[{kind}, Body()]" if is_scalar(blueprint, body.json.schema) else kind
    media = body.contents[0].media_type.split(";")[0].lower()
    if media.startswith("multipart/") or media == "application/x-www-form-urlencoded":
        return ""
    kind = "bytes" if body.required else "bytes | None"
    return f"Annotated[{kind}, Body(media_type={literal(body.contents[0].media_type)})]"


def is_scalar(blueprint: Blueprint, schema: Schema) -> bool:
    """True for what FastAPI would look for in the query: it takes only structures for bodies."""
    found = blueprint.api.resolve(schema)
    if found.kind is Kind.UNION:
        return all(is_scalar(blueprint, variant) for variant in found.variants)
    return found.kind not in (Kind.ARRAY, Kind.OBJECT)


def extra_arguments(blueprint: Blueprint, plan: OperationPlan) -> list[Argument]:
    """Arguments of stubs beyond keys and query: body, form fields, headers, cookies."""
    found: list[Argument] = []
    body = plan.operation.body
    annotation = body_annotation(blueprint, plan)
    if annotation and plan.request is None:
        found.append(Argument("body", annotation, "body", inner=_bare_body(blueprint, plan)))
    elif body is not None and not annotation:
        found += _form_arguments(blueprint, plan)
    return found


def _bare_body(blueprint: Blueprint, plan: OperationPlan) -> str:
    body = plan.operation.body
    if body is None or body.json is None:
        return "bytes" if body is None or body.required else "bytes | None"
    kind = bare_type(blueprint, body.json.schema)
    needed = body.required and not body.json.schema.nullable
    return kind if needed or kind == "Any" else f"{kind} | None"


def _form_arguments(blueprint: Blueprint, plan: OperationPlan) -> list[Argument]:
    body = plan.operation.body
    assert body is not None
    schema = blueprint.api.resolve(body.contents[0].schema)
    taken = {*path_names(plan).values(), "service", "query", "caller"}
    found: list[Argument] = []
    for prop in schema.properties:
        name = unique(attribute(prop.wire), taken)
        taken.add(name)
        target = blueprint.api.resolve(prop.schema)
        items = blueprint.api.resolve(target.items) if target.items else None
        binary = target.format == "binary" or (
            target.kind is Kind.STRING and "contentMediaType" in target.description
        )
        many = items is not None and items.format == "binary"
        alias = f"alias={literal(prop.wire)}" if prop.wire != name else ""
        if binary or many:
            kind = "list[UploadFile]" if many else "UploadFile"
            marker = f"File({alias})"
        else:
            kind, marker = _form_type(blueprint, prop.schema), f"Form({alias})"
        inner = bare_type(blueprint, prop.schema)
        found.append(_form_argument(name, kind, inner, marker, required=prop.required))
    return found


def _form_type(blueprint: Blueprint, schema: Schema) -> str:
    """Type of a form field; structures are sent as JSON text (OpenAPI 3, § Encoding Object)."""
    found = blueprint.api.resolve(schema)
    if found.kind is Kind.ARRAY and found.items and not is_scalar(blueprint, found.items):
        return f"list[{_form_type(blueprint, found.items)}]"
    if found.kind is Kind.ARRAY or is_scalar(blueprint, found):
        typing = Typing(blueprint.api.schemas, json_body=False)
        kind = typing.expression(schema, nullable=False)
        return "Text" if "Json" in kind else kind
    return f"JsonString[{Typing(blueprint.api.schemas).expression(schema, nullable=False)}]"


def _form_argument(name: str, kind: str, inner: str, marker: str, *, required: bool) -> Argument:
    """A form field; files reach the service as binary streams."""
    optional, default = ("", "") if required else (" | None", "None")
    passed = name
    if kind == "UploadFile":
        inner, passed = "BinaryIO", f"{name}.file"
    elif kind == "list[UploadFile]":
        inner, passed = "list[BinaryIO]", f"[part.file for part in {name}]"
    if not required and passed != name:
        passed = f"{passed} if {name} else None"
    annotation = f"Annotated[{kind}{optional}, {marker}]"
    return Argument(name, annotation, passed, default, inner + optional)
