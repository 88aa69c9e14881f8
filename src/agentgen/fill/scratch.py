"""A throw-away copy of a repository: what git tracks or does not ignore, without secrets."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from agentgen.fill.model import Texts
from agentgen.process import run

_PREFIX = "agentgen-fill-"
_INSTALLED = (".venv", "node_modules")
_SKIPPED = frozenset(
    (".git", ".agentgen", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache")
) | frozenset(_INSTALLED)


@contextmanager
def scratch_copy(root: Path) -> Iterator[Path]:
    """Copy a repository into a temporary directory that is removed afterwards.

    History, `.env` files and links that leave the repository stay behind; `.venv` and
    `node_modules` are linked, not copied.
    """
    prefix = f"{_PREFIX}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as name:
        target = Path(name).resolve() / "repository"
        target.mkdir()
        folders = {root}
        for path in _listed(root):
            _copy(root, target, path)
            folders.update((root / path).parents[: path.count("/")])
        for folder in folders:
            for kind in _INSTALLED:
                _link(folder / kind, target / folder.relative_to(root) / kind)
        _open(target)
        yield target


def contents(scratch: Path, texts: Texts, suffixes: tuple[str, ...]) -> dict[str, bytes]:
    """The repository's files of some kinds as they are in the copy: others may have landed since
    the texts were read.
    """
    places = ((path, scratch / path) for path in texts if path.endswith(suffixes))
    return {path: place.read_bytes() for path, place in places if place.is_file()}


def _open(target: Path) -> None:
    """Let any user write here: root tries code as another one. The parent directory is closed."""
    for folder, _, files in os.walk(target):
        Path(folder).chmod(0o777)
        for name in files:
            file = Path(folder, name)
            file.chmod(file.stat().st_mode | 0o666)


def _listed(root: Path) -> list[str]:
    listing = run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=root, seconds=60)
    paths = listing.output.split("\0") if listing.ok else _walked(root)
    return [p for p in paths if p and not _left_behind(p)]


def _walked(root: Path) -> Iterator[str]:
    for folder, names, files in os.walk(root):
        names[:] = [n for n in names if n not in _SKIPPED]
        for name in files:
            yield (Path(folder) / name).relative_to(root).as_posix()


def _left_behind(path: str) -> bool:
    pure = PurePosixPath(path)
    secret = pure.name == ".env" or (
        pure.name.startswith(".env.") and not pure.name.endswith((".example", ".sample"))
    )
    return secret or bool(_SKIPPED.intersection(pure.parts))


def _copy(root: Path, target: Path, path: str) -> None:
    source, place = root / path, target / path
    if not source.resolve().is_relative_to(root.resolve()) or not source.is_file():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, place)


def _link(installed: Path, place: Path) -> None:
    if installed.is_dir() and place.parent.is_dir() and not place.exists():
        place.symlink_to(installed.resolve(), target_is_directory=True)


def sweep() -> None:
    """Remove the scratch copies of runs that were killed."""
    for leftover in Path(tempfile.gettempdir()).glob(f"{_PREFIX}[0-9]*-*"):
        owner = leftover.name.removeprefix(_PREFIX).split("-")[0]
        if owner.isdigit() and not Path("/proc", owner).exists() and Path("/proc/self").exists():
            shutil.rmtree(leftover, ignore_errors=True)
