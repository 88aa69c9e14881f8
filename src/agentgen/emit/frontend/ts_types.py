"""Schemas as TypeScript types: `src/api/types.ts`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from agentgen.emit.frontend import literals as ts
from agentgen.ir.api import Api, Operation
from agentgen.ir.schema import Kind, Schema

_TAKEN = frozenset(
    [
        "AbortSignal",
        "Array",
        "ArrayBuffer",
        "Blob",
        "Boolean",
        "Credential",
        "Date",
        "Error",
        "File",
        "Function",
        "Infinity",
        "Link",
        "Map",
        "NaN",
        "Number",
        "Object",
        "Promise",
        "Record",
        "RegExp",
        "Response",
        "Request",
        "Set",
        "String",
        "Symbol",
    ]
)
_SCALARS = {
    Kind.BOOLEAN: "boolean",
    Kind.INTEGER: "number",
    Kind.NUMBER: "number",
    Kind.STRING: "string",
    Kind.NULL: "null",
}


@dataclass
class TypeNames:
    """Names of the types of all schemas that operations, or `further` schemas, reach."""

    api: Api
    further: tuple[Schema, ...] = ()
    _names: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def name(self, ref: str) -> str:
        """The name of a schema's type; names of the language and of React get a suffix."""
        if ref not in self._names:
            wanted = ref if ref.isascii() and ref.isidentifier() else ts.pascal(ref)
            if wanted in _TAKEN or wanted in ts.RESERVED:
                wanted = f"{wanted}Model"
            self._names[ref] = ts.unique(wanted, self._taken)
            self._taken.add(self._names[ref])
        return self._names[ref]

    def of(self, schema: Schema) -> str:
        """The type expression of a schema."""
        plain = self._plain(schema)
        return ts.union([plain, "null"]) if schema.nullable else plain

    def _plain(self, schema: Schema) -> str:
        if schema.enum:
            return ts.union([_literal(item) for item in schema.enum])
        if schema.kind is Kind.STRING and schema.format == "binary":
            return "Blob"
        if schema.kind in _SCALARS:
            return _SCALARS[schema.kind]
        if schema.kind is Kind.REF:
            return self.name(schema.ref) if schema.ref in self.api.schemas else "unknown"
        if schema.kind is Kind.ARRAY:
            return self._array(schema)
        if schema.kind is Kind.UNION:
            return ts.union(list(self._variants(schema)))
        return self._object(schema) if schema.kind is Kind.OBJECT else "unknown"

    def _array(self, schema: Schema) -> str:
        inner = self.of(schema.items) if schema.items else "unknown"
        return f"({inner})[]" if " | " in inner or " & " in inner else f"{inner}[]"

    def _variants(self, schema: Schema) -> Iterator[str]:
        tags: dict[int, list[str]] = {}
        for tag, index in schema.discriminator_values:
            tags.setdefault(index, []).append(tag)
        for index, variant in enumerate(schema.variants):
            text = self.of(variant)
            if index in tags and self._open_tag(variant, schema.discriminator):
                options = ts.union([ts.string(tag) for tag in tags[index]])
                text = f"({text} & {{ {ts.property_key(schema.discriminator)}: {options} }})"
            yield text

    def _open_tag(self, variant: Schema, name: str) -> bool:
        """Whether a variant leaves its discriminator open, so that the tag can narrow it."""
        found = self.api.resolve(variant).property(name)
        if found is None:
            return False
        schema = self.api.resolve(found.schema)
        return schema.kind is Kind.STRING and not schema.enum

    def _object(self, schema: Schema) -> str:
        members = [f"{key}: {kind}" for key, kind, _ in self.members(schema)]
        return "{ " + "; ".join(members) + " }"

    def members(self, schema: Schema) -> Iterator[tuple[str, str, str]]:
        """Key (with `?`), type and description of each member of an object."""
        for prop in schema.properties:
            key = ts.property_key(prop.wire) + ("" if prop.required else "?")
            yield key, self.of(prop.schema), prop.schema.description
        if isinstance(schema.additional, Schema) or not schema.properties:
            inner = "unknown"
            if isinstance(schema.additional, Schema) and not schema.properties:
                inner = self.of(schema.additional)
            yield "[key: string]", inner, ""

    @cached_property
    def reached(self) -> Mapping[str, Schema]:
        """The named schemas that operations reach, in the contract's order."""
        seen: set[str] = set()
        todo = [s for operation in self.api.operations for s in _roots(operation)]
        todo.extend(self.further)
        while todo:
            schema = todo.pop()
            if (
                schema.kind is Kind.REF
                and schema.ref in self.api.schemas
                and schema.ref not in seen
            ):
                seen.add(schema.ref)
                todo.append(self.api.schemas[schema.ref])
            todo.extend(_children(schema))
        return {name: self.api.schemas[name] for name in self.api.schemas if name in seen}

    def declarations(self) -> list[dict[str, object]]:
        """What the template of `types.ts` shows, a declaration each."""
        return [self._declaration(name, schema) for name, schema in self.reached.items()]

    def _declaration(self, name: str, schema: Schema) -> dict[str, object]:
        members: list[dict[str, str]] = []
        is_interface = schema.kind is Kind.OBJECT and not schema.enum and not schema.nullable
        if is_interface:
            members = [
                {"key": key, "type": kind, "comment": ts.comment(text)}
                for key, kind, text in self.members(schema)
            ]
        title = schema.description or schema.title or f"{name}, as the contract states it."
        return {
            "name": self.name(name),
            "comment": ts.comment(title),
            "members": members,
            "type": "" if is_interface else self.of(schema),
        }


def _literal(item: object) -> str:
    return ts.value(item) if not isinstance(item, dict | list) else "unknown"


def _children(schema: Schema) -> Iterator[Schema]:
    yield from (prop.schema for prop in schema.properties)
    yield from schema.variants
    if schema.items is not None:
        yield schema.items
    if isinstance(schema.additional, Schema):
        yield schema.additional


def _roots(operation: Operation) -> Iterator[Schema]:
    yield from (parameter.schema for parameter in operation.parameters)
    if operation.body is not None:
        yield from (content.schema for content in operation.body.contents)
    success = operation.success
    if success is not None:
        yield from (content.schema for content in success.contents)
