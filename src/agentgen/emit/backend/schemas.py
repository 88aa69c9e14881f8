"""Views of the Pydantic modules: which schema lies where, in which order, with which fields."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from agentgen.emit.backend.literals import literal, long_literal, sentence
from agentgen.emit.backend.types import Typing
from agentgen.ir.blueprint import Blueprint, OperationPlan
from agentgen.ir.schema import UNSET, Kind, Property, Schema
from agentgen.names import attributes, words

SHARED = ""
DESCRIPTION = 160


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a model: `name: annotation = default`."""

    name: str
    annotation: str
    default: str


@dataclass(frozen=True, slots=True)
class ClassView:
    """One model, or with `alias` a type alias; `is_query` makes it a bag of parameters."""

    name: str
    doc: str
    fields: tuple[FieldView, ...] = ()
    alias: str = ""
    closed: bool = False
    is_query: bool = False


def homes(blueprint: Blueprint) -> dict[str, str]:
    """Feature slug of each used schema; `SHARED` for those of several features."""
    found: dict[str, set[str]] = {}
    for plan in blueprint.operations:
        for name in _reached(blueprint.api.schemas, operation_schemas(plan)):
            found.setdefault(name, set()).add(plan.feature)
    return {name: next(iter(users)) if len(users) == 1 else SHARED for name, users in found.items()}


def operation_schemas(plan: OperationPlan) -> Iterator[Schema]:
    """The schemas an operation's Python code names: parameters, body, success."""
    operation = plan.operation
    yield from (p.schema for p in operation.parameters)
    if operation.body is not None:
        yield from (content.schema for content in operation.body.contents)
    if plan.response is not None:
        yield plan.response.schema
        yield plan.response.record
    content = operation.success.json if operation.success else None
    if content is not None:
        yield content.schema


def _reached(schemas: Mapping[str, Schema], roots: Iterable[Schema]) -> list[str]:
    order: dict[str, None] = {}
    stack = list(roots)
    while stack:
        schema = stack.pop()
        stack.extend(parts(schema))
        if schema.kind is Kind.REF and schema.ref not in order:
            order[schema.ref] = None
            stack.append(schemas[schema.ref])
    return list(order)


def parts(schema: Schema) -> Iterator[Schema]:
    """The schemas directly inside a schema."""
    if schema.items is not None:
        yield schema.items
    if isinstance(schema.additional, Schema):
        yield schema.additional
    yield from schema.variants
    yield from (prop.schema for prop in schema.properties)


def module_classes(blueprint: Blueprint, home: str, where: Mapping[str, str]) -> list[ClassView]:
    """The models of one module, each after those it needs."""
    schemas = blueprint.api.schemas
    wanted = [name for name in schemas if where.get(name) == home]
    order = _ordered(schemas, wanted)
    later = set(order)
    views: list[ClassView] = []
    for name in order:
        typing = Typing(schemas, later=set(later))
        views.append(_class(typing, name, schemas[name]))
        later.discard(name)
    return views


def _ordered(schemas: Mapping[str, Schema], wanted: list[str]) -> list[str]:
    """Definition order; aliases can't be quoted, so what they name comes first."""
    order: dict[str, None] = {}
    visiting: set[str] = set()

    def visit(name: str) -> None:
        if name in order or name in visiting or name not in wanted:
            return
        visiting.add(name)
        for ref in sorted(_direct(schemas[name])):
            visit(ref)
        order[name] = None

    for name in wanted:
        visit(name)
    return list(order)


def _direct(schema: Schema) -> set[str]:
    found = {schema.ref} if schema.kind is Kind.REF else set()
    return found.union(*(_direct(part) for part in parts(schema))) if any(parts(schema)) else found


def _class(typing: Typing, name: str, schema: Schema) -> ClassView:
    doc = sentence(schema.description or schema.title, f"{' '.join(words(name)).capitalize()}")
    if schema.kind is not Kind.OBJECT or not schema.properties:
        alias = typing.expression(schema)
        return ClassView(
            name, doc, alias="Json" if '"' in alias and "Literal" not in alias else alias
        )
    names = attributes(p.wire for p in schema.properties)
    fields = tuple(_field(typing, names[p.wire], p) for p in schema.properties)
    return ClassView(name, doc, fields, closed=schema.additional is False)


def _field(typing: Typing, name: str, prop: Property) -> FieldView:
    schema = prop.schema
    default = scalar_default(typing, schema)
    annotation = typing.expression(schema)
    arguments = {"alias": prop.wire} if prop.wire != name else {}
    text = " ".join(schema.description.split())
    if text and len(text) <= DESCRIPTION:
        arguments["description"] = text
    if prop.required and default is None:
        return FieldView(name, annotation, _call("", arguments, schema))
    if default is not None:
        return FieldView(name, annotation, _call(default, arguments, schema) or default)
    if annotation == "None":
        return FieldView(name, annotation, _call("None", arguments, schema) or "None")
    if annotation == "Json":
        annotation = "Omissible[Json]" if not schema.nullable else "Json | None"
    elif not schema.nullable:
        annotation = f"Omissible[{annotation}]"
    return FieldView(name, annotation, _call("None", arguments, schema) or "None")


def _call(default: str, arguments: Mapping[str, str], schema: Schema) -> str:
    if not arguments:
        return ""
    factory = default[:1] in "[{"
    key = "default_factory" if factory and default else "default"
    value = f"lambda: {default}" if factory and default else default
    value = {"lambda: []": "list", "lambda: {}": "dict"}.get(value, value)
    inside = [f"{key}={value}"] if default else []
    inside += [f"{k}={long_literal(v)}" for k, v in arguments.items()]
    return f"Field({', '.join(inside)})"


def scalar_default(typing: Typing, schema: Schema) -> str | None:
    """Source of the schema's default, if it is a scalar the type accepts as it is."""
    found = typing.schemas.get(schema.ref, schema) if schema.kind is Kind.REF else schema
    value = schema.default if schema.default is not UNSET else found.default
    if value is UNSET or value is None or found.format in ("date-time", "date", "time", "uuid"):
        return None
    if found.enum and value not in found.enum:
        return None
    kinds: dict[Kind, type | tuple[type, ...]] = {
        Kind.STRING: str,
        Kind.BOOLEAN: bool,
        Kind.INTEGER: int,
        Kind.NUMBER: (int, float),
    }
    expected = kinds.get(found.kind)
    if expected is None or not isinstance(value, expected):
        return None
    if isinstance(value, bool) and found.kind is not Kind.BOOLEAN:
        return None
    return literal(value)
