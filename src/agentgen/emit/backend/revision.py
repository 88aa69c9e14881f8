"""The migration from the tables that were generated before to those generated now."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from agentgen.emit.backend.change_notes import sentences
from agentgen.emit.backend.ddl import table_view
from agentgen.emit.backend.revision_steps import conversions, references, table_steps
from agentgen.emit.render import render
from agentgen.ir.tables import (
    AddReference,
    Change,
    CreateTable,
    DropReference,
    DropTable,
)
from agentgen.names import words

_TEMPLATE = "backend/migrations/revision.py.jinja"
_DIGITS = 12
_SLUG = 40


@dataclass(frozen=True, slots=True)
class Revision:
    """One migration: its id, file name, source, and what it does, one sentence each."""

    id: str
    file: str
    text: str
    changes: tuple[str, ...]


def revision(up: Sequence[Change], down: Sequence[Change], below: str) -> Revision:
    """The migration that takes the steps `up`, and takes them back by `down`.

    Args:
        below: id of the revision that it builds on. The new id follows from that and the steps.
    """
    told = sentences(up)
    ways = [_way("upgrade", up), _way("downgrade", down)]
    view: dict[str, Any] = {
        "title": _title(up),
        "changes": told,
        "below": below,
        "ways": ways,
        "conversions": conversions([*up, *down]),
        "checks": "require_distinct(" in str(ways),
    }
    text = render(_TEMPLATE, view | {"id": ""})
    name = hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
    slug = shorten("_".join(words(_title(up))).replace("_", " "), _SLUG, placeholder="")
    file = f"{name}_{slug.replace(' ', '_')}.py"
    return Revision(name, file, render(_TEMPLATE, view | {"id": name}), told)


def _way(name: str, steps: Sequence[Change]) -> dict[str, Any]:
    """One direction, as the template shows it."""
    tables = dict.fromkeys(
        step.table.name
        for step in steps
        if not isinstance(step, CreateTable | DropTable | AddReference | DropReference)
    )
    return {
        "name": name,
        "release": references([s for s in steps if isinstance(s, DropReference)]),
        "dropped": [s.table.name for s in steps if isinstance(s, DropTable)],
        "tables": [
            {"name": t, "steps": table_steps([s for s in steps if s.table.name == t])}
            for t in tables
        ],
        "created": [table_view(s.table) for s in steps if isinstance(s, CreateTable)],
        "tie": references([s for s in steps if isinstance(s, AddReference)]),
    }


def _title(steps: Sequence[Change]) -> str:
    come = [s.table.name for s in steps if isinstance(s, CreateTable)]
    gone = [s.table.name for s in steps if isinstance(s, DropTable) and s.table.name not in come]
    rest = dict.fromkeys(s.table.name for s in steps)
    changed = [name for name in rest if name not in (*come, *gone)]
    parts = [("add", come), ("drop", gone), ("change", changed)]
    text = ", ".join(f"{verb} {_listed(names)}" for verb, names in parts if names)
    return text[:1].upper() + text[1:]


def _listed(names: list[str]) -> str:
    most = 3
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
