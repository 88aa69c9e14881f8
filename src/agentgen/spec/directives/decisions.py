"""Decisions in directives: their keys, and texts to values."""

import json
from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any

from agentgen.ir.decisions import Decisions, check_override


def decision_keys() -> tuple[str, ...]:
    """The keys of all decisions."""
    return tuple(field.name for field in fields(Decisions))


def decision_value(key: str, given: Any) -> Any:
    """The value of a decision: of the type its default has, and one that it can have.

    Args:
        given: text, or a JSON object or list.

    Raises:
        ValueError: telling which values there are.
    """
    default = getattr(Decisions(), key)
    value = _typed(default, given)
    if isinstance(default, StrEnum):
        choices = [member.value for member in type(default)]
        if value not in choices:
            raise ValueError(f"it must be {' or '.join(choices)}")
        return value
    check_override(key, value)
    return value


def _typed(default: Any, given: Any) -> Any:
    if isinstance(default, list | tuple) and isinstance(given, str):
        return given.split(",")
    if isinstance(default, Mapping) or not isinstance(given, str):
        return given
    if isinstance(default, bool | int):
        try:
            return json.loads(given)
        except ValueError:
            return given
    return given
