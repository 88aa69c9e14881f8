"""Migrations between schemas by chance, taken on databases with rows."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from agentgen.emit.backend import revision
from agentgen.ir.tables import Table
from agentgen.plan.schema_changes import changes, eased
from agentgen.process import run
from agentgen.project.schema import as_json
from tests.generated.environment import backend_bin, backend_environment, postgresql
from tests.schemas import next_schema, schema

CASES = 40
PROGRAM = Path(__file__).with_name("rehearsal.py")

pytestmark = pytest.mark.generated


def source(old: tuple[Table, ...], new: tuple[Table, ...]) -> str:
    return revision(changes(old, new), changes(new, old), "").text


def case(seed: int) -> dict[str, Any]:
    chance = Random(seed)
    old = schema(chance)
    new = eased(old, next_schema(chance, old))
    there = {t.name: t for t in old}
    kept = [t.name for t in new if t.name in there and t.key == there[t.name].key]
    return {
        "name": seed,
        "first": source((), old),
        "change": source(old, new),
        "fresh": source((), new),
        "tables": as_json(old),
        "kept": kept,
    }


def rehearse(url: str, place: Path) -> str:
    file = place / "cases.json"
    file.write_text(json.dumps([case(seed) for seed in range(CASES)]), "utf-8")
    done = run(
        [str(backend_bin() / "python"), str(PROGRAM), url, str(file)],
        cwd=place, env=backend_environment(),
    )  # fmt: skip
    assert done.ok, done.output
    return done.output


def test_tables_with_rows_change_on_sqlite(tmp_path: Path) -> None:
    assert rehearse(f"sqlite+aiosqlite:///{tmp_path}/data.db", tmp_path) == ""


@pytest.mark.postgres
def test_tables_with_rows_change_on_postgresql(tmp_path: Path) -> None:
    with postgresql() as url:
        assert rehearse(url, tmp_path) == ""
