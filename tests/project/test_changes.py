import subprocess

import pytest

from agentgen.errors import AgentgenError
from agentgen.project.changes import changes_since


def git(root, *arguments):
    identity = ["-c", "user.name=a", "-c", "user.email=a@localhost", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def work(tmp_path):
    git(tmp_path, "init", "-b", "main")
    (tmp_path / "a.py").write_text("".join(f"x{n} = {n}\n" for n in range(1, 21)))
    (tmp_path / "gone.py").write_text("x = 1\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first")
    return tmp_path


def edit(file, old, new):
    file.write_text(file.read_text().replace(old, new))


def test_changed_added_and_removed_lines_and_new_files(work):
    edit(work / "a.py", "x3 = 3\n", "x3 = 0\n")
    edit(work / "a.py", "x9 = 9\nx10 = 10\n", "")
    edit(work / "a.py", "x20 = 20\n", "x20 = 20\n++ y\n@@ -1 +1 @@\n")
    (work / "gone.py").unlink()
    (work / "n\u00e9w file.py").write_text("x = 1\n")
    changes = changes_since(work, "HEAD")
    touched = [n for n in range(1, 25) if changes.touch("a.py", range(n, n + 1))]
    assert touched == [3, 8, 9, 19, 20]
    assert changes.touch("n\u00e9w file.py", range(7, 8))
    assert changes.touch("a.py", range(1, 4))
    assert not changes.touch("gone.py", range(1, 2))
    assert not changes.touch("other.py", range(1, 2))


def test_what_others_did_there_since_then_does_not_count(work):
    git(work, "switch", "-c", "topic")
    edit(work / "a.py", "x2 = 2", "x2 = 0")
    git(work, "commit", "-am", "mine")
    git(work, "switch", "main")
    edit(work / "a.py", "x15 = 15", "x15 = 0")
    git(work, "commit", "-am", "theirs")
    git(work, "switch", "topic")
    changes = changes_since(work, "main")
    assert changes.touch("a.py", range(2, 3))
    assert not changes.touch("a.py", range(15, 16))


def test_paths_are_those_below_the_root_that_is_asked_for(work):
    (work / "sub").mkdir()
    (work / "sub" / "b.py").write_text("x = 1\n")
    git(work, "add", ".")
    git(work, "commit", "-m", "b")
    edit(work / "sub" / "b.py", "1", "2")
    edit(work / "a.py", "x2 = 2", "x2 = 0")
    changes = changes_since(work / "sub", "HEAD")
    assert dict(changes.files) == {"b.py": (range(1, 2),)}


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:a.py", ""])
def test_what_is_no_revision_is_refused(work, revision):
    with pytest.raises(AgentgenError, match="git can't tell") as caught:
        changes_since(work, revision)
    assert caught.value.way_out
    assert sorted(p.name for p in work.iterdir()) == [".git", "a.py", "gone.py"]


def test_without_a_repository_there_is_nothing_to_compare_with(tmp_path):
    with pytest.raises(AgentgenError, match="git can't tell"):
        changes_since(tmp_path, "HEAD")
