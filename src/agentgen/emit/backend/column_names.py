"""Names of columns in the database, by the patterns that a policy gives for their kind."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agentgen.ir.blueprint import Blueprint, Column, ColumnType, Entity
from agentgen.ir.policy import Policy
from agentgen.names import snake

_RULE = "column-names"
_KINDS = {
    ColumnType.BOOLEAN: "booleans",
    ColumnType.DATETIME: "timestamps",
    ColumnType.DATE: "dates",
    ColumnType.JSON: "json",
}
_WHEN = re.compile(r"_(?:date_?time|date|time|timestamp|ts|on)$")
"""What a name says of being a point in time, which its pattern says anew."""


def db_name(blueprint: Blueprint, entity: Entity, column: Column) -> str:
    """Name of a column in the database.

    It is the attribute's name, unless the policy names columns of that kind differently and no
    other column of the table has the name that it asks for.
    """
    named = blueprint.decisions.primary_key == "entity_id"
    if column.primary and named and (column.name in ("id", "pk") or not column.wire):
        return f"{snake(entity.name)}_id"
    patterns = () if column.primary else _patterns(blueprint.policy, column)
    wanted = _role(blueprint, column) if column.references else ""
    plain = column.name.removesuffix("_")  # of attributes that may not be called so
    wanted = conventional(wanted or plain, patterns) if patterns else plain
    taken = {c.name for c in entity.columns if c is not column}
    return column.name if wanted in taken else wanted


def _role(blueprint: Blueprint, column: Column) -> str:
    """A reference's name with what it refers to: `author_id` of a user is `author_user_id`."""
    assert column.references is not None
    owner = snake(column.references[0])
    stem = column.name.removesuffix("_id")
    fits = stem == owner or stem.endswith(f"_{owner}")
    return column.name if fits else f"{stem}_{owner}_id"


def _patterns(policy: Policy, column: Column) -> Sequence[str]:
    setting = policy.setting(_RULE)
    columns: Mapping[str, Any] = (setting.params.get("columns") or {}) if setting else {}
    kind = "foreign keys" if column.references else _KINDS.get(column.type, "")
    return tuple(columns.get(kind) or ())


def conventional(name: str, patterns: Sequence[str]) -> str:
    """A name that fits one of the patterns; the given one when it fits, or there are none.

    Args:
        patterns: texts with holes, `{action}_at`, or affixes, `is_` and `_at`.
    """
    shapes = [_with_hole(pattern) for pattern in patterns]
    if not shapes or any(re.fullmatch(_HOLE.sub(".+", s), name) for s in shapes):
        return name
    stem = _WHEN.sub("", name) if shapes[0].endswith(("_at", "_on")) else name
    return _HOLE.sub(lambda _: stem, shapes[0], count=1) if _is_simple(shapes[0]) else name


_HOLE = re.compile(r"\{[^{}]*\}")


def _with_hole(pattern: str) -> str:
    if "{" in pattern:
        return pattern
    return f"{{name}}{pattern}" if pattern.startswith("_") else f"{pattern}{{name}}"


def _is_simple(pattern: str) -> bool:
    """Whether one name fills the pattern."""
    return len(_HOLE.findall(pattern)) == 1
