"""`update`: what it brings in, and what it leaves."""

import json
import shutil
from pathlib import Path
from typing import Any

from tests.documents import INTEGER, TEXT, array, keys, obj, operation, pets, ref
from tests.updating import ROLE, VERSIONS, edit, git, grown, renamed, state
from typer.testing import CliRunner

from agentgen.cli.main import _register, app
from agentgen.commands.update import UpdateRequest, update


def test_without_a_change_nothing_is_done(made: Path):
    before = state(made)
    assert update(UpdateRequest(made)).merged is None
    assert state(made)[:2] == before[:2]


def test_a_changed_contract_comes_in_and_edits_stay(made: Path, tmp_path: Path):
    edit(made, "app/features/pets/service.py", "\n\nBY_HAND = 1\n")
    first = (made / VERSIONS / "0001_initial.py").read_bytes()
    report = update(UpdateRequest(made, openapi=grown(tmp_path)))
    assert report.merged is not None
    assert report.merged.commit == git(made, "rev-parse", "HEAD")
    assert report.merged.conflicts == ()
    assert ("A", report.migration) in report.merged.files
    assert report.changes == ("`pets.nick` is new; rows that are there have none.",)
    assert "nick" in (made / "app/features/pets/models.py").read_text()
    assert (made / "app/features/pets/service.py").read_text().endswith("BY_HAND = 1\n")
    assert (made / VERSIONS / "0001_initial.py").read_bytes() == first
    assert 'down_revision = "0001"' in (made / report.migration).read_text()
    assert git(made, "status", "--porcelain") == ""
    assert update(UpdateRequest(made)).merged is None


def test_a_contract_edited_in_place_comes_in(made: Path, tmp_path: Path):
    shutil.copy(grown(tmp_path), made / "openapi.json")
    git(made, "commit", "--all", "--quiet", "--message", "Change the contract")
    assert update(UpdateRequest(made)).migration


def test_the_same_update_makes_the_same_revision(made: Path, tmp_path: Path):
    other = tmp_path / "other"
    shutil.copytree(made, other)
    request = UpdateRequest(made, openapi=grown(tmp_path))
    assert update(request).migration == update(UpdateRequest(other, request.openapi)).migration


def test_where_the_tables_stay_there_is_no_migration(made: Path, tmp_path: Path):
    report = update(UpdateRequest(made, openapi=grown(tmp_path, renamed)))
    assert report.merged is not None
    assert (report.migration, report.changes) == ("", ())
    assert [p.name for p in (made / VERSIONS).glob("*.py")] == ["0001_initial.py"]


def test_a_migration_builds_on_those_of_people(made: Path, tmp_path: Path):
    theirs = 'revision = "theirs"\ndown_revision = "0001"\n'
    (made / VERSIONS / "theirs.py").write_text(theirs)
    git(made, "add", "--all")
    git(made, "commit", "--quiet", "--message", "Add an index")
    report = update(UpdateRequest(made, openapi=grown(tmp_path)))
    assert 'down_revision = "theirs"' in (made / report.migration).read_text()
    assert (made / VERSIONS / "theirs.py").read_text() == theirs


def test_migrations_follow_one_another(made: Path, tmp_path: Path):
    first = update(UpdateRequest(made, openapi=grown(tmp_path)))
    text = (made / first.migration).read_bytes()
    (tmp_path / "back.json").write_text(json.dumps(pets()))
    second = update(UpdateRequest(made, openapi=tmp_path / "back.json"))
    assert second.changes == ("`pets.nick` goes: ITS VALUES ARE LOST.",)
    name = Path(first.migration).name.partition("_")[0]
    assert f'down_revision = "{name}"' in (made / second.migration).read_text()
    assert (made / first.migration).read_bytes() == text


def test_conflicts_are_left_to_people(made: Path, tmp_path: Path):
    models = made / "app/features/pets/models.py"
    edit(made, "app/features/pets/models.py", "    town: Mapped[str]\n")
    before = git(made, "rev-parse", "HEAD")
    _register(("update",))
    ran = CliRunner().invoke(app, ["update", str(made), "--openapi", str(grown(tmp_path))])
    assert ran.exit_code == 1
    assert "app/features/pets/models.py" in ran.output
    assert "git merge --abort" in ran.output
    assert "<<<<<<<" in models.read_text()
    git(made, "merge", "--abort")
    assert git(made, "rev-parse", "HEAD") == before
    trial = update(UpdateRequest(made, openapi=grown(tmp_path), trial=True)).merged
    assert trial is not None
    assert trial.conflicts == ("app/features/pets/models.py",)


