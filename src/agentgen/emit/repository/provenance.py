"""Which line of which spec decided what."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from agentgen.emit.backend.literals import comment
from agentgen.ir.blueprint import Blueprint


@dataclass(frozen=True, slots=True)
class Provenance:
    """One row of «why it looks so»: Markdown table cells."""

    key: str
    value: str
    source: str


def provenance(blueprint: Blueprint, overrides: Mapping[str, Any]) -> list[Provenance]:
    """One row a decision."""
    found: list[Provenance] = []
    for field in fields(blueprint.decisions):
        value = getattr(blueprint.decisions, field.name)
        if field.name == "api_prefix":
            value = blueprint.prefix
        taken = blueprint.policy.decisions.get(field.name)
        source = "default of agentgen"
        if field.name in overrides:
            source = "`agentgen.yaml`"
        elif taken is not None:
            source = f"{taken.place}: «{_cell(taken.text)}»"
            if field.name == "api_prefix" and value != taken.value:
                source = "the contract's own paths"
        elif field.name == "api_prefix" and blueprint.api.base_path:
            source = "the contract's servers"
        if value not in ("", None):
            found.append(Provenance(field.name.replace("_", " "), f"`{_value(value)}`", source))
    return found


def _value(value: Any) -> str:
    text = value.value if hasattr(value, "value") else value
    return str(dict(text) if isinstance(text, Mapping) else text).replace("|", "/")


def _cell(text: str) -> str:
    return comment(text, 90).replace("|", "/").replace("`", "'")
