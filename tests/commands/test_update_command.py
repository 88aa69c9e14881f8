"""`update`: what it brings in, what it leaves, and what it refuses."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.documents import pets
from typer.testing import CliRunner

from agentgen.cli.main import _register, app
from agentgen.commands.new import NewRequest, new
from agentgen.commands.update import UpdateRequest, update
from agentgen.errors import AgentgenError

ROLE = "# Backend\n\n- Functions must not exceed 40 lines\n- Use SQLAlchemy\n"
VERSIONS = "migrations/versions"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("original")
    (home / "api.json").write_text(json.dumps(pets()))
    (home / "role.md").write_text(ROLE)
    request = NewRequest("shop", home, roles=(str(home / "role.md"),), openapi=home / "api.json")
    return new(request).target


@pytest.fixture
def shop(original: Path, tmp_path: Path) -> Path:
    """A repository as `new` made it, with an identity for commits."""
    root = tmp_path / "shop"
    shutil.copytree(original, root)
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.com")
    return root


def git(root: Path, *arguments: str) -> str:
    found = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


def grown(place: Path, change: Callable[[dict[str, Any]], None] | None = None) -> Path:
    """The contract with one more property, or changed otherwise."""
    document = pets()
    if change is None:
        for schema in document["components"]["schemas"].values():
            if "name" in schema.get("properties", {}):
                schema["properties"]["nick"] = {"type": "string", "maxLength": 30}
    else:
        change(document)
    file = place / "next.json"
    file.write_text(json.dumps(document))
    return file


def renamed(document: dict[str, Any]) -> None:
    document["info"]["description"] = "Another text."


def state(root: Path) -> tuple[str, ...]:
    """Whatever must stay when nothing may change."""
    return (
        git(root, "rev-parse", "HEAD", "agentgen/generated"),
        git(root, "status", "--porcelain"),
        git(root, "count-objects"),
    )


def edit(root: Path, path: str, text: str) -> None:
    (root / path).write_text((root / path).read_text() + text)
    git(root, "commit", "--all", "--quiet", "--message", f"Edit {path}")


def test_without_a_change_nothing_is_done(shop: Path):
    before = state(shop)
    assert update(UpdateRequest(shop)).merged is None
    assert state(shop)[:2] == before[:2]


def test_a_changed_contract_comes_in_and_edits_stay(shop: Path, tmp_path: Path):
    edit(shop, "app/features/pets/service.py", "\n\nBY_HAND = 1\n")
    first = (shop / VERSIONS / "0001_initial.py").read_bytes()
    report = update(UpdateRequest(shop, openapi=grown(tmp_path)))
    assert report.merged is not None
    assert report.merged.commit == git(shop, "rev-parse", "HEAD")
    assert report.merged.conflicts == ()
    assert ("A", report.migration) in report.merged.files
    assert report.changes == ("`pets.nick` is new; rows that are there have none.",)
    assert "nick" in (shop / "app/features/pets/models.py").read_text()
    assert (shop / "app/features/pets/service.py").read_text().endswith("BY_HAND = 1\n")
    assert (shop / VERSIONS / "0001_initial.py").read_bytes() == first
    assert 'down_revision = "0001"' in (shop / report.migration).read_text()
    assert git(shop, "status", "--porcelain") == ""
    assert update(UpdateRequest(shop)).merged is None


def test_a_contract_edited_in_place_comes_in(shop: Path, tmp_path: Path):
    shutil.copy(grown(tmp_path), shop / "openapi.json")
    git(shop, "commit", "--all", "--quiet", "--message", "Change the contract")
    assert update(UpdateRequest(shop)).migration


def test_the_same_update_makes_the_same_revision(shop: Path, tmp_path: Path):
    other = tmp_path / "other"
    shutil.copytree(shop, other)
    request = UpdateRequest(shop, openapi=grown(tmp_path))
    assert update(request).migration == update(UpdateRequest(other, request.openapi)).migration


def test_where_the_tables_stay_there_is_no_migration(shop: Path, tmp_path: Path):
    report = update(UpdateRequest(shop, openapi=grown(tmp_path, renamed)))
    assert report.merged is not None
    assert (report.migration, report.changes) == ("", ())
    assert [p.name for p in (shop / VERSIONS).glob("*.py")] == ["0001_initial.py"]


def test_a_migration_builds_on_those_of_people(shop: Path, tmp_path: Path):
    theirs = 'revision = "theirs"\ndown_revision = "0001"\n'
    (shop / VERSIONS / "theirs.py").write_text(theirs)
    git(shop, "add", "--all")
    git(shop, "commit", "--quiet", "--message", "Add an index")
    report = update(UpdateRequest(shop, openapi=grown(tmp_path)))
    assert 'down_revision = "theirs"' in (shop / report.migration).read_text()
    assert (shop / VERSIONS / "theirs.py").read_text() == theirs


def test_migrations_follow_one_another(shop: Path, tmp_path: Path):
    first = update(UpdateRequest(shop, openapi=grown(tmp_path)))
    text = (shop / first.migration).read_bytes()
    (tmp_path / "back.json").write_text(json.dumps(pets()))
    second = update(UpdateRequest(shop, openapi=tmp_path / "back.json"))
    assert second.changes == ("`pets.nick` goes: ITS VALUES ARE LOST.",)
    name = Path(first.migration).name.partition("_")[0]
    assert f'down_revision = "{name}"' in (shop / second.migration).read_text()
    assert (shop / first.migration).read_bytes() == text


def test_conflicts_are_left_to_people(shop: Path, tmp_path: Path):
    models = shop / "app/features/pets/models.py"
    edit(shop, "app/features/pets/models.py", "    town: Mapped[str]\n")
    before = git(shop, "rev-parse", "HEAD")
    _register(("update",))
    ran = CliRunner().invoke(app, ["update", str(shop), "--openapi", str(grown(tmp_path))])
    assert ran.exit_code == 1
    assert "app/features/pets/models.py" in ran.output
    assert "git merge --abort" in ran.output
    assert "<<<<<<<" in models.read_text()
    git(shop, "merge", "--abort")
    assert git(shop, "rev-parse", "HEAD") == before
    trial = update(UpdateRequest(shop, openapi=grown(tmp_path), trial=True)).merged
    assert trial is not None
    assert trial.conflicts == ("app/features/pets/models.py",)


def test_a_trial_writes_nothing(shop: Path, tmp_path: Path):
    before = state(shop)
    told = update(UpdateRequest(shop, openapi=grown(tmp_path), trial=True, patch=True)).merged
    assert told is not None
    assert "+    nick: Mapped[str | None]" in told.diff
    assert state(shop) == before
    done = update(UpdateRequest(shop, openapi=grown(tmp_path))).merged
    assert done is not None
    assert done.files == told.files


def test_a_squashed_history_is_known_by_the_branch(shop: Path, tmp_path: Path):
    update(UpdateRequest(shop, openapi=grown(tmp_path)))
    git(shop, "reset", "--quiet", "--soft", "HEAD~1")
    git(shop, "commit", "--quiet", "--message", "Squashed")
    edit(shop, "app/features/pets/service.py", "\n\nBY_HAND = 1\n")
    assert update(UpdateRequest(shop)).merged is None
    report = update(UpdateRequest(shop, openapi=grown(tmp_path, renamed)))
    assert report.merged is not None
    assert report.merged.conflicts == ()
    assert (shop / "app/features/pets/service.py").read_text().endswith("BY_HAND = 1\n")


def test_a_clone_needs_no_branch(shop: Path, tmp_path: Path):
    update(UpdateRequest(shop, openapi=grown(tmp_path)))
    git(tmp_path, "clone", "--quiet", "--single-branch", str(shop), "clone")
    assert update(UpdateRequest(tmp_path / "clone")).merged is None
    assert update(UpdateRequest(tmp_path / "clone", openapi=grown(tmp_path, renamed))).merged


def test_new_roles_replace_the_old_ones(shop: Path, tmp_path: Path):
    (tmp_path / "other.md").write_text(ROLE + "- Never use `print()`\n")
    edit(shop, "agentgen.yaml", "check:\n  exclude: [vendor/**]\n")
    report = update(UpdateRequest(shop, roles=(str(tmp_path / "other.md"),)))
    assert report.merged is not None
    assert report.merged.conflicts == ()
    text = (shop / "agentgen.yaml").read_text()
    assert "specs:\n  - specs/other.md\n" in text
    assert text.endswith("check:\n  exclude: [vendor/**]\n")
    assert [p.name for p in (shop / "specs").iterdir()] == ["other.md"]


def _dirty(root: Path) -> None:
    (root / "README.md").write_text("changed")


def _ignored(root: Path) -> None:
    shutil.rmtree(root / ".git")


def _foreign(root: Path) -> None:
    git(root, "rm", "--quiet", "agentgen.lock")
    git(root, "commit", "--quiet", "--message", "Remove the lock")


def _touched_lock(root: Path) -> None:
    lock = root / "agentgen.lock"
    lock.write_text(re.sub(r'"[0-9a-f]{64}"', '"0"', lock.read_text()))
    git(root, "commit", "--all", "--quiet", "--message", "Change the lock")


def _missing_contract(root: Path) -> None:
    git(root, "rm", "--quiet", "openapi.json")
    git(root, "commit", "--quiet", "--message", "Remove the contract")


def _two_heads(root: Path) -> None:
    for name in ("one", "two"):
        text = f'revision = "{name}"\ndown_revision = "0001"\n'
        (root / VERSIONS / f"{name}.py").write_text(text)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Add two migrations")


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (_dirty, "1 changed files are not committed"),
        (_ignored, "this is no git work tree"),
        (_foreign, "there is no agentgen.lock"),
        (_touched_lock, "no commit holds the repository as agentgen generated it"),
        (_missing_contract, "there is no such file"),
        (_two_heads, "2 heads of migrations"),
    ],
)
def test_refusals_change_nothing(shop: Path, tmp_path: Path, spoil, what: str):
    given = None if spoil is _missing_contract else grown(tmp_path)
    spoil(shop)
    before = _everything(shop)
    with pytest.raises(AgentgenError) as caught:
        update(UpdateRequest(shop, openapi=given))
    assert what in str(caught.value)
    assert caught.value.way_out
    assert _everything(shop) == before


def test_what_stands_in_the_way_is_not_overwritten(shop: Path, tmp_path: Path):
    planned = update(UpdateRequest(shop, openapi=grown(tmp_path), trial=True)).migration
    (shop / planned).write_text("not committed")
    before = state(shop)[:2]
    with pytest.raises(AgentgenError, match=r"can't be|refused to merge"):
        update(UpdateRequest(shop, openapi=grown(tmp_path)))
    assert state(shop)[:2] == before


def test_a_directory_below_the_root_is_refused(shop: Path):
    with pytest.raises(AgentgenError, match="not the root"):
        update(UpdateRequest(shop / "app"))


def test_the_report_as_json(shop: Path, tmp_path: Path):
    _register(("update",))
    asked = ["update", str(shop), "--openapi", str(grown(tmp_path)), "--dry-run", "--json"]
    told = json.loads(CliRunner().invoke(app, asked).output)
    assert told["up_to_date"] is False
    assert {"change": "A", "path": told["migration"]} in told["files"]
    assert told["conflicts"] == []


def _everything(root: Path) -> dict[str, bytes]:
    kept = [p for p in root.rglob("*") if p.is_file() and p.name not in ("index", "ORIG_HEAD")]
    return {str(p.relative_to(root)): p.read_bytes() for p in kept}
