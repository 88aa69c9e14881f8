"""The migrations of an updated repository: those that are there, and the one that is missing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from agentgen.emit.backend import FIRST, places_of, revision, tables_of, with_eased
from agentgen.errors import AgentgenError
from agentgen.ir.blueprint import Blueprint
from agentgen.plan.schema_changes import changes, eased
from agentgen.project.lock import LOCK
from agentgen.project.revisions import head_of
from agentgen.project.schema import read_tables
from agentgen.project.vendor import texts_of


@dataclass(frozen=True, slots=True)
class Step:
    """How the schema goes on.

    Attributes:
        blueprint: what is generated; its records admit NULL where old rows need it.
        first: path of the first migration as it would be generated now.
        past: generated migrations that are there, by path.
        revision: the new one by path, if there is one.
        changes: what it does, one sentence each.
    """

    blueprint: Blueprint
    first: str
    past: Mapping[str, str]
    revision: Mapping[str, str]
    changes: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Path of the new migration; empty without one."""
        return next(iter(self.revision), "")


def next_step(root: Path, base: str, blueprint: Blueprint) -> Step:
    """Compare the tables of what was generated last with those of a blueprint.

    Raises:
        AgentgenError: when the lock does not tell the tables, or the chain of migrations has
            several heads or no beginning.
    """
    lock = texts_of(root, base, (LOCK,))[LOCK]
    old = read_tables(lock)
    blueprint = with_eased(blueprint, eased(old, tables_of(blueprint)))
    new = tables_of(blueprint)
    folder = places_of(blueprint).migrations
    past = _past(root, base, lock, folder)
    up = changes(old, new)
    if not up:
        return Step(blueprint, f"{folder}/{FIRST}", past, {})
    made = revision(up, changes(new, old), _head(root, folder))
    found = {f"{folder}/versions/{made.file}": made.text}
    return Step(blueprint, f"{folder}/{FIRST}", past, found, made.changes)


def _past(root: Path, base: str, lock: str, folder: str) -> dict[str, str]:
    """Generated migrations, by the path they have now."""
    paths = tuple(json.loads(lock)["files"])
    first = next((path for path in paths if path.endswith(FIRST)), "")
    if not first:
        raise AgentgenError("the first migration is missing", where=LOCK)
    home = first.removesuffix(FIRST) + "versions/"
    wanted = tuple(p for p in paths if p.startswith(home) and p.endswith(".py"))
    texts = texts_of(root, base, wanted)
    return {f"{folder}/versions/{path.removeprefix(home)}": texts[path] for path in wanted}


def _head(root: Path, folder: str) -> str:
    """What the new migration builds on: the head of all that people have, their own included."""
    versions = sorted((root / folder / "versions").glob("*.py"))
    texts = {path.name: path.read_text("utf-8") for path in versions}
    return head_of(texts, f"{folder}/versions")
