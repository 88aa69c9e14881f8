"""Form fields from the record schema of a request: what people fill in, and how it is checked."""

import json
from dataclasses import dataclass, replace
from typing import Any

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend import zod
from agentgen.emit.frontend.columns import is_long, is_scalar
from agentgen.emit.frontend.references import label_of, reference
from agentgen.emit.frontend.screens import record_of
from agentgen.emit.frontend.site import Site
from agentgen.ir.schema import UNSET, Kind, Property, Schema

_KINDS_BY_FORMAT = {
    "date": "date",
    "date-time": "datetime",
    "time": "time",
    "email": "email",
    "uri": "url",
    "url": "url",
    "password": "password",
    "binary": "file",
}
_SAMPLE_LENGTH = 70


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form; `wire` is None when the field is the whole record."""

    name: str
    wire: str | None
    label: str
    kind: str
    schema: Schema
    required: bool
    editing: bool
    help: str = ""
    read_only: bool = False

    @property
    def needs_value(self) -> bool:
        """Whether the form refuses to leave this field empty."""
        return self.required and not self.schema.nullable and self.kind != "checkbox"

    @property
    def prefilled(self) -> bool:
        """Whether an empty form has a value here already."""
        return self._initial() not in (None, "", False)

    def view(self) -> dict[str, Any]:
        """The field's spec, as `lib/fields.ts` declares it."""
        found: dict[str, Any] = {
            "name": self.name,
            "wire": self.wire,
            "label": self.label,
            "kind": self.kind,
        }
        if self.needs_value:
            found["required"] = True
        if self.kind == "select":
            found["options"] = self._options()
        if self.prefilled:
            found["initial"] = self._initial()
        if self.help:
            found["help"] = self.help
        if self.kind == "number":
            found["step"] = "1" if self.schema.kind is Kind.INTEGER else "any"
        if self.read_only:
            found["readOnly"] = True
        return found

    def _options(self) -> list[str]:
        if self.schema.kind is Kind.BOOLEAN and not self.schema.enum:
            return ["true", "false"]
        return [zod.text_of(v) for v in zod.choices(self.schema)]

    def _initial(self) -> Any:
        if self.editing:
            return None
        options = zod.choices(self.schema)
        if self.kind == "select" and self.required and len(options) == 1:
            return zod.text_of(options[0])
        default = self.schema.default
        return None if default is UNSET or default is None else self.form_value(default)

    def form_value(self, value: Any) -> str | bool:
        """A value of the record as the control shows it."""
        if self.kind == "checkbox":
            return value is True
        if self.kind == "json":
            return json.dumps(value, ensure_ascii=False)
        if self.kind == "list":
            return "\n".join(zod.text_of(item) for item in value) if isinstance(value, list) else ""
        if self.kind == "datetime":
            return str(value)[:19]
        return zod.text_of(value)

    def zod(self) -> str:
        """The zod schema that checks the field."""
        return zod.field_schema(self.schema, self.kind, self.required, self.editing)


def form_fields(
    site: Site, schema: Schema, *, editing: bool, read_only: str = ""
) -> list[FormField]:
    """The fields of a form for a record; one JSON field for records that are no objects."""
    record = record_of(site, schema)
    if record is None:
        resolved = site.blueprint.api.resolve(schema)
        text = _sample_help(site, schema)
        return [FormField("record", None, "Content", "json", resolved, True, editing, text)]
    names: set[str] = {"root"}
    labels: set[str] = set()
    return [_field(site, p, names, labels, editing, read_only) for p in record.properties]


def _field(
    site: Site, prop: Property, names: set[str], labels: set[str], editing: bool, read_only: str
) -> FormField:
    name = ts.unique(ts.camel(prop.wire, "field"), names)
    names.add(name)
    label = ts.unique(label_of(site, prop.wire, prop.schema), labels)
    labels.add(label)
    schema = _effective(site, prop.schema)
    kind = field_kind(site, prop.wire, schema, prop.required)
    note = _help(site, prop.schema, schema, kind)
    target = reference(site, prop.wire, prop.schema)
    if target is not None and not note:
        note = f"The ID of the {target.title.lower()}."
    locked = prop.wire == read_only and kind in ("text", "number")
    return FormField(
        name, prop.wire, label, kind, schema, prop.required, editing, note, read_only=locked
    )


def _effective(site: Site, schema: Schema) -> Schema:
    """The resolved schema, nullable if any step on the way is."""
    resolved = site.blueprint.api.resolve(schema)
    if schema.nullable and not resolved.nullable:
        return replace(resolved, nullable=True)
    return resolved


def field_kind(site: Site, wire: str, schema: Schema, required: bool) -> str:
    """The kind of control for a (resolved) schema."""
    if schema.kind is Kind.BOOLEAN and not schema.enum:
        definite = (required or schema.default is not UNSET) and not schema.nullable
        return "checkbox" if definite else "select"
    if zod.choices(schema):
        return "select"
    if schema.kind is Kind.STRING:
        if schema.format in _KINDS_BY_FORMAT:
            return _KINDS_BY_FORMAT[schema.format]
        if ts.words(wire)[-1:] == ["password"]:
            return "password"
        return "textarea" if is_long(wire, schema) else "text"
    if schema.kind in (Kind.INTEGER, Kind.NUMBER):
        return "number"
    if schema.kind is Kind.ARRAY and schema.items is not None:
        inner = site.blueprint.api.resolve(schema.items)
        plain = is_scalar(inner) and inner.kind is not Kind.BOOLEAN and not inner.nullable
        return "list" if plain and not inner.pattern and inner.format != "binary" else "json"
    return "json"


def _help(site: Site, declared: Schema, schema: Schema, kind: str) -> str:
    stated = ts.comment(declared.description or schema.description, 160)
    if kind == "list":
        return f"{stated} One entry a line.".strip()
    if kind == "json":
        return f"{stated} {_sample_help(site, schema)}".strip()
    return stated


def _sample_help(site: Site, schema: Schema) -> str:
    sample = json.dumps(plain(site.sampler.of(schema)), ensure_ascii=False)
    return f"JSON, such as {sample}" if len(sample) <= _SAMPLE_LENGTH else "JSON."


def plain(value: Any) -> Any:
    """A sample without values that JSON can't hold."""
    if isinstance(value, ts.Code):
        return "sample"
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value
