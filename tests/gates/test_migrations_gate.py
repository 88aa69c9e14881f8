"""Real Alembic over a real SQLite file; recorded answers where it is missing."""

import pytest

from agentgen.diagnostics import Place
from agentgen.gates.migrations import GATE
from agentgen.ir.report import Verdict

ENV = """
import os
from alembic import context
from sqlalchemy import create_engine
from models import Base
engine = create_engine({url})
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
"""
MODELS = """
from sqlalchemy import Column, Integer, MetaData, Table
class Base:
    metadata = MetaData()
Table("item", Base.metadata, Column("id", Integer, primary_key=True){more})
"""
VERSION = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "1", None
def upgrade():
    op.create_table("item", sa.Column("id", sa.Integer, primary_key=True))
def downgrade():
    {down}
"""
DROP = 'op.drop_table("item")'


def write(repository, url='os.environ["DATABASE_URL"]', more="", down=DROP):
    repository.put("alembic.ini", "[alembic]\nscript_location = moves\nprepend_sys_path = .\n")
    repository.put("moves/env.py", ENV.format(url=url))
    repository.put("moves/script.py.mako", "")
    repository.put("moves/versions/1.py", VERSION.format(down=down))
    repository.put("models.py", MODELS.format(more=more))
    return GATE.run(repository.asking(migrations={}))


@pytest.mark.generated
def test_sound_migrations_pass_with_evidence(served):
    result = write(served)
    assert result.verdict is Verdict.PASSED, result
    assert [c.removeprefix("alembic ") for c in result.evidence.commands] == [
        "upgrade head",
        "check",
        "downgrade base",
        "upgrade head",
    ]
    assert result.evidence.examined == "1 migration"
    assert result.evidence.versions[0].startswith("alembic 1.")
    assert ("tables", "1") in result.evidence.figures


@pytest.mark.generated
def test_a_model_without_a_migration_is_found(served):
    result = write(served, more=', Column("name", Integer)')
    assert [f.place for f in result.findings] == [Place("alembic.ini", 1)]
    assert "models and migrations differ" in result.findings[0].message
    assert "name" in result.findings[0].message


@pytest.mark.generated
def test_a_downgrade_that_leaves_its_table_is_found(served):
    result = write(served, down="pass")
    messages = [f.message for f in result.findings]
    assert "`alembic downgrade base` leaves the table `item`" in messages
    assert any("`alembic upgrade head` failed" in message for message in messages)


@pytest.mark.generated
def test_a_downgrade_that_fails_is_found(served):
    result = write(served, down='raise NotImplementedError("one way")')
    assert ["one way" in f.message for f in result.findings] == [True]


@pytest.mark.generated
def test_no_other_database_is_touched(served):
    other = served.root / "precious.db"
    result = write(served, url=f'"sqlite:///{other}"')
    assert result.verdict is Verdict.UNVERIFIED
    assert "database of its own" in result.reason
    assert not other.exists() or other.stat().st_size == 0


@pytest.mark.generated
def test_migrations_for_another_engine_are_unverified_when_they_fail(served):
    served.put("moves/versions/0.py", '"""For postgresql."""\nrevision = "x"\nraise TypeError\n')
    result = write(served)
    assert result.verdict is Verdict.UNVERIFIED
    assert "another engine than SQLite" in result.reason


def test_without_alembic_there_is_nothing_to_examine(repository):
    repository.put("a.py", "x = 1\n")
    result = GATE.run(repository.context("migrations-run"))
    assert result.verdict is Verdict.UNVERIFIED
    assert result.reason == "there is nothing to examine"


def test_a_missing_environment_is_unverified(repository):
    result = write(repository)
    assert result.verdict is Verdict.UNVERIFIED
    assert "is not installed" in result.reason


def test_an_environment_without_alembic_is_unverified(repository):
    repository.script(".venv/bin/python", "#!/bin/sh\necho 'No module named alembic'; exit 1\n")
    result = write(repository)
    assert result.verdict is Verdict.UNVERIFIED
    assert "alembic is not installed in the repository" in result.reason


def test_alembic_that_hangs_is_unverified(repository):
    told = 'case "$*" in *--version) exit 0 ;; esac'
    repository.script(".venv/bin/python", f"#!/bin/sh\n{told}\nsleep 3\n")
    write(repository)
    result = GATE.run(repository.context("migrations-run", seconds=0.3))
    assert result.verdict is Verdict.UNVERIFIED
    assert "did not end within" in result.reason
