"""Raw JSON Schemas to `ir.schema.Schema`: the reader of every schema of a document."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from agentgen.contract.document import Document, escape
from agentgen.contract.merge import is_annotated_ref, merge_all_of
from agentgen.contract.reserved import RESERVED
from agentgen.contract.scalars import read_bounds, read_common, read_count, read_names
from agentgen.ir.schema import Kind, Property, Schema
from agentgen.names import cut_words, pascal, unique

COMPONENTS = "/components/schemas/"
_LONGEST = 56
"""Characters of a class name with which an annotated attribute still fits on a line."""
_TYPES = frozenset(("null", "boolean", "integer", "number", "string", "array", "object"))
_STRINGY = ("minLength", "maxLength", "pattern", "format")
_NUMERIC = ("minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum")


class SchemaReader:
    """Reads schemas and names them; `schemas` fills while reading."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.schemas: dict[str, Schema] = {}
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._open: set[str] = set()

    def reserve_components(self) -> None:
        """Give every component schema its name before anything else can take it."""
        for raw in self.document.components("schemas"):
            self._claim(COMPONENTS + escape(str(raw)), pascal(str(raw)))

    def read_components(self) -> None:
        """Read all component schemas, used or not."""
        for raw, node in self.document.components("schemas").items():
            pointer = COMPONENTS + escape(str(raw))
            self._read_named(pointer, node)

    def read(self, node: Any, pointer: str, name: str) -> Schema:
        """Read one schema; objects with properties come back as REFs.

        Args:
            node: the raw schema.
            pointer: its JSON pointer.
            name: PascalCase name for it, should it need one.

        Raises:
            AgentgenError: for anything that is no schema.
        """
        if node is True or node == {} or node is None:
            return Schema(Kind.ANY, pointer=pointer)
        if node is False:
            self.document.note("a schema that allows nothing is read as any", pointer)
            return Schema(Kind.ANY, pointer=pointer)
        if not isinstance(node, dict):
            raise self.document.fail("this is no schema", pointer, f"found {node!r:.60}")
        if isinstance(node.get("$ref"), str):
            return self._reference(node, pointer, name)
        if isinstance(node.get("allOf"), list) and node["allOf"]:
            ref = is_annotated_ref(node)
            if ref is not None:
                return self._annotated(ref, node, pointer, name)
            node = merge_all_of(self.document, node, pointer)
        return self._hoist(self._inline(node, pointer, name), pointer, name)

    def _reference(self, node: dict[str, Any], pointer: str, name: str) -> Schema:
        target, at = self.document.deref(node, pointer)
        if not at.startswith(COMPONENTS) or at.count("/") != 3:
            return self._nested(target, at, name)
        return self._annotate(Schema(Kind.REF, ref=self._names[at], pointer=pointer), node)

    def _nested(self, target: Any, at: str, name: str) -> Schema:
        """A schema that is no component of its own; one that contains itself gets a name."""
        if at in self._open:
            known = self._names.get(at) or self._claim(at, name)
            return Schema(Kind.REF, ref=known, pointer=at)
        self._open.add(at)
        schema = self.read(target, at, name)
        self._open.discard(at)
        known = self._names.get(at, "")
        if known and known not in self.schemas:
            self.schemas[known] = schema
        return schema

    def _annotated(
        self, ref: dict[str, Any], node: dict[str, Any], pointer: str, name: str
    ) -> Schema:
        schema = self.read(ref, pointer, name)
        for part in [*node["allOf"], node]:
            if part is not ref:
                schema = self._annotate(schema, part)
        return schema

    @staticmethod
    def _annotate(schema: Schema, node: Mapping[str, Any]) -> Schema:
        return replace(
            schema,
            nullable=schema.nullable or node.get("nullable") is True,
            read_only=schema.read_only or node.get("readOnly") is True,
            write_only=schema.write_only or node.get("writeOnly") is True,
            description=str(node.get("description") or schema.description),
            default=node.get("default", schema.default),
        )

    def _read_named(self, pointer: str, node: Any) -> None:
        name = self._names[pointer]
        if name in self.schemas:
            return
        self.schemas[name] = Schema(Kind.ANY)
        if isinstance(node, dict) and isinstance(node.get("allOf"), list) and node["allOf"]:
            node = merge_all_of(self.document, node, pointer)
        if isinstance(node, dict) and "$ref" not in node:
            self.schemas[name] = self._inline(node, pointer, name)
        else:
            self.schemas[name] = self.read(node, pointer, name)

    def _hoist(self, schema: Schema, pointer: str, name: str) -> Schema:
        if schema.kind is not Kind.OBJECT or not schema.properties:
            return schema
        known = self._names.get(pointer) or self._claim(pointer, name)
        self.schemas[known] = replace(schema, nullable=False, read_only=False, write_only=False)
        return Schema(
            Kind.REF,
            ref=known,
            nullable=schema.nullable,
            read_only=schema.read_only,
            write_only=schema.write_only,
            default=schema.default,
            description=schema.description,
            pointer=pointer,
        )

    def _claim(self, pointer: str, name: str) -> str:
        short = cut_words(name, _LONGEST)
        found = unique(f"{short}Model" if short in RESERVED else short, self._taken)
        self._taken.add(found)
        self._names[pointer] = found
        return found

    def _inline(self, node: dict[str, Any], pointer: str, name: str) -> Schema:
        types = self._types(node, pointer)
        common = read_common(node, pointer)
        if "null" in types and len(types) > 1:
            common["nullable"] = True
            types = [t for t in types if t != "null"]
        variants = node.get("oneOf") or node.get("anyOf")
        if isinstance(variants, list) and variants:
            return self._union(node, variants, pointer, name, common)
        if len(types) > 1:
            parts = tuple(
                self._typed({**node, "type": t}, t, f"{pointer}/type", name, {}) for t in types
            )
            return Schema(Kind.UNION, variants=parts, **common)
        return self._typed(node, types[0] if types else "any", pointer, name, common)

    def _types(self, node: dict[str, Any], pointer: str) -> list[str]:
        raw = node.get("type")
        if raw is None:
            return self._guess(node)
        found = raw if isinstance(raw, list) else [raw]
        for value in found:
            if not isinstance(value, str) or value not in _TYPES:
                raise self.document.fail(
                    f"there is no type {value!r}", pointer, way_out=f"use one of {sorted(_TYPES)}"
                )
        return list(found)

    @staticmethod
    def _guess(node: dict[str, Any]) -> list[str]:
        if "properties" in node or "additionalProperties" in node:
            return ["object"]
        if "items" in node or "prefixItems" in node:
            return ["array"]
        values = [node["const"]] if "const" in node else node.get("enum")
        if isinstance(values, list) and values and all(isinstance(v, str) for v in values):
            return ["string"]
        if any(key in node for key in _STRINGY):
            return ["string"]
        return ["number"] if any(key in node for key in _NUMERIC) else []

    def _union(
        self,
        node: dict[str, Any],
        raw: list[Any],
        pointer: str,
        name: str,
        common: dict[str, Any],
    ) -> Schema:
        key = "oneOf" if node.get("oneOf") else "anyOf"
        base = {k: v for k, v in node.items() if k in ("type", "properties", "required")}
        parts: list[Schema] = []
        for index, part in enumerate(raw):
            at = f"{pointer}/{key}/{index}"
            title = part.get("title") if isinstance(part, dict) else None
            part_name = name + (pascal(str(title)) if title else f"Option{index + 1}")
            if "properties" in base and isinstance(part, dict):
                part = {"allOf": [base, part]}
            schema = self.read(part, at, part_name)
            if schema.kind is Kind.NULL:
                common["nullable"] = True
            elif all(replace(schema, pointer=known.pointer) != known for known in parts):
                parts.append(schema)
        if len(parts) == 1:
            return replace(parts[0], nullable=parts[0].nullable or bool(common.get("nullable")))
        if not parts:
            return Schema(Kind.NULL, **common)
        tag, values = self._discriminator(node, parts, f"{pointer}/discriminator/mapping")
        return Schema(
            Kind.UNION,
            variants=tuple(parts),
            discriminator=tag,
            discriminator_values=values,
            **common,
        )

    def _discriminator(
        self, node: dict[str, Any], parts: list[Schema], pointer: str
    ) -> tuple[str, tuple[tuple[str, int], ...]]:
        raw = node.get("discriminator")
        if not isinstance(raw, dict) or not isinstance(raw.get("propertyName"), str):
            return "", ()
        index = {part.ref: number for number, part in enumerate(parts) if part.ref}
        values: dict[str, int] = {}
        for value, target in self.document.mapping(raw.get("mapping"), pointer).items():
            at = target[1:] if str(target).startswith("#") else COMPONENTS + escape(str(target))
            if self._names.get(at) in index:
                values[str(value)] = index[self._names[at]]
        raw_names = {known: at for at, known in self._names.items()}
        for ref, number in index.items():
            if number not in values.values():
                values[raw_names[ref].rsplit("/", 1)[-1]] = number
        return raw["propertyName"], tuple(values.items())

    def _typed(
        self, node: dict[str, Any], kind: str, pointer: str, name: str, common: dict[str, Any]
    ) -> Schema:
        if kind == "object":
            return self._object(node, pointer, name, common)
        if kind == "array":
            return self._array(node, pointer, name, common)
        return Schema(Kind(kind), **read_bounds(node, kind), **common)

    def _array(
        self, node: dict[str, Any], pointer: str, name: str, common: dict[str, Any]
    ) -> Schema:
        items = node.get("items")
        if items is None and isinstance(node.get("prefixItems"), list):
            self.document.note("prefixItems are read as any items", pointer)
        return Schema(
            Kind.ARRAY,
            items=self.read(items, f"{pointer}/items", f"{name}Item"),
            min_items=read_count(node.get("minItems")),
            max_items=read_count(node.get("maxItems")),
            unique_items=node.get("uniqueItems") is True,
            **common,
        )

    def _object(
        self, node: dict[str, Any], pointer: str, name: str, common: dict[str, Any]
    ) -> Schema:
        raw = node.get("properties") or {}
        if not isinstance(raw, dict):
            raise self.document.fail("properties is no mapping", f"{pointer}/properties")
        needed = read_names(node.get("required"))
        properties = tuple(
            Property(
                str(key),
                self.read(
                    value, f"{pointer}/properties/{escape(str(key))}", name + pascal(str(key))
                ),
                key in needed,
            )
            for key, value in raw.items()
        )
        more = node.get("additionalProperties", True)
        additional: Schema | bool = True
        if isinstance(more, bool):
            additional = more
        elif more:
            additional = self.read(more, f"{pointer}/additionalProperties", f"{name}Value")
        return Schema(Kind.OBJECT, properties=properties, additional=additional, **common)
