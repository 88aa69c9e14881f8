"""Alembic: the environment and the first migration."""

from typing import Any

from agentgen.emit.backend.ddl import table_view
from agentgen.emit.backend.layout import Places, dotted
from agentgen.emit.backend.tables import tables_of
from agentgen.emit.render import render
from agentgen.ir.blueprint import Blueprint
from agentgen.tree import SourceTree

FIRST = "versions/0001_initial.py"
"""Path of the first migration below the directory of migrations."""


def add_migrations(tree: SourceTree, blueprint: Blueprint, places: Places) -> None:
    """Add `alembic.ini`, the environment and the migration that creates all tables."""
    features = dict.fromkeys(e.feature for e in blueprint.entities.values())
    view: dict[str, Any] = {
        "m": places.modules,
        "folder": places.migrations,
        "models": sorted(dotted(places.feature("models", slug)) for slug in features),
        "tables": [table_view(table) for table in tables_of(blueprint)],
        "title": blueprint.title,
    }
    tree.add("alembic.ini", render("backend/migrations/alembic.ini.jinja", view))
    for name in ("env.py", "script.py.mako"):
        template = f"backend/migrations/{name}.jinja"
        tree.add(f"{places.migrations}/{name}", render(template, view))
    first = render("backend/migrations/0001_initial.py.jinja", view)
    tree.add(f"{places.migrations}/{FIRST}", first)
