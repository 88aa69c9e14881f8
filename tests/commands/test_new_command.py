"""`new`: what it refuses, what it leaves, and what it writes."""

import json
import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.documents import pets

from agentgen.commands.inputs import settle
from agentgen.commands.new import NewRequest, new
from agentgen.diagnostics import Place
from agentgen.errors import AgentgenError
from agentgen.ir.policy import Conflict, Decision, Policy
from agentgen.project import staging

ROLE = "# Backend\n\n- Functions must not exceed 40 lines\n- Use SQLAlchemy\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with a contract and a spec; staging happens in a directory of its own."""
    (tmp_path / "api.json").write_text(json.dumps(pets()))
    (tmp_path / "role.md").write_text(ROLE)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    return tmp_path


def request(home: Path, **given: Any) -> NewRequest:
    usual = {"name": "shop", "into": home, "roles": (str(home / "role.md"),)}
    return NewRequest(**{**usual, "openapi": home / "api.json", **given})


def git(root: Path, *arguments: str) -> str:
    found = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


def leftovers(home: Path) -> list[str]:
    return sorted(p.name for p in home.iterdir() if p.name not in ("api.json", "role.md")) + [
        p.name for p in (home / "temporary").iterdir()
    ]


def test_the_repository_is_committed_locked_and_formatted(home: Path):
    stages: list[str] = []
    report = new(request(home), stages.append)
    root = home / "shop"
    assert report.target == root
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "rev-list", "--count", "HEAD") == "1"
    assert git(root, "branch", "--show-current") == "main"
    assert len(git(root, "ls-files").splitlines()) == report.files
    assert dict(report.behaviours) == {
        "create": 1, "delete": 1, "list": 1, "read": 1, "replace": 1, "update": 1,
    }  # fmt: skip
    assert (report.entities, report.stubs, report.specs) == (("Pet",), (), ("specs/role.md",))
    assert (root / "specs" / "role.md").read_text() == ROLE
    assert (root / "openapi.json").read_text() == json.dumps(pets())
    assert stages == ["reading specs and contract", "planning", "rendering", "writing"]
    assert leftovers(home) == ["shop", "temporary"]


def test_the_lock_knows_every_file_as_written(home: Path):
    import hashlib

    root = new(request(home)).target
    lock = json.loads((root / "agentgen.lock").read_text())
    for path, entry in lock["files"].items():
        assert entry["sha256"] == hashlib.sha256((root / path).read_bytes()).hexdigest(), path
    tracked = set(git(root, "ls-files").splitlines())
    assert set(lock["files"]) | {"agentgen.lock"} == tracked
    assert set(lock["inputs"]) == {"openapi.json", "specs/role.md"}
    assert lock["files"]["openapi.json"]["owner"] == "user"
    assert tomllib.loads((root / "pyproject.toml").read_text())["project"]["name"] == "shop"


def test_it_runs_from_any_directory(home: Path, monkeypatch: pytest.MonkeyPatch):
    away = home / "temporary" / "away"
    away.mkdir()
    monkeypatch.chdir(away)
    relative = Path("../../")
    report = new(request(home, into=relative, openapi=relative / "api.json",
                         roles=("../../role.md",)))  # fmt: skip
    assert report.target.resolve() == home / "shop"
    assert (home / "shop" / "specs" / "role.md").exists()


