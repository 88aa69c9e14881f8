"""Run in the environment of generated repositories: take migrations on databases with rows.

Reads cases (lists of sources and rows) as JSON from a file and prints what went wrong.
"""

import asyncio
import json
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.util import greenlet_spawn

SPACE = UUID("12345678-1234-5678-1234-567812345678")
TYPES: dict[str, Any] = {
    "integer": sa.Integer(), "bigint": sa.BigInteger(), "float": sa.Double(),
    "string": sa.String(), "text": sa.Text(), "boolean": sa.Boolean(), "date": sa.Date(),
    "datetime": sa.DateTime(timezone=True), "time": sa.Time(), "uuid": sa.Uuid(), "json": sa.JSON(),
}  # fmt: skip


def value(kind: str, seed: int, length: int | None) -> Any:
    """A value of a type; another one for another seed."""
    text = f"{seed}" if seed % 2 else f"{seed} is a long text"
    return {
        "integer": seed, "bigint": seed, "float": seed + 0.5, "string": text[: length or 9],
        "text": text, "boolean": bool(seed % 2), "date": date(2026, 1, 1 + seed % 28),
        "datetime": datetime(2026, 1, 1, seed % 24, tzinfo=UTC), "time": time(seed % 24, 30),
        "uuid": uuid5(SPACE, str(seed)), "json": {"n": seed} if seed % 2 else [seed],
    }[kind]  # fmt: skip


def fill(connection: sa.Connection, tables: list[dict[str, Any]]) -> dict[str, int]:
    """Put rows into tables, parents first; returns how many each has."""
    keys: dict[str, list[Any]] = {}
    for table in tables:
        columns = table["columns"]
        target = sa.table(table["name"], *(sa.column(c["name"], TYPES[c["type"]]) for c in columns))
        refers = {r["column"]: r["table"] for r in table["references"]}
        keys[table["name"]] = []
        for seed in range(1, 4):
            row = {}
            for number, column in enumerate(columns):
                name = column["name"]
                if name in refers:
                    row[name] = keys[refers[name]][seed - 1]
                elif column.get("nullable") and seed == 2:
                    row[name] = None
                else:
                    row[name] = value(column["type"], seed * 7 + number, column.get("length"))
            connection.execute(target.insert().values(row))
            keys[table["name"]].append(row["id"])
    return {name: len(found) for name, found in keys.items()}


def run(connection: sa.Connection, source: str, way: str) -> None:
    """Take a migration."""
    module = ModuleType("migration")
    exec(compile(source, "migration.py", "exec"), module.__dict__)
    with Operations.context(MigrationContext.configure(connection)):
        getattr(module, way)()


def describe(connection: sa.Connection, *, easy: bool = False) -> dict[str, Any]:
    """The schema, as the database tells it; `easy` leaves out what may be NULL."""
    tell = sa.inspect(connection)
    found: dict[str, Any] = {}
    for table in sorted(tell.get_table_names()):
        columns = {
            c["name"]: (str(c["type"]), easy or c["nullable"], c["default"])
            for c in tell.get_columns(table)
        }
        references = sorted(
            (r["name"], *r["constrained_columns"], r["referred_table"], *r["referred_columns"],
             r["options"].get("ondelete"))
            for r in tell.get_foreign_keys(table)
        )  # fmt: skip
        uniques = sorted(
            (u["name"], *u["column_names"]) for u in tell.get_unique_constraints(table)
        )
        indexes = sorted(
            (i["name"], *i["column_names"], bool(i["unique"])) for i in tell.get_indexes(table)
            if not i.get("duplicates_constraint")
        )  # fmt: skip
        key = tell.get_pk_constraint(table)
        found[table] = [dict(sorted(columns.items())), references, uniques, indexes,
                        (key["name"], key["constrained_columns"])]  # fmt: skip
    return found


def count(connection: sa.Connection, names: list[str]) -> dict[str, int]:
    """How many rows tables have."""
    asked = {n: sa.select(sa.func.count()).select_from(sa.table(n)) for n in names}
    return {name: connection.execute(query).scalar_one() for name, query in asked.items()}


def empty(engine: sa.Engine) -> None:
    """Drop all tables."""
    metadata = sa.MetaData()
    metadata.reflect(engine)
    metadata.drop_all(engine)


def stopped(engine: sa.Engine, source: str, way: str = "upgrade") -> bool:
    """Take a migration; True when it stopped because values repeat."""
    try:
        with engine.begin() as connection:
            run(connection, source, way)
    except RuntimeError as problem:
        if "repeat" not in str(problem):
            raise
        return True
    return False


def rehearse(engine: sa.Engine, case: dict[str, Any]) -> list[str]:
    """Take one case up, down and up again; what is not as it should be."""
    wrong: list[str] = []
    with engine.begin() as connection:
        run(connection, case["fresh"], "upgrade")
        wanted = describe(connection)
    empty(engine)
    with engine.begin() as connection:
        run(connection, case["first"], "upgrade")
        before = describe(connection, easy=True)
        rows = fill(connection, case["tables"])
    if stopped(engine, case["change"]):
        with engine.begin() as connection:
            same = describe(connection, easy=True) == before
        empty(engine)
        return [] if same else ["it stopped half-way"]
    with engine.begin() as connection:
        found = describe(connection)
        if found != wanted:
            wrong.append(f"up: {found} is not {wanted}")
        kept = {name: rows[name] for name in case["kept"]}
        if count(connection, case["kept"]) != kept:
            wrong.append(f"rows are lost: {count(connection, case['kept'])} of {kept}")
    if stopped(engine, case["change"], "downgrade"):
        empty(engine)
        return wrong
    with engine.begin() as connection:
        found = describe(connection, easy=True)
        if found != before:
            wrong.append(f"down: {found} is not {before}")
        if count(connection, case["kept"]) != kept:
            wrong.append("rows are lost on the way down")
    if not stopped(engine, case["change"]):
        with engine.begin() as connection:
            if describe(connection) != wanted:
                wrong.append("up again gives another schema")
    empty(engine)
    return wrong


def every(engine: sa.Engine, cases: str) -> None:
    """Rehearse every case of a file."""
    for case in json.loads(Path(cases).read_text("utf-8")):
        try:
            wrong = rehearse(engine, case)
        except (SQLAlchemyError, LookupError, ValueError, TypeError, RuntimeError) as problem:
            wrong = [f"{type(problem).__name__}: {str(problem)[:600]}"]
            empty(engine)
        if wrong:
            sys.stdout.write(f"case {case['name']}: {wrong[0][:3000]}\n")


async def main(url: str, cases: str) -> None:
    """Rehearse on the database of an address."""
    engine = create_async_engine(url).sync_engine
    if engine.dialect.name == "sqlite":  # as `env.py` of generated repositories has it
        event.listen(engine, "connect", lambda made, _: setattr(made, "isolation_level", None))
        event.listen(engine, "begin", lambda made: made.exec_driver_sql("BEGIN"))
    await greenlet_spawn(every, engine, cases)


asyncio.run(main(*sys.argv[1:]))
