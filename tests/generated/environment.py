"""Environments that tests of generated repositories share; `make test` makes them."""

import os
from functools import cache
from pathlib import Path

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
