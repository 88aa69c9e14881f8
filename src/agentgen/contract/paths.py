"""Path parameters that are lists or objects."""

from collections.abc import Mapping
from dataclasses import replace

from agentgen.contract.document import Document
from agentgen.ir.api import Location, Operation, Parameter
from agentgen.ir.schema import Kind, Schema


def with_plain_paths(
    operation: Operation, schemas: Mapping[str, Schema], document: Document
) -> Operation:
    """The operation with texts for path parameters that are structures, each with a note.

    FastAPI reads plain values from paths; what `3,4,5` or `R,100,G,200` mean in the styles of
    OpenAPI 3 (§ Style Values) is left to the service.
    """
    parameters = tuple(_plain(p, schemas, document) for p in operation.parameters)
    return replace(operation, parameters=parameters)


def _plain(parameter: Parameter, schemas: Mapping[str, Schema], document: Document) -> Parameter:
    if parameter.location is not Location.PATH or not _structured(parameter.schema, schemas):
        return parameter
    document.note(
        f"path parameter {parameter.name!r} is a structure and is read as text", parameter.pointer
    )
    return replace(parameter, schema=Schema(Kind.STRING, pointer=parameter.schema.pointer))


def _structured(schema: Schema, schemas: Mapping[str, Schema]) -> bool:
    seen: set[str] = set()
    while schema.kind is Kind.REF and schema.ref not in seen:
        seen.add(schema.ref)
        schema = schemas[schema.ref]
    if schema.kind is Kind.UNION:
        return any(_structured(variant, schemas) for variant in schema.variants)
    return schema.kind in (Kind.ARRAY, Kind.OBJECT)
