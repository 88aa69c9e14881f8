"""Schemas as Python type expressions."""

import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from agentgen.emit.backend.literals import literal, long_literal
from agentgen.ir.schema import Kind, Schema

LARGEST = {True: "LARGEST_INTEGER", False: "SMALLEST_INTEGER"}
_INT32 = 2**31
_LONG = 60
"""Characters of choices that, beside `None`, still fit on the line of an argument."""
_TEXT_TYPES = {"date-time": "datetime", "date": "date", "time": "time", "uuid": "UUID"}
_PATTERNS = {
    "email": r"^\S+@\S+$",
    "uri": r"^[A-Za-z][A-Za-z0-9+.-]*:[!-~]*\Z",
}
"""Formats that are checked by pattern: addresses, and URIs with a scheme (RFC 3986, § 3)."""


@dataclass(slots=True)
class Typing:
    """Writes type expressions.

    Attributes:
        schemas: the named schemas.
        later: names that must be quoted, because they are defined further down.
        json_body: True for JSON bodies (no coercion), False for parameters (text on the wire).
        bare: True for signatures behind the boundary, where values were checked already.
        wide: True where a long list of choices is written as the type that they have in common.
    """

    schemas: Mapping[str, Schema]
    later: set[str] = field(default_factory=set)
    json_body: bool = True
    bare: bool = False
    wide: bool = False

    def expression(self, schema: Schema, *, nullable: bool | None = None) -> str:
        """The type of a schema; `nullable` overrides the schema's own."""
        base = self._base(schema)
        allows_null = schema.nullable if nullable is None else nullable
        if not allows_null or base in ("Json", "Any"):
            return base
        if base.startswith('"'):  # a name quoted for later: a text takes no part in a union
            return f'"{base[1:-1]} | None"'
        return f"{base} | None"

    def _base(self, schema: Schema) -> str:
        writers: Mapping[Kind, Callable[[Schema], str]] = {
            Kind.REF: self._reference,
            Kind.UNION: self._union,
            Kind.ARRAY: self._array,
            Kind.OBJECT: self._mapping,
            Kind.STRING: self._text,
            Kind.INTEGER: self._integer,
            Kind.NUMBER: self._number,
            Kind.BOOLEAN: self._boolean,
            Kind.NULL: lambda _: "None",
            Kind.ANY: lambda _: "Json",
        }
        if schema.enum and schema.kind is not Kind.UNION:
            choices = self._choices(schema)
            if choices:
                return choices
        return self._bare(schema) or writers[schema.kind](schema)

    def _bare(self, schema: Schema) -> str:
        if not self.bare:
            return ""
        kinds = {Kind.INTEGER: "int", Kind.NUMBER: "float", Kind.BOOLEAN: "bool", Kind.ANY: "Any"}
        if schema.kind is Kind.STRING:
            return _TEXT_TYPES.get(schema.format, "str")
        if schema.kind is Kind.ARRAY:
            return f"list[{self.expression(schema.items)}]" if schema.items else "list[Any]"
        return kinds.get(schema.kind, "")

    def _choices(self, schema: Schema) -> str:
        values = [v for v in schema.enum if isinstance(v, str | int | bool)]
        if len(values) != len(schema.enum):
            return ""
        choices = "Literal[" + ", ".join(literal(v) for v in dict.fromkeys(values)) + "]"
        kinds = {type(v).__name__ for v in values}
        return kinds.pop() if self.wide and len(choices) > _LONG and len(kinds) == 1 else choices

    def _reference(self, schema: Schema) -> str:
        return f'"{schema.ref}"' if schema.ref in self.later else schema.ref

    def _union(self, schema: Schema) -> str:
        parts = list(dict.fromkeys(self._base(v) for v in schema.variants))
        if {"Json", "Any"} & set(parts) or any(part.startswith('"') for part in parts):
            return "Any" if self.bare else "Json"
        joined = " | ".join(_one_literal(parts))
        if not self.bare and schema.discriminator and self._is_tagged(schema) and len(parts) > 1:
            return f"Annotated[{joined}, Field(discriminator={literal(schema.discriminator)})]"
        return joined

    def _is_tagged(self, schema: Schema) -> bool:
        """True when every variant states its own literal tag."""
        for variant in schema.variants:
            found = self.schemas.get(variant.ref)
            prop = found.property(schema.discriminator) if found else None
            if prop is None or not prop.required or len(prop.schema.enum) == 0:
                return False
            if "_" in schema.discriminator or not schema.discriminator.islower():
                return False
        return True

    def _array(self, schema: Schema) -> str:
        inner = self.expression(schema.items) if schema.items else "Json"
        if not self.json_body and self._is_structure(schema.items):
            inner = "Text"  # what a parameter's text means beyond its first level is undefined
        bounds = _arguments(min_length=schema.min_items, max_length=schema.max_items)
        return f"Annotated[list[{inner}], Field({bounds})]" if bounds else f"list[{inner}]"

    def _is_structure(self, schema: Schema | None) -> bool:
        found = self.schemas.get(schema.ref, schema) if schema else None
        return found is not None and found.kind in (Kind.ARRAY, Kind.OBJECT)

    def _mapping(self, schema: Schema) -> str:
        value = schema.additional
        anything = "Any" if self.bare else "Json"
        inner = self.expression(value) if isinstance(value, Schema) else anything
        return f"dict[str, {inner}]" if self.bare else f"dict[Text, {inner}]"

    def _text(self, schema: Schema) -> str:
        known = _TEXT_TYPES.get(schema.format)
        if known:
            wrapped = {"datetime": "DateTime", "date": "Date", "time": "Time", "UUID": "Uuid"}
            return wrapped[known] if self.json_body else known
        pattern = schema.pattern or _PATTERNS.get(schema.format, "")
        bounds = _arguments(
            min_length=schema.min_length,
            max_length=schema.max_length or (128 if schema.format == "password" else None),
        )
        if pattern and _compiles(pattern):  # an object of `re`: texts go to another engine
            compiled = f"pattern=re.compile({long_literal(pattern)})"
            bounds = f"{bounds}, {compiled}" if bounds else compiled
        return f"Annotated[str, Field({bounds}), SafeText]" if bounds else "Text"

    def _integer(self, schema: Schema) -> str:
        low, high = ("SMALLEST_INTEGER", "LARGEST_INTEGER")
        if schema.format == "int32":
            low, high = str(-_INT32), str(_INT32 - 1)
        bounds = _range(schema, low, high, whole=True)
        check = ", IsInteger" if self.json_body else ""
        plain = self.json_body and bounds == "ge=SMALLEST_INTEGER, le=LARGEST_INTEGER"
        return "Integer" if plain else f"Annotated[int, Field({bounds}){check}]"

    def _number(self, schema: Schema) -> str:
        bounds = _range(schema, "", "", whole=False)
        check = ", IsNumber" if self.json_body else ""
        inside = ", ".join(part for part in (bounds, "allow_inf_nan=False") if part)
        plain = self.json_body and not bounds
        return "Number" if plain else f"Annotated[float, Field({inside}){check}]"

    def _boolean(self, _schema: Schema) -> str:
        return "Boolean" if self.json_body else "bool"


