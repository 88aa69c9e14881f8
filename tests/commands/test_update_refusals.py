"""`update`: what it refuses, with a way out and without a trace."""

import re
import shutil
from pathlib import Path

import pytest
from tests.updating import VERSIONS, edit, git, grown, state

from agentgen.commands.update import UpdateRequest, update
from agentgen.errors import AgentgenError


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


def _on_the_branch(root: Path) -> None:
    git(root, "switch", "--quiet", "agentgen/generated")


def _merging(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "other")
    edit(root, "README.md", "one")
    git(root, "switch", "--quiet", "main")
    edit(root, "AGENTS.md", "two")
    git(root, "merge", "--quiet", "--no-commit", "other")


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
        (_on_the_branch, "agentgen/generated is checked out"),
        (_merging, "a merge is under way"),
        (_ignored, "this is no git work tree"),
        (_foreign, "there is no agentgen.lock"),
        (_touched_lock, "no commit holds the repository as agentgen generated it"),
        (_missing_contract, "there is no such file"),
        (_two_heads, "2 heads of migrations"),
    ],
)
def test_refusals_change_nothing(made: Path, tmp_path: Path, spoil, what: str):
    given = None if spoil is _missing_contract else grown(tmp_path)
    spoil(made)
    before = _everything(made)
    with pytest.raises(AgentgenError) as caught:
        update(UpdateRequest(made, openapi=given))
    assert what in str(caught.value)
    assert caught.value.way_out
    assert _everything(made) == before


def test_what_stands_in_the_way_is_not_overwritten(made: Path, tmp_path: Path):
    planned = update(UpdateRequest(made, openapi=grown(tmp_path), trial=True)).migration
    (made / planned).write_text("not committed")
    before = state(made)[:2]
    with pytest.raises(AgentgenError, match=r"can't be|refused to merge"):
        update(UpdateRequest(made, openapi=grown(tmp_path)))
    assert state(made)[:2] == before


def test_a_directory_below_the_root_is_refused(made: Path):
    with pytest.raises(AgentgenError, match="not the root"):
        update(UpdateRequest(made / "app"))


def _everything(root: Path) -> dict[str, bytes]:
    kept = [p for p in root.rglob("*") if p.is_file() and p.name not in ("index", "ORIG_HEAD")]
    return {str(p.relative_to(root)): p.read_bytes() for p in kept}
