"""Scratch copies, environments, and the output of tools."""

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from fill_world import git

from agentgen.errors import AgentgenError
from agentgen.fill.condense import condensed, new_findings
from agentgen.fill.environment import find_environment, project_folder
from agentgen.fill.junit import read_junit
from agentgen.fill.scratch import scratch_copy, sweep

PYTHON = Path(sys.executable)


def test_a_scratch_copy_leaves_secrets_history_and_links_behind(shop):
    (shop / ".env").write_text("A=1")
    (shop / ".env.local").write_text("A=1")
    (shop / ".env.example").write_text("A=")
    (shop / "new.py").write_text("x = 1")
    (shop / "out.py").symlink_to("/etc/hostname")
    (shop / "run.sh").write_text("true")
    (shop / "run.sh").chmod(0o755)
    (shop / ".venv/bin").mkdir(parents=True)
    git(shop, "rm", "-q", "--cached", "shop/rates.py")
    (shop / "shop/rates.py").unlink()

    with scratch_copy(shop) as copy:
        names = {p.relative_to(copy).as_posix() for p in copy.rglob("*") if p.is_file()}
        assert {"new.py", ".env.example", "shop/prices.py"} <= names
        assert not names & {".env", ".env.local", "out.py", ".git/HEAD", "shop/rates.py"}
        assert (copy / ".venv").resolve() == (shop / ".venv").resolve()
        assert (copy / "run.sh").stat().st_mode & stat.S_IXUSR
        (copy / "shop/prices.py").write_text("changed")
    assert not copy.exists()
    assert "PriceService" in (shop / "shop/prices.py").read_text()


def test_a_directory_without_git_is_walked(tmp_path):
    for name in ("a.py", "node_modules/b.js", "__pycache__/c.pyc", "d/.env"):
        (tmp_path / "r" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "r" / name).write_text("")
    with scratch_copy(tmp_path / "r") as copy:
        assert sorted(p.name for p in copy.iterdir()) == ["a.py", "node_modules"]


def test_the_nearest_project_is_found():
    texts = {"pyproject.toml": "", "backend/pyproject.toml": "", "backend/app/a.py": ""}
    assert project_folder("backend/app/a.py", texts) == "backend"
    assert project_folder("app/a.py", texts) == ""
    assert project_folder("app/a.py", {}) == ""


def test_the_environment_is_the_repositorys_own(tmp_path):
    venv = tmp_path / "backend/.venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    with pytest.raises(AgentgenError, match="pytest is not installed"):
        find_environment(tmp_path, "backend")
    assert find_environment(tmp_path, "", PYTHON).python == PYTHON
    (venv / "bin/python").unlink()
    (venv / "bin/python").write_text("no program")
    with pytest.raises(AgentgenError, match="does not start"):
        find_environment(tmp_path, "backend")


def test_without_environment_the_way_out_is_named(tmp_path):
    with pytest.raises(AgentgenError) as caught:
        find_environment(tmp_path, "")
    assert "make install" in caught.value.way_out


def test_reports_tell_outcomes(tmp_path):
    file = tmp_path / "junit.xml"
    file.write_text(
        '<testsuites><testsuite><testcase classname="a" name="one"/>'
        '<testcase classname="a" name="two"><failure>x</failure></testcase>'
        '<testcase classname="a" name="three"><skipped/></testcase></testsuite></testsuites>'
    )
    report = read_junit(file)
    assert (report.passed, report.failed, report.skipped) == ({"a::one"}, {"a::two"}, {"a::three"})


@pytest.mark.parametrize("text", ["", "<a", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', None])
def test_reports_that_can_not_be_trusted_are_none(text, tmp_path):
    file = tmp_path / "junit.xml"
    if text is not None:
        file.write_text(text)
    assert read_junit(file) is None
    (tmp_path / "link.xml").symlink_to(file)
    assert read_junit(tmp_path / "link.xml") is None


def test_output_is_condensed():
    scratch = Path("/scratch/copy")
    text = "\x1b[31m/scratch/copy/a.py\x1b[0m: wrong\n\n  in /scratch/copy\n"
    assert condensed(text, scratch) == "a.py: wrong\n  in ."
    many = condensed("\n".join(f"line {n}" for n in range(500)), scratch)
    assert many.startswith("[…]\nline 440\n")
    assert len(condensed("\n".join(["x" * 700] * 9), scratch)) < 4100
    assert condensed(f"entry{' ' * 9000}ValueError: no", scratch).endswith("ValueError: no")
    assert len(condensed("x" * 9000, scratch)) < 900


def test_only_new_findings_count():
    before = "a.py:1:2: F401 unused\nFound 1 error.\n"
    after = "a.py:5:2: F401 unused\na.py:6:2: F401 unused\nb.py:1: E1 x\nFound 3 errors.\n"
    assert new_findings(before, after) == ["a.py:6:2: F401 unused", "b.py:1: E1 x"]


def test_scratch_copies_of_killed_runs_are_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("agentgen-fill-999999999-a", f"agentgen-fill-{os.getpid()}-b", "agentgen-fill-c"):
        (tmp_path / name).mkdir()
    sweep()
    assert sorted(p.name for p in tmp_path.glob("agentgen*")) == [
        f"agentgen-fill-{os.getpid()}-b", "agentgen-fill-c"
    ]  # fmt: skip
