"""Environments that tests of generated repositories share; `make test` makes them."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
BACKEND = ROOT / ".cache" / "backend"
NODE = ROOT / ".cache" / "node"
NEWMAN = ROOT / ".cache" / "newman" / "node_modules" / "newman" / "bin" / "newman.js"


def require(path: Path, what: str) -> Path:
    """Return a path; where it is missing skip the test, or fail it in CI."""
    if path.exists():
        return path
    reason = f"{what} is missing ({path}): run `make test`"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def backend_bin() -> Path:
    """Directory of the programs of the shared backend environment."""
    return require(BACKEND / "bin" / "python", "the shared backend environment").parent


def node_modules() -> Path:
    """The shared packages of generated frontends."""
    return require(NODE / "node_modules", "the shared frontend environment")


@cache
def contract(name: str) -> Path:
    """A real OpenAPI document handed out with the project's data."""
    return require(SHARED / name, f"the document {name}")


def backend_environment() -> dict[str, str]:
    """Environment variables under which the shared backend programs run.

    mypy keeps what it learnt of the libraries, apart for each worker that runs tests.
    """
    path = f"{backend_bin()}{os.pathsep}{os.environ['PATH']}"
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("COV_", "COVERAGE"))}
    learnt = BACKEND.parent / "mypy" / os.environ.get("PYTEST_XDIST_WORKER", "main")
    return {**kept, "PATH": path, "MYPY_CACHE_DIR": str(learnt)}


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL database: a server of its own, gone afterwards.

    `TEST_POSTGRESQL_URL` names another one, whose tables the tests may drop. Without that, and
    without PostgreSQL's programs, the test is skipped, or fails in CI.
    """
    given = os.environ.get("TEST_POSTGRESQL_URL")
    if given:
        yield given
        return
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    found = shutil.which("initdb") or next(map(str, known), "initdb")
    programs = require(Path(found).resolve(), "PostgreSQL").parent
    with TemporaryDirectory(prefix="agentgen-pg-") as place, socket.socket() as probe:
        data, user = Path(place) / "data", "nobody" if os.geteuid() == 0 else None
        if user:
            shutil.chown(place, user)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()

        def call(*command: str) -> None:
            with (Path(place) / "log").open("ab") as log:
                subprocess.run(command, user=user, cwd=place, stdout=log, stderr=log, check=True)

        call(str(programs / "initdb"), "-D", str(data), "-U", "tester", "-A", "trust", "-N")
        options = f"-p {port} -k {place} -c listen_addresses=127.0.0.1 -c fsync=off"
        control = (str(programs / "pg_ctl"), "-D", str(data), "-w")
        call(*control, "-o", options, "start")
        try:
            yield f"postgresql+asyncpg://tester@127.0.0.1:{port}/postgres"
        finally:
            call(*control, "-m", "immediate", "stop")
