"""Which line of which spec decided what."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from agentgen.emit.backend.literals import comment
from agentgen.ir.blueprint import Blueprint

DEFAULT = "agentgen's default"
_LONGEST = 90
_MARKS = str.maketrans({"|": "/", "`": "'", "<": "&lt;", "\n": " "})


@dataclass(frozen=True, slots=True)
class Provenance:
    """One row of «why it looks so»: Markdown table cells."""

    key: str
    value: str
    source: str


def provenance(
    blueprint: Blueprint, overrides: Mapping[str, Any], used: Mapping[str, Any]
) -> list[Provenance]:
    """One row for every decision that has a value.

    Args:
        overrides: decisions of `agentgen.yaml`.
        used: values that come about otherwise than by the decision alone, by its key.
    """
    found: list[Provenance] = []
    for field in fields(blueprint.decisions):
        value = used.get(field.name, getattr(blueprint.decisions, field.name))
        if value not in ("", None, (), [], {}):
            source = _source(blueprint, overrides, field.name, value)
            found.append(Provenance(field.name.replace("_", " "), f"`{_value(value)}`", source))
    return found


def _source(blueprint: Blueprint, overrides: Mapping[str, Any], key: str, value: Any) -> str:
    """Who said so: `agentgen.yaml`, a line of a spec, quoted, the contract, or nobody."""
    taken = blueprint.policy.decisions.get(key)
    if key in overrides:
        return "`agentgen.yaml`"
    if key == "api_prefix" and (taken is None or taken.value != value):
        if taken is not None:
            return "the contract's own paths"
        return "the contract's servers" if blueprint.api.base_path else DEFAULT
    return f"{taken.place}: «{_cell(taken.text)}»" if taken is not None else DEFAULT


def _value(value: Any) -> str:
    plain = isinstance(value, str | int) and not isinstance(value, bool)
    text = str(value) if plain else json.dumps(value, ensure_ascii=False, default=list)
    return _safe(text)


def _cell(text: str) -> str:
    return _safe(comment(text, _LONGEST))


def _safe(text: str) -> str:
    """Text that stays within a cell of a Markdown table, and shows no markup of its own."""
    return text.translate(_MARKS)
