"""Sample values that satisfy their schema, for the tests of the output."""

import math
import re
from dataclasses import dataclass
from typing import Any

from agentgen.emit.frontend.literals import Code
from agentgen.emit.frontend.patterns import matching
from agentgen.ir.api import Api
from agentgen.ir.schema import UNSET, Kind, Schema

_FORMATS = {
    "date": "2026-03-14",
    "date-time": "2026-03-14T09:30:00.000Z",
    "time": "09:30:00",
    "uuid": "3f2c8a52-6f0e-4c1d-9a57-0d9b2b6c7e11",
    "email": "ada@example.com",
    "idn-email": "ada@example.com",
    "uri": "https://example.com/page",
    "url": "https://example.com/page",
    "uri-reference": "https://example.com/page",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "byte": "c2FtcGxl",
}
_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Sampler:
    """Makes sample values; `full` fills optional properties too."""

    api: Api
    full: bool = True

    def of(self, schema: Schema, hint: str = "sample", depth: int = 0) -> Any:
        """A value that satisfies `schema`; `hint` flavours text that is free."""
        schema = self.api.resolve(schema)
        if schema.enum:
            return schema.enum[0]
        if schema.kind in (Kind.STRING, Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN):
            return self._scalar(schema, hint)
        if schema.kind is Kind.ARRAY:
            return self._array(schema, hint, depth)
        if schema.kind is Kind.OBJECT:
            return self._object(schema, hint, depth)
        if schema.kind is Kind.UNION and schema.variants:
            return self._union(schema, hint, depth)
        return None if schema.kind is Kind.NULL else hint

    def _scalar(self, schema: Schema, hint: str) -> Any:
        stated = (*schema.examples, schema.default)
        for candidate in stated:
            if candidate is not UNSET and satisfies(schema, candidate):
                return candidate
        if schema.kind is Kind.STRING:
            return _text(schema, hint)
        return True if schema.kind is Kind.BOOLEAN else _number(schema)

    def _array(self, schema: Schema, hint: str, depth: int) -> list[Any]:
        if schema.items is None or depth >= _DEPTH:
            return []
        least = schema.min_items or 0
        if schema.max_items == 0:
            return []
        items = [self.of(schema.items, hint, depth + 1)]
        while len(items) < min(least, 50):
            items.append(self.of(schema.items, f"{hint}{len(items)}", depth + 1))
        return items

    def _object(self, schema: Schema, hint: str, depth: int) -> dict[str, Any]:
        wanted = [p for p in schema.properties if p.required or (self.full and depth < _DEPTH - 2)]
        if depth > _DEPTH * 2:
            return {}
        return {p.wire: self.of(p.schema, _flavour(p.wire, hint), depth + 1) for p in wanted}

    def _union(self, schema: Schema, hint: str, depth: int) -> Any:
        variant = schema.variants[0]
        sample = self.of(variant, hint, depth + 1)
        tags = [tag for tag, index in schema.discriminator_values if index == 0]
        if tags and isinstance(sample, dict):
            known = self.api.resolve(variant).property(schema.discriminator)
            if known is None or not self.api.resolve(known.schema).enum:
                sample = {**sample, schema.discriminator: tags[0]}
        return sample


def _flavour(wire: str, hint: str) -> str:
    return wire if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", wire) else hint


def _text(schema: Schema, hint: str) -> Any:
    if schema.format == "binary":
        return Code('new Blob(["sample"])')
    if schema.pattern:
        found = matching(schema.pattern, schema.min_length or 0, schema.max_length)
        if found is not None:
            return found
    text = _FORMATS.get(schema.format, f"Sample {hint}")
    if schema.max_length is not None and len(text) > schema.max_length:
        text = text[: schema.max_length].strip() or "x" * schema.max_length
    return text + "x" * ((schema.min_length or 0) - len(text))


def _number(schema: Schema) -> int | float:
    step = schema.multiple_of or 1
    low, high = bounds(schema)
    number = 7.0
    if low is not None and number < low:
        number = low
    if high is not None and number > high:
        number = high
    if schema.kind is Kind.INTEGER or schema.multiple_of:
        number = math.ceil(number / step) * step
        if high is not None and number > high:
            number = math.floor(high / step) * step
    return int(number) if number == int(number) else number


def bounds(schema: Schema) -> tuple[float | None, float | None]:
    """Inclusive bounds of a number (exclusive ones moved by one, or by a little)."""
    nudge = 1 if schema.kind is Kind.INTEGER else 0.01
    lows = [schema.minimum] if schema.minimum is not None else []
    highs = [schema.maximum] if schema.maximum is not None else []
    if schema.exclusive_minimum is not None:
        lows.append(schema.exclusive_minimum + nudge)
    if schema.exclusive_maximum is not None:
        highs.append(schema.exclusive_maximum - nudge)
    return (max(lows) if lows else None), (min(highs) if highs else None)


def satisfies(schema: Schema, value: Any) -> bool:
    """Whether a scalar satisfies its schema, as far as the form would tell."""
    if schema.kind is Kind.BOOLEAN:
        return isinstance(value, bool)
    if schema.kind is Kind.STRING:
        return isinstance(value, str) and _text_fits(schema, value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return False
    if schema.kind is Kind.INTEGER and value != int(value):
        return False
    low, high = bounds(schema)
    step = schema.multiple_of
    in_steps = not step or math.isclose(value / step, round(value / step))
    return (low is None or value >= low) and (high is None or value <= high) and in_steps


def _text_fits(schema: Schema, text: str) -> bool:
    least = schema.min_length or 0
    most = schema.max_length if schema.max_length is not None else 4000
    if not least <= len(text) <= most or text != text.strip() or "\n" in text:
        return False
    if schema.format in _FORMATS or schema.format == "binary":
        return False
    if not text.isprintable() or not text:
        return False
    if not schema.pattern:
        return True
    try:
        return re.search(schema.pattern, text) is not None
    except re.error:
        return False
