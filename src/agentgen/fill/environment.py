"""The target repository's interpreter, and where its Python project begins."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from agentgen.errors import AgentgenError
from agentgen.fill.model import Texts
from agentgen.process import run

_ASK = "import sys; print(sys.prefix); print(sys.base_prefix)"


@dataclass(frozen=True, slots=True)
class PythonEnvironment:
    """An interpreter with the directories it lives in."""

    python: Path
    prefixes: tuple[Path, ...]


def project_folder(path: str, texts: Texts, manifest: str = "pyproject.toml") -> str:
    """Directory of the project a file belongs to: that of the nearest manifest above it."""
    for folder in PurePosixPath(path).parents:
        name = "" if str(folder) == "." else f"{folder}/"
        if f"{name}{manifest}" in texts:
            return name.rstrip("/")
    return ""


def find_environment(root: Path, folder: str, given: Path | None = None) -> PythonEnvironment:
    """Find the interpreter: the repository's `.venv`, else the one given.

    Raises:
        AgentgenError: when there is none, it does not start, or it has no pytest.
    """
    candidates = [root / folder / ".venv/bin/python", root / ".venv/bin/python"]
    python = next((p for p in candidates if p.is_file()), given)
    if python is None:
        raise AgentgenError(
            "the repository has no environment to test in",
            where=str(candidates[-1]),
            way_out="run `make install` first, or give --python PATH",
        )
    python = python.absolute()
    answer = run([str(python), "-I", "-c", _ASK], cwd=root, seconds=60)
    prefixes = answer.output.split("\n")[:2]
    if not answer.ok:
        raise AgentgenError(
            "the repository's interpreter does not start",
            where=str(python),
            why=answer.output.strip()[-200:],
            way_out="run `make install` again, or give --python PATH",
        )
    if not has_module(python, "pytest"):
        raise AgentgenError(
            "pytest is not installed in the repository's environment",
            where=str(python),
            way_out="run `make install` first",
        )
    places = (python.parent.parent, *(Path(p) for p in prefixes), python.resolve().parent.parent)
    return PythonEnvironment(python, tuple(dict.fromkeys(places)))


@cache
def has_module(python: Path, name: str) -> bool:
    """True when the interpreter can import that module."""
    code = f"import importlib.util as u, sys; sys.exit(u.find_spec({name!r}) is None)"
    return run([str(python), "-I", "-c", code], cwd=python.parent, seconds=60).ok
