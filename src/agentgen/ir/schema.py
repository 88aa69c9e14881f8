"""JSON Schema, normalised: what remains of an OpenAPI schema after the front end.

Invariants the front end (`agentgen.contract`) establishes:

- `allOf` is merged, `nullable` and `type: [x, "null"]` become `nullable`;
- every object with declared properties is a named schema in `Api.schemas`; elsewhere it is a
  `REF` to that name. Names are unique, valid Python and TypeScript identifiers in PascalCase;
- read-only properties do not occur in schemas reachable from request bodies, write-only ones not
  in schemas reachable from responses (a schema used on both sides is split, `PetInput`/`Pet`).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a schema describes."""

    ANY = "any"
    NULL = "null"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    STRING = "string"
    ARRAY = "array"
    OBJECT = "object"
    UNION = "union"
    REF = "ref"


class _Unset:
    """The type of `UNSET`."""

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET: Any = _Unset()
"""Marks a schema without a default (None is a default)."""


@dataclass(frozen=True, slots=True)
class Property:
    """One declared property of an object; `wire` is its name in JSON."""

    wire: str
    schema: "Schema"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """One schema. Fields that make no sense for a kind keep their defaults.

    Attributes:
        ref: for `REF`, the key in `Api.schemas`.
        enum: allowed values (`const` is an enum of one).
        additional: for `OBJECT`, the schema of undeclared properties; True any, False none.
        variants: for `UNION`, the alternatives (never null: that is `nullable`).
        discriminator: property that tells the variants apart, with value -> index in `variants`.
        bits: 32 or 64 for integers with a format.
    """

    kind: Kind
    nullable: bool = False
    ref: str = ""
    format: str = ""
    enum: tuple[Any, ...] = ()
    minimum: float | int | None = None
    maximum: float | int | None = None
    exclusive_minimum: float | int | None = None
    exclusive_maximum: float | int | None = None
    multiple_of: float | int | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    items: "Schema | None" = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    properties: tuple[Property, ...] = ()
    additional: "Schema | bool" = True
    variants: "tuple[Schema, ...]" = ()
    discriminator: str = ""
    discriminator_values: tuple[tuple[str, int], ...] = ()
    default: Any = UNSET
    examples: tuple[Any, ...] = ()
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    title: str = ""
    description: str = ""
    pointer: str = ""

    def property(self, wire: str) -> Property | None:
        """The declared property of that JSON name, if any."""
        return next((p for p in self.properties if p.wire == wire), None)
