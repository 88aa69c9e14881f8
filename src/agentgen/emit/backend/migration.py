"""Alembic: the environment and the first migration."""

from collections.abc import Iterator
from typing import Any

from agentgen.emit.backend.column_names import db_name
from agentgen.emit.backend.layout import Places, dotted
from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.records import (
    freed_columns,
    on_delete,
    record_view,
    unique_pair,
)
from agentgen.emit.render import render
from agentgen.ir.blueprint import Blueprint, Entity
from agentgen.tree import SourceTree


def add_migrations(tree: SourceTree, blueprint: Blueprint, places: Places) -> None:
    """Add `alembic.ini`, the environment and the migration that creates all tables."""
    features = dict.fromkeys(e.feature for e in blueprint.entities.values())
    view: dict[str, Any] = {
        "m": places.modules,
        "folder": places.migrations,
        "models": sorted(dotted(places.feature("models", slug)) for slug in features),
        "tables": [_table(blueprint, entity) for entity in blueprint.entities.values()],
        "title": blueprint.title,
    }
    tree.add("alembic.ini", render("backend/migrations/alembic.ini.jinja", view))
    for name in ("env.py", "script.py.mako"):
        template = f"backend/migrations/{name}.jinja"
        tree.add(f"{places.migrations}/{name}", render(template, view))
    first = render("backend/migrations/0001_initial.py.jinja", view)
    tree.add(f"{places.migrations}/versions/0001_initial.py", first)


def _table(blueprint: Blueprint, entity: Entity) -> dict[str, Any]:
    return {
        "name": entity.table,
        "columns": [c.migration for c in record_view(blueprint, entity).columns],
        "constraints": list(_constraints(blueprint, entity)),
        "freed": freed_columns(blueprint, entity),
        "indexes": record_view(blueprint, entity).indexes,
    }


def _constraints(blueprint: Blueprint, entity: Entity) -> Iterator[str]:
    table = entity.table
    for column in entity.columns:
        name = db_name(blueprint, entity, column)
        if column.references:
            target = blueprint.entities[column.references[0]]
            other = db_name(blueprint, target, target.column(column.references[1]))
            yield (
                f'sa.ForeignKeyConstraint(["{name}"], ["{target.table}.{other}"], '
                f'name=op.f("fk_{table}_{name}_{target.table}"), ondelete="{on_delete(column)}")'
            )
    primary = next(c for c in entity.columns if c.primary)
    key = db_name(blueprint, entity, primary)
    yield f'sa.PrimaryKeyConstraint("{key}", name=op.f("pk_{table}"))'
    for column in entity.columns:
        if column.unique and not column.primary and not entity.soft_delete:
            name = db_name(blueprint, entity, column)
            yield f'sa.UniqueConstraint("{name}", name=op.f("uq_{table}_{name}"))'
    pair = unique_pair(blueprint, entity)
    if pair:
        names = ", ".join(literal(n) for n in pair)
        yield f'sa.UniqueConstraint({names}, name=op.f("uq_{table}_{pair[0]}"))'