def test_an_empty_directory_is_taken(home: Path):
    (home / "shop").mkdir()
    assert new(request(home)).files == len(git(home / "shop", "ls-files").splitlines())


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"openapi": None}, "no contract was named"),
        ({"roles": ()}, "no role spec was named"),
        ({"roles": ("backend-exprt",)}, "there is no role and no file called 'backend-exprt'"),
        ({"roles": ("gone.md",)}, "there is no such file"),
        ({"roles": (".",)}, "a spec is a file"),
        ({"openapi": Path("gone.yaml")}, "there is no such file"),
        ({"openapi": Path()}, "can't be read"),
        ({"features": Path("gone")}, "there is no such directory"),
        ({"system": "gone"}, "there is no system 'gone'"),
        ({"name": ""}, "can't be the name"),
        ({"name": ".."}, "can't be the name"),
        ({"name": "../x"}, "can't be the name"),
        ({"name": "a b"}, "can't be the name"),
        ({"name": "-x"}, "can't be the name"),
        ({"name": "x."}, "can't be the name"),
        ({"name": "x\n"}, "can't be the name"),
        ({"name": "x" * 65}, "can't be the name"),
        ({"decisions": {"layot": "services"}}, "there is no decision 'layot'"),
        ({"decisions": {"layout": "upside-down"}}, "a decision has no such value"),
        ({"into": Path("gone")}, "there is no such directory"),
    ],
)
def test_refusals_leave_nothing(home: Path, monkeypatch: pytest.MonkeyPatch, given, what):
    monkeypatch.chdir(home)
    with pytest.raises(AgentgenError) as caught:
        new(request(home, **given))
    assert what in caught.value.what
    assert leftovers(home) == ["temporary"]


def test_a_directory_with_something_in_it_is_left_alone(home: Path):
    (home / "shop").mkdir()
    (home / "shop" / "mine.txt").write_text("mine")
    with pytest.raises(AgentgenError, match="not empty"):
        new(request(home))
    assert [p.name for p in (home / "shop").iterdir()] == ["mine.txt"]


def test_a_file_or_a_link_is_no_target(home: Path):
    (home / "shop").write_text("mine")
    with pytest.raises(AgentgenError, match="no directory"):
        new(request(home))
    (home / "shop").unlink()
    (home / "elsewhere").mkdir()
    (home / "shop").symlink_to(home / "elsewhere")
    with pytest.raises(AgentgenError, match="no directory"):
        new(request(home))
    assert list((home / "elsewhere").iterdir()) == []


def test_specs_that_bind_nothing_are_refused(home: Path):
    (home / "role.md").write_text("Be kind.\n")
    with pytest.raises(AgentgenError, match="nothing in the specs"):
        new(request(home))


def test_two_specs_of_one_name_are_refused(home: Path):
    (home / "temporary" / "role.md").write_text(ROLE)
    both = (str(home / "role.md"), str(home / "temporary" / "role.md"))
    with pytest.raises(AgentgenError, match="same name"):
        new(request(home, roles=both))


@pytest.mark.parametrize(
    "stage", ["generate.format_python", "new.init_repository", "generate.lock_text"]
)
def test_a_failing_stage_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch, stage: str):
    def refuse(*_: Any) -> None:
        raise AgentgenError("refused")

    monkeypatch.setattr(f"agentgen.commands.{stage}", refuse)
    with pytest.raises(AgentgenError, match="refused"):
        new(request(home))
    assert leftovers(home) == ["temporary"]


def test_a_full_disk_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(staging, "write_tree", refuse)
    with pytest.raises(AgentgenError, match="No space left"):
        new(request(home))
    assert leftovers(home) == ["temporary"]


def test_a_missing_git_is_told(home: Path, monkeypatch: pytest.MonkeyPatch):
    import git as gitpython

    def refuse(*_: Any, **__: Any) -> None:
        raise gitpython.GitCommandNotFound("git", "not found")

    monkeypatch.setattr(gitpython.Repo, "init", refuse)
    with pytest.raises(AgentgenError, match="git refused"):
        new(request(home))
    assert leftovers(home) == ["temporary"]


def decision(value: str, line: int) -> Decision:
    return Decision("layout", value, Place("specs/a.md", line), f"Use {value}")


