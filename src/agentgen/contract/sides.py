"""Read-only and write-only properties: one schema a side of the wire where they differ."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from agentgen.ir.schema import Kind, Property, Schema
from agentgen.names import unique


class Sides:
    """Projects schemas onto requests (without read-only) and responses (without write-only).

    A named schema that is the same on both sides keeps its name on both. Where they differ the
    response keeps it and the request's is called `<Name>Input`.
    """

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self._given = schemas
        self._inputs = _holders(schemas, "read_only")
        self._outputs = _holders(schemas, "write_only")
        self._input_names: dict[str, str] = {}
        self.schemas: dict[str, Schema] = {}

    def request(self, schema: Schema) -> Schema:
        """The schema as a request body or parameter carries it."""
        return self._project(schema, incoming=True)

    def keyed_request(self, schema: Schema) -> Schema:
        """A request whose body alone can name the record: its read-only key has to stay."""
        write_only = any(ref in self._outputs for ref in _refs(schema))
        return self._project(schema, incoming=write_only)

    def response(self, schema: Schema) -> Schema:
        """The schema as a response body carries it."""
        return self._project(schema, incoming=False)

    def _project(self, schema: Schema, *, incoming: bool) -> Schema:
        if schema.kind is Kind.REF:
            return replace(schema, ref=self._named(schema.ref, incoming=incoming))
        more = schema.additional
        return replace(
            schema,
            items=self._project(schema.items, incoming=incoming) if schema.items else None,
            additional=self._project(more, incoming=incoming) if isinstance(more, Schema) else more,
            variants=tuple(self._project(v, incoming=incoming) for v in schema.variants),
            properties=tuple(self._properties(schema, incoming=incoming)),
        )

    def _properties(self, schema: Schema, *, incoming: bool) -> Iterator[Property]:
        for prop in schema.properties:
            hidden = prop.schema.read_only if incoming else prop.schema.write_only
            if not hidden:
                yield replace(prop, schema=self._project(prop.schema, incoming=incoming))

    def _named(self, name: str, *, incoming: bool) -> str:
        differs = name in self._inputs or name in self._outputs
        target = self._input_name(name) if incoming and differs else name
        if target not in self.schemas:
            self.schemas[target] = Schema(Kind.ANY)  # ends recursion
            self.schemas[target] = self._project(self._given[name], incoming=incoming)
        return target

    def _input_name(self, name: str) -> str:
        if name not in self._input_names:
            taken = {*self._given, *self._input_names.values()}
            self._input_names[name] = unique(f"{name}Input", taken)
        return self._input_names[name]


def _holders(schemas: Mapping[str, Schema], flag: str) -> set[str]:
    """Names of the schemas that have, at any depth, a property with that flag."""
    uses = {name: set(_refs(schema)) for name, schema in schemas.items()}
    found = {name for name, schema in schemas.items() if _has(schema, flag)}
    grown = True
    while grown:
        more = {name for name, refs in uses.items() if name not in found and refs & found}
        found |= more
        grown = bool(more)
    return found


def _parts(schema: Schema) -> Iterator[Schema]:
    if schema.items:
        yield schema.items
    if isinstance(schema.additional, Schema):
        yield schema.additional
    yield from schema.variants
    yield from (prop.schema for prop in schema.properties)


def _refs(schema: Schema) -> Iterator[str]:
    if schema.kind is Kind.REF:
        yield schema.ref
    for part in _parts(schema):
        yield from _refs(part)


def _has(schema: Schema, flag: str) -> bool:
    direct = any(getattr(prop.schema, flag) for prop in schema.properties)
    return direct or any(_has(part, flag) for part in _parts(schema))
