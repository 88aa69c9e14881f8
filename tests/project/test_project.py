"""Writing, formatting, locking and committing a tree."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from agentgen.errors import AgentgenError
from agentgen.project import formatting, staging, vcs
from agentgen.project.lock import digest, lock_text
from agentgen.project.staging import check_target, write_repository, write_tree
from agentgen.tree import Owner, SourceTree


def test_files_are_written_with_their_mode_and_line_ends(tmp_path: Path):
    tree = SourceTree.of({"a/b.txt": "one\ntwo\n"})
    tree.add("run.sh", "#!/bin/sh\n", executable=True)
    write_tree(tree, tmp_path / "x")
    assert (tmp_path / "x" / "a" / "b.txt").read_bytes() == b"one\ntwo\n"
    assert os.access(tmp_path / "x" / "run.sh", os.X_OK)
    assert not os.access(tmp_path / "x" / "a" / "b.txt", os.X_OK)


def test_a_tree_appears_only_when_finished(tmp_path: Path):
    target = tmp_path / "x"

    def finish(root: Path) -> None:
        assert (root / "a").read_text() == "1"
        assert not target.exists()
        (root / "b").write_text("2")

    write_repository(SourceTree.of({"a": "1"}), target, finish)
    assert sorted(p.name for p in target.iterdir()) == ["a", "b"]


def test_what_was_made_meanwhile_is_left_alone(tmp_path: Path):
    target = tmp_path / "x"

    def finish(_: Path) -> None:
        target.mkdir()
        (target / "mine").write_text("1")

    with pytest.raises(AgentgenError, match="not empty"):
        write_repository(SourceTree.of({"a": "1"}), target, finish)
    assert [p.name for p in target.iterdir()] == ["mine"]


def test_an_interrupt_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def finish(_: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_repository(SourceTree.of({"a": "1"}), tmp_path / "x", finish)
    assert list(tmp_path.iterdir()) == []


def test_targets_need_a_directory_that_can_be_written(tmp_path, monkeypatch):
    with pytest.raises(AgentgenError, match="no such directory"):
        check_target(tmp_path / "gone" / "x")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(AgentgenError, match="can't be written"):
        check_target(tmp_path / "x")


def test_processes_of_others_are_alive(monkeypatch: pytest.MonkeyPatch):
    def refuse(_pid: int, _signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert staging._is_alive(1)


def test_code_is_formatted_and_unused_imports_go(tmp_path: Path):
    (tmp_path / "a.py").write_text("import sys\nimport os\nx = {'a':os.name}\n")
    formatting.format_python(tmp_path)
    assert (tmp_path / "a.py").read_text() == 'import os\n\nx = {"a": os.name}\n'


def test_code_that_does_not_parse_is_our_fault(tmp_path: Path):
    (tmp_path / "a.py").write_text("def (:\n")
    with pytest.raises(AgentgenError, match="does not pass ruff") as caught:
        formatting.format_python(tmp_path)
    assert "a.py" in caught.value.why
    assert "report" in caught.value.way_out


def test_ruff_is_looked_up_beside_python_first(monkeypatch: pytest.MonkeyPatch):
    assert Path(formatting.ruff_program()).exists()
    monkeypatch.setattr("sysconfig.get_path", lambda _: "/nowhere")
    assert formatting.ruff_program() == "ruff"


def test_the_first_commit_is_signed_by_the_user_where_known(tmp_path, monkeypatch):
    def author(root: Path) -> str:
        command = ["git", "log", "-1", "--format=%an <%ae> %s"]
        return subprocess.run(command, cwd=root, capture_output=True, text=True).stdout.strip()

    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    vcs.init_repository(tmp_path / "one", "First")
    assert author(tmp_path / "one") == "agentgen <agentgen@localhost> First"
    (tmp_path / "config").write_text("[user]\nname = Known\nemail = k@example.com\n")
    (tmp_path / ".gitconfig").write_text("[user]\nname = Known\nemail = k@example.com\n")
    vcs.init_repository(tmp_path / "two", "First")
    assert author(tmp_path / "two") == "Known <k@example.com> First"


def test_git_refuses_an_empty_commit(tmp_path: Path):
    (tmp_path / "x").mkdir()
    with pytest.raises(AgentgenError, match="git refused"):
        vcs.init_repository(tmp_path / "x", "First")


def test_the_lock_holds_digests_of_inputs_and_files():
    tree = SourceTree.of({"b": "2"})
    tree.add("a", "é", owner=Owner.USER)
    lock = json.loads(lock_text("1.0", {"z": "in"}, tree))
    assert lock == {
        "agentgen": "1.0",
        "inputs": {"z": digest("in")},
        "tables": [],
        "files": {
            "a": {"owner": "user", "sha256": hashlib.sha256("é".encode()).hexdigest()},
            "b": {"owner": "generated", "sha256": digest("2")},
        },
    }
    assert list(lock["files"]) == ["a", "b"]


def test_long_unions_are_laid_out_as_black_does(tmp_path: Path) -> None:
    one, other = "First" * 9, "Second" * 9
    file = tmp_path / "a.py"
    file.write_text(f"def f(a: int, b: {one} | {other} | None, c: int | None) -> None:\n    ...\n")
    formatting.format_python(tmp_path)
    text = file.read_text()
    done = subprocess.run(
        [sys.executable, "-m", "black", "--check", "--quiet", "."], cwd=tmp_path, check=False
    )
    assert done.returncode == 0, text
    assert f"    b: (\n        {one}" in text
    assert "    c: int | None,\n" in text


def test_long_unions_keep_their_default(tmp_path: Path) -> None:
    one, other = "First" * 9, "Second" * 9
    file = tmp_path / "a.py"
    file.write_text(f"def f(a: int, b: {one} | {other} | None = None) -> None:\n    ...\n")
    formatting.format_python(tmp_path)
    assert "| None\n    ) = None,\n" in file.read_text()
    done = subprocess.run(
        [sys.executable, "-m", "black", "--check", "--quiet", "."], cwd=tmp_path, check=False
    )
    assert done.returncode == 0
