"""Features are executed by the repositories that are made from them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agentgen.commands.new import NewRequest, new
from agentgen.process import run
from agentgen.resources import resource_root
from tests.generated.environment import backend_bin, backend_environment
from tests.generated.server import call

pytestmark = pytest.mark.generated

DATA = Path(__file__).parents[1] / "data"
SYSTEMS = resource_root("specs") / "systems"


def made(home: Path, features: Path, role: str = "backend-expert") -> Path:
    openapi = SYSTEMS / "clinic-scheduling" / "openapi.yaml"
    same = {"validation_status": 400}
    request = NewRequest("clinic", home, (role,), openapi, features, decisions=same)
    return new(request).target


def scenarios(root: Path) -> str:
    """What pytest says in the end of the scenarios of a repository."""
    folder = next(path for path in root.rglob("scenarios") if "node_modules" not in path.parts)
    command = [str(backend_bin() / "python"), "-m", "pytest", "-q", "--no-cov", str(folder)]
    done = run(command, cwd=root, env=backend_environment(), seconds=300)
    return done.output.strip().split("\n")[-1]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("clinic"), DATA / "clinic_features")


@pytest.mark.parametrize("role", ["backend-coder", "fullstack-engineer"])
def test_the_vocabulary_works_without_code(role: str, tmp_path: Path) -> None:
    root = made(tmp_path, DATA / "clinic_features", role)
    call("ruff", "check", "--no-cache", ".", cwd=root)
    call("ruff", "format", "--check", "--no-cache", ".", cwd=root)
    call("mypy", cwd=root)
    assert scenarios(root).startswith("10 passed in")


@pytest.fixture
def mutate(clinic: Path) -> Iterator[Callable[[str, str, str], None]]:
    """Changes a file of the repository for the time of a test."""
    before: dict[Path, str] = {}

    def change(file: str, whole: str, broken: str) -> None:
        path = clinic / file
        before[path] = path.read_text()
        assert whole in before[path]
        path.write_text(before[path].replace(whole, broken))

    yield change
    for path, text in before.items():
        path.write_text(text)


@pytest.mark.parametrize(
    ("file", "whole", "broken"),
    [
        ("app/features/patients/service.py", "setattr(record, name, value)", "_ = value"),
        ("app/features/patients/service.py", "record.deleted_at = utc_now()", "_ = utc_now()"),
        ("app/features/patients/router.py", "status_code=201", "status_code=200"),
        ("app/core/errors.py", '"NOT_FOUND"', '"GONE"'),
        ("app/core/errors.py", "status = HTTPStatus.UNAUTHORIZED", "status = HTTPStatus.FORBIDDEN"),
    ],
)
def test_scenarios_fail_when_a_handler_is_broken(
    clinic: Path, mutate: Callable[[str, str, str], None], file: str, whole: str, broken: str
) -> None:
    mutate(file, whole, broken)
    assert re.match(r"\d+ failed", scenarios(clinic))


def test_hostile_features_run_as_text(tmp_path: Path) -> None:
    root = made(tmp_path, DATA / "hostile_features")
    call("ruff", "check", "--no-cache", ".", cwd=root)
    assert scenarios(root).startswith("6 xfailed in")


def test_a_step_that_is_written_ends_the_wait(tmp_path: Path) -> None:
    home = tmp_path / "features"
    home.mkdir()
    (home / "a.feature").write_text("Feature: A\n  Scenario: B\n    Given a unicorn\n")
    root = made(tmp_path, home)
    assert scenarios(root).startswith("1 xfailed in")
    steps = next(p for p in root.rglob("own_steps.py"))
    steps.write_text(steps.read_text().replace("raise NotImplementedError", "world.sign_out()"))
    assert scenarios(root).startswith("1 failed in")
    tests = steps.with_name("test_a.py")
    tests.write_text(re.sub(r"@pytest\.mark\.xfail\(.*?\n\)\n", "", tests.read_text(), flags=re.S))
    assert scenarios(root).startswith("1 passed in")


@pytest.mark.parametrize("system", sorted(path.parent.name for path in SYSTEMS.glob("*/features")))
def test_features_of_the_systems_run(system: str, tmp_path: Path) -> None:
    root = new(NewRequest(system, tmp_path, system=system)).target
    assert re.match(r"\d+ passed, \d+ xfailed in", scenarios(root))
