"""Frozen dataclasses as plain JSON values and back, by the annotations of their fields."""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

_PLAIN = (str, int, float, bool, type(None))


def plain_value(value: object) -> object:
    """A value made of lists, texts and numbers: fields in order, mappings as pairs.

    Raises:
        TypeError: when something in it is none of these.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple):
        return [plain_value(one) for one in value]
    if isinstance(value, Mapping):
        return [[plain_value(key), plain_value(one)] for key, one in value.items()]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return [plain_value(getattr(value, f.name)) for f in fields(value) if f.init]
    raise TypeError(f"{type(value).__name__} has no plain form")


@cache
def reader(hint: Any) -> Callable[[Any], Any]:
    """What makes a value of a type out of what `plain_value` made of it.

    The reader raises ValueError, TypeError or KeyError for what is none.
    """
    origin, inner = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _of_class(hint)
    if origin in (Union, types.UnionType):
        readers = [reader(one) for one in inner if one is not type(None)]
        return lambda value: None if value is None else readers[0](value)
    if origin is tuple and inner[-1] is Ellipsis:
        of_item = reader(inner[0])
        return lambda value: tuple(map(of_item, value))
    if origin is tuple:
        parts = [reader(one) for one in inner]
        return lambda value: tuple(r(one) for r, one in zip(parts, value, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        of_key, of_value = map(reader, inner)
        return lambda value: {of_key(key): of_value(one) for key, one in value}
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return lambda value: value


def _of_class(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = [reader(hints[f.name]) for f in fields(kind) if f.init]

    def read(value: Any) -> Any:
        return kind(*(r(one) for r, one in zip(readers, value, strict=True)))

    return read
