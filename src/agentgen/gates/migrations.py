"""Migrations: up from nothing, in step with the models, down to nothing, and up again."""

import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from agentgen.gates.base import Gate, GateContext, Params, Parts
from agentgen.gates.environment import tail, use
from agentgen.gates.scratch import REFUSAL, Scratch, refused, scratch
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands
from agentgen.ir.report import GateResult
from agentgen.process import Completed

_RUN = (
    r"\balembic check\b|\balembic upgrade\b|\bmigrations?\b[^.;]*\b(?:reversible|downgrad\w*"
    r"|roll(?:ed)? back|run cleanly|appl(?:y|ies) cleanly)\b"
    r"|\b(?:reversible|downgradable)\b[^.;]*\bmigrations?\b"
)
_OTHER_ENGINE = re.compile(r"postgresql|mysql|mssql|\bJSONB\b|CREATE EXTENSION")
_DRIFT = re.compile(r"New upgrade operations detected: (?P<operations>.+)")
_AWAY = ("no such command", "invalid choice")


@needing(_RUN)
def phrases(statement: Statement) -> Params | None:
    """«`alembic check` is clean», «every migration is reversible»."""
    return {} if demands(statement, _RUN) else None


def measure(context: GateContext) -> GateResult:
    """Run Alembic up, check, down and up over a scratch SQLite database."""
    start = time.monotonic()
    parts = Parts("migrations-run", context.setting)
    ini = _ini(context)
    if ini is not None:
        with scratch(context, parts) as place:
            if place is not None:
                _rehearse(context, parts, place, ini)
    return parts.result(time.monotonic() - start)


def _ini(context: GateContext) -> str | None:
    """The nearest `alembic.ini`."""
    found = [p for p in context.codebase.texts if p.rsplit("/", 1)[-1] == "alembic.ini"]
    return min(found, key=lambda p: (p.count("/"), p), default=None)


def _rehearse(context: GateContext, parts: Parts, place: Scratch, ini: str) -> None:
    versions = [p for p in context.codebase.python if "/versions/" in f"/{p}"]
    if not _step(context, parts, place, ini, ("upgrade", "head")):
        return
    tables = _tables(place.database)
    parts.examined.append(f"{len(versions)} migration{'s' if len(versions) != 1 else ''}")
    parts.figures.append(("tables", str(len(tables))))
    _compare(context, parts, place, ini)
    if not _step(context, parts, place, ini, ("downgrade", "base")):
        return
    for table in _tables(place.database):
        parts.found(ini, 1, f"`alembic downgrade base` leaves the table `{table}`", _DOWN)
    if _step(context, parts, place, ini, ("upgrade", "head")):
        for table in sorted(tables ^ _tables(place.database)):
            parts.found(ini, 1, f"down and up again does not give the table `{table}` back", _DOWN)


_DOWN = "let `downgrade` undo what `upgrade` does"


def _step(
    context: GateContext, parts: Parts, place: Scratch, ini: str, arguments: tuple[str, ...]
) -> bool:
    """Run one command; False when it failed, which is noted."""
    done = _alembic(context, parts, place, ini, arguments)
    if done is None or done.ok:
        return done is not None
    shown = f"`alembic {' '.join(arguments)}` failed: {tail(done.output, 3)}"
    if refused(done.output):
        parts.missing.append(REFUSAL)
    elif "No module named alembic" in done.output:
        parts.missing.append("alembic is not installed in the repository: run `make install` first")
    elif _is_for_another_engine(context):
        parts.missing.append(f"the migrations are written for another engine than SQLite; {shown}")
    else:
        parts.found(ini, 1, shown, "mend the migration")
    return False


def _alembic(
    context: GateContext, parts: Parts, place: Scratch, ini: str, arguments: tuple[str, ...]
) -> Completed | None:
    return use(context, parts, place.tool("alembic"), arguments, ini.rpartition("/")[0], place.env)


def _is_for_another_engine(context: GateContext) -> bool:
    texts = (t for p, t in context.codebase.texts.items() if "/versions/" in f"/{p}")
    return any(_OTHER_ENGINE.search(text) for text in texts)


def _compare(context: GateContext, parts: Parts, place: Scratch, ini: str) -> None:
    """`alembic check`: the models ask for nothing that no migration makes."""
    done = _alembic(context, parts, place, ini, ("check",))
    if done is None or done.ok:
        return
    drift = _DRIFT.search(done.output)
    if drift is not None:
        message = f"models and migrations differ: {drift['operations'][:400]}"
        parts.found(ini, 1, message, "write a migration (`alembic revision --autogenerate`)")
    elif any(word in done.output for word in _AWAY):
        parts.missing.append("this Alembic has no `check`: 1.9 or later is needed")
    else:
        parts.missing.append(f"`alembic check` failed: {tail(done.output, 3)}")


def _tables(database: Path) -> set[str]:
    """Names of the tables in a SQLite file, Alembic's own left out."""
    if not database.exists():
        return set()
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {str(n) for (n,) in rows if n != "alembic_version" and not n.startswith("sqlite_")}


GATE = Gate(
    id="migrations-run",
    title="Migrations run up, down and up again, and make what the models say",
    keywords=("migration", "alembic", "reversible", "downgrad"),
    phrases=phrases,
    measure=measure,
    prose={
        "Every migration is reversible": {},
        "Run `alembic check` in CI": {},
        "Migrations must run cleanly on an empty database": {},
        "Write reversible migrations": {},
    },
    not_prose=(
        "Version the migrations",
        "Migrations need not be reversible",
        "Never run alembic upgrade by hand",
        "The migration of users to the new plan is planned for May",
    ),
    on_demand=True,
    verifies=("migrations",),
)
