"""Parameters that are objects or lists, as plain ones.

OpenAPI 3 (§ Style Values) sends the properties of an object one by one in `form` style and as
`name[property]` in `deepObject` style. They become parameters of their own. What no framework
reads from a URL by itself stays a text, with a note.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from agentgen.contract.document import Document
from agentgen.ir.api import Location, Operation, Parameter
from agentgen.ir.schema import Kind, Schema


def with_plain_parameters(
    operation: Operation, schemas: Mapping[str, Schema], document: Document
) -> Operation:
    """The operation without parameters that are objects, nor lists in its path."""
    reader = _Plain(schemas, document, {p.name for p in operation.parameters})
    found = tuple(part for p in operation.parameters for part in reader.parts(p))
    return replace(operation, parameters=found)


@dataclass(frozen=True, slots=True)
class _Plain:
    schemas: Mapping[str, Schema]
    document: Document
    taken: set[str]

    def parts(self, parameter: Parameter) -> Iterator[Parameter]:
        """What stands for a parameter."""
        found = self._resolve(parameter.schema)
        in_query = parameter.location is Location.QUERY
        if in_query and found.kind is Kind.OBJECT and found.properties and self._spreads(parameter):
            yield from self._properties(parameter, found)
        elif self._is_text(parameter, found):
            self.document.note(
                f"{parameter.location} parameter {parameter.name!r} is a structure and is read"
                " as text",
                parameter.pointer,
            )
            yield replace(parameter, schema=_text(parameter.schema))
        else:
            yield parameter

    @staticmethod
    def _spreads(parameter: Parameter) -> bool:
        return parameter.style == "deepObject" or (
            parameter.style in ("", "form") and parameter.explode
        )

    def _properties(self, parameter: Parameter, found: Schema) -> Iterator[Parameter]:
        for prop in found.properties:
            deep = parameter.style == "deepObject"
            name = f"{parameter.name}[{prop.wire}]" if deep else prop.wire
            if name in self.taken:
                continue
            self.taken.add(name)
            part = replace(
                parameter,
                name=name,
                schema=prop.schema,
                required=parameter.required and prop.required,
                description="",
                style="form",
                explode=True,
                part_of=parameter.name,
            )
            structured = self._has_object(prop.schema)
            yield replace(part, schema=_text(prop.schema)) if structured else part

    def _is_text(self, parameter: Parameter, found: Schema) -> bool:
        if parameter.location is Location.PATH and found.kind is Kind.ARRAY:
            return True
        return self._has_object(found)

    def _has_object(self, schema: Schema) -> bool:
        found = self._resolve(schema)
        if found.kind is Kind.UNION:
            return any(self._has_object(variant) for variant in found.variants)
        if found.kind is Kind.ARRAY and found.items is not None:
            return self._resolve(found.items).kind is Kind.OBJECT
        return found.kind is Kind.OBJECT

    def _resolve(self, schema: Schema) -> Schema:
        seen: set[str] = set()
        while schema.kind is Kind.REF and schema.ref not in seen:
            seen.add(schema.ref)
            schema = self.schemas[schema.ref]
        return schema


def _text(schema: Schema) -> Schema:
    return Schema(Kind.STRING, description=schema.description, pointer=schema.pointer)
