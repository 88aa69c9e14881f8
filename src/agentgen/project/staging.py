"""Write a tree to disk so that it is there whole, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from agentgen.errors import AgentgenError
from agentgen.tree import SourceTree

PREFIX = ".agentgen-staging-"


def check_target(target: Path) -> None:
    """Refuse a target that can't become a new repository.

    Raises:
        AgentgenError: when it is a file, a directory with something in it, or can't be made.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise AgentgenError("the target is no directory", str(target), way_out="name another one")
    if target.is_dir() and any(target.iterdir()):
        raise AgentgenError(
            "the directory is not empty",
            str(target),
            "nothing is ever overwritten",
            "name a new directory, or empty this one",
        )
    parent = target.parent
    if not parent.is_dir():
        raise AgentgenError("there is no such directory", str(parent), way_out="make it first")
    if not os.access(parent, os.W_OK):
        raise AgentgenError("the directory can't be written", str(parent))


def write_repository(tree: SourceTree, target: Path, finish: Callable[[Path], None]) -> None:
    """Write `tree`, let `finish` work on it (format, commit), then move it to `target` at once.

    Whatever happens before that move, even a kill, `target` is untouched.

    Raises:
        AgentgenError: when the target is not free any more or the disk refuses.
    """
    with _staging(target.parent) as folder:
        staged = folder / "repository"
        try:
            write_tree(tree, staged)
            finish(staged)
            check_target(target)
            if target.is_dir():
                target.rmdir()
            staged.rename(target)
        except OSError as problem:
            raise AgentgenError(
                "the repository can't be written", str(target), str(problem)
            ) from None


@contextmanager
def _staging(parent: Path) -> Iterator[Path]:
    """A directory on the target's file system, the system's temporary one where possible."""
    temporary = Path(tempfile.gettempdir())
    same = temporary.is_dir() and temporary.stat().st_dev == parent.stat().st_dev
    base = temporary if same else parent
    _sweep(base)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=base))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(base: Path) -> None:
    """Remove what killed runs left behind."""
    for leftover in base.glob(f"{PREFIX}*"):
        owner = leftover.name.removeprefix(PREFIX).split("-")[0]
        if owner.isdigit() and not _is_alive(int(owner)):
            shutil.rmtree(leftover, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def write_tree(tree: SourceTree, root: Path) -> None:
    """Write all files of a tree below `root`, which must not exist."""
    root.mkdir()
    for path in tree:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(tree[path], "utf-8", newline="\n")
        if tree.files[path].executable:
            file.chmod(0o755)