def _one_literal(parts: list[str]) -> list[str]:
    """The parts of a union, with several `Literal[…]` as one."""
    first = next((i for i, part in enumerate(parts) if part.startswith("Literal[")), None)
    if first is None:
        return parts
    inside = [part[8:-1] for part in parts if part.startswith("Literal[")]
    rest = [part for part in parts if not part.startswith("Literal[")]
    return [*rest[:first], f"Literal[{', '.join(inside)}]", *rest[first:]]


def _arguments(**values: object) -> str:
    given = {k: v for k, v in values.items() if v is not None and v != ""}
    return ", ".join(
        f"{k}={long_literal(v) if isinstance(v, str) else literal(v)}" for k, v in given.items()
    )


def _range(schema: Schema, low: str, high: str, *, whole: bool) -> str:
    parts: list[str] = []
    if schema.exclusive_minimum is not None:
        parts.append(f"gt={_bound(schema.exclusive_minimum, whole)}")
    elif schema.minimum is not None or low:
        parts.append(f"ge={_bound(schema.minimum, whole) if schema.minimum is not None else low}")
    if schema.exclusive_maximum is not None:
        parts.append(f"lt={_bound(schema.exclusive_maximum, whole)}")
    elif schema.maximum is not None or high:
        parts.append(f"le={_bound(schema.maximum, whole) if schema.maximum is not None else high}")
    if schema.multiple_of and (whole or float(schema.multiple_of).is_integer()):
        parts.append(f"multiple_of={_bound(schema.multiple_of, whole)}")
    return ", ".join(parts)


def _bound(value: float, whole: bool) -> str:
    if not whole:
        return literal(value)
    return str(max(-(2**63), min(2**63 - 1, int(value))))


def _compiles(pattern: str) -> bool:
    """True for ECMA patterns that mean the same to Python's `re`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # such as: possible nested set
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning):
        return False
    return "\\p{" not in pattern