def test_a_trial_writes_nothing(made: Path, tmp_path: Path):
    before = state(made)
    told = update(UpdateRequest(made, openapi=grown(tmp_path), trial=True, patch=True)).merged
    assert told is not None
    assert "+    nick: Mapped[str | None]" in told.diff
    assert state(made) == before
    done = update(UpdateRequest(made, openapi=grown(tmp_path))).merged
    assert done is not None
    assert done.files == told.files


def test_a_squashed_history_is_known_by_the_branch(made: Path, tmp_path: Path):
    update(UpdateRequest(made, openapi=grown(tmp_path)))
    git(made, "reset", "--quiet", "--soft", "HEAD~1")
    git(made, "commit", "--quiet", "--message", "Squashed")
    edit(made, "app/features/pets/service.py", "\n\nBY_HAND = 1\n")
    assert update(UpdateRequest(made)).merged is None
    report = update(UpdateRequest(made, openapi=grown(tmp_path, renamed)))
    assert report.merged is not None
    assert report.merged.conflicts == ()
    assert (made / "app/features/pets/service.py").read_text().endswith("BY_HAND = 1\n")


def test_a_clone_needs_no_branch(made: Path, tmp_path: Path):
    update(UpdateRequest(made, openapi=grown(tmp_path)))
    git(tmp_path, "clone", "--quiet", "--single-branch", str(made), "clone")
    assert update(UpdateRequest(tmp_path / "clone")).merged is None
    assert update(UpdateRequest(tmp_path / "clone", openapi=grown(tmp_path, renamed))).merged


def with_owners(document: dict[str, Any]) -> None:
    """Pets get an owner whom they must name."""
    whole = {"id": INTEGER, "name": TEXT}
    schemas = document["components"]["schemas"]
    schemas |= {"Owner": obj(whole, "id", "name"), "NewOwner": obj({"name": TEXT}, "name")}
    for name in ("Pet", "NewPet"):
        schemas[name]["properties"]["ownerId"] = INTEGER
        schemas[name]["required"].append("ownerId")
    document["paths"]["/owners"] = {
        "get": operation(array(ref("Owner")), operationId="listOwners"),
        "post": operation(ref("Owner"), ref("NewOwner"), "201", operationId="createOwner"),
    }
    document["paths"]["/owners/{ownerId}"] = {
        "get": operation(ref("Owner"), parameters=keys(ownerId=INTEGER), operationId="readOwner")
    }


def test_a_reference_that_old_rows_lack_admits_null_for_good(made: Path, tmp_path: Path):
    report = update(UpdateRequest(made, openapi=grown(tmp_path, with_owners)))
    assert any("`pets.owner_id` is new and required; nothing tells" in c for c in report.changes)
    models = (made / "app/features/pets/models.py").read_text()
    assert "nullable=True" in models.partition("owner_id: Mapped[int] = ")[2]
    assert update(UpdateRequest(made)).merged is None


def test_new_roles_replace_the_old_ones(made: Path, tmp_path: Path):
    (tmp_path / "other.md").write_text(ROLE + "- Never use `print()`\n")
    edit(made, "agentgen.yaml", "check:\n  exclude: [vendor/**]\n")
    report = update(UpdateRequest(made, roles=(str(tmp_path / "other.md"),)))
    assert report.merged is not None
    assert report.merged.conflicts == ()
    text = (made / "agentgen.yaml").read_text()
    assert "specs:\n  - specs/other.md\n" in text
    assert text.endswith("check:\n  exclude: [vendor/**]\n")
    assert [p.name for p in (made / "specs").iterdir()] == ["other.md"]


def test_the_report_as_json(made: Path, tmp_path: Path):
    _register(("update",))
    asked = ["update", str(made), "--openapi", str(grown(tmp_path)), "--dry-run", "--json"]
    told = json.loads(CliRunner().invoke(app, asked).output)
    assert told["up_to_date"] is False
    assert {"change": "A", "path": told["migration"]} in told["files"]
    assert told["conflicts"] == []