def test_open_conflicts_quote_both_lines_and_can_be_settled():
    sides = (decision("features", 3), decision("layers", 9))
    policy = Policy(conflicts=(Conflict("layout", sides, None, "decisions: {layout: layers}"),))
    with pytest.raises(AgentgenError) as caught:
        settle(policy, {})
    assert "specs/a.md:3 says «Use features»" in caught.value.why
    assert "specs/a.md:9 says «Use layers»" in caught.value.why
    assert "decisions: {layout: layers}" in caught.value.way_out
    settle(policy, {"layout": "layers"})


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("layout", ["layers", "services"], [None, "x", ["features"]]),
        ("orm", ["sqlmodel"], ["x", {}]),
        ("logging", ["loguru"], ["print"]),
        ("page_size", [1, 50], [0, -1, "x", None, True, 5000]),
        ("validation_status", [400, 422], ["x", 500, 200]),
        ("line_length", [79, 120], ["x", 3]),
        ("python", ["3.12", 3.11], ["3.9", "x\ny", 3]),
        ("api_prefix", ["/api", "/api/v2"], ["v1", '/a b"', 5, "/", "/../x"]),
        ("docker_base", ["python:3.12-slim"], [None, "a\nRUN x"]),
        ("soft_delete", [True, False], ["maybe", 1]),
        ("primary_key", ["id", "entity_id"], ["x"]),
        ("docstrings", ["numpy"], ["x"]),
        ("error_body", [{"a": {"b": "$code"}, "c": "$details?", "d": 1.5}],
         ["x", {"a": "$x"}, {"a": {"b": "$"}}, {1: "$code"}]),
    ],
)  # fmt: skip
def test_decisions_have_the_values_there_are(key: str, good: list[Any], bad: list[Any]):
    for value in good:
        settle(Policy(), {key: value})
    for value in bad:
        with pytest.raises(AgentgenError, match="a decision has no such value"):
            settle(Policy(), {key: value})


def test_contradicting_specs_stop_the_run_until_one_side_is_taken(home: Path):
    (home / "other.md").write_text("- Use SQLModel for all models\n")
    roles = (str(home / "role.md"), str(home / "other.md"))
    with pytest.raises(AgentgenError, match="contradict each other about orm") as caught:
        new(request(home, roles=roles))
    assert "role.md:4" in caught.value.why
    assert "other.md:1" in caught.value.why
    report = new(request(home, roles=roles, decisions={"orm": "sqlmodel"}))
    assert "sqlmodel" in (report.target / "pyproject.toml").read_text()


def test_a_system_brings_its_own_inputs(home: Path):
    report = new(NewRequest("pods", home, system="pod-automator"))
    assert report.behaviours.get("register") == 1
    features = {p.name for p in (report.target / "features").iterdir()}
    assert {"accounts.feature", "trends.feature"} <= features
    assert any(path.startswith("specs/") for path in report.specs)


def test_a_killed_run_leaves_nothing_or_everything(home: Path):
    env = {**os.environ, "TMPDIR": str(home / "temporary")}
    arguments = [sys.executable, "-m", "agentgen", "new", "shop", "--role", str(home / "role.md"),
                 "--openapi", str(home / "api.json"), "--into"]  # fmt: skip
    start = time.monotonic()
    subprocess.run([*arguments, str(home)], env=env, check=True, capture_output=True)
    whole = time.monotonic() - start
    files = git(home / "shop", "ls-files")
    for percent in (40, 60, 75, 85, 95):
        into = home / f"into{percent}"
        into.mkdir()
        run = subprocess.Popen([*arguments, str(into)], env=env, stdout=subprocess.DEVNULL)
        time.sleep(whole * percent / 100)
        run.send_signal(signal.SIGKILL)
        run.wait()
        made = [p.name for p in into.iterdir()]
        assert made in ([], ["shop"])
        if made:
            assert git(into / "shop", "ls-files") == files
            assert git(into / "shop", "status", "--porcelain") == ""


def test_what_a_killed_run_left_is_swept(home: Path):
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    gone.wait()
    dead = home / "temporary" / f"{staging.PREFIX}{gone.pid}-x"
    alive = home / "temporary" / f"{staging.PREFIX}{os.getpid()}-x"
    for folder in (dead, alive):
        (folder / "repository").mkdir(parents=True)
    new(request(home))
    assert not dead.exists()
    assert alive.exists()
