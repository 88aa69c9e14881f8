"""Write a few files into a directory that people work in: all of them, or none."""

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from agentgen.errors import AgentgenError
from agentgen.tree import safe_path


def write_files(root: Path, texts: Mapping[str, str], may_replace: Callable[[str], bool]) -> None:
    """Write texts below `root`; nothing is replaced unless its present text may be.

    Every file is complete before the first one takes its place.

    Args:
        texts: by path relative to `root`.
        may_replace: told the text that would be lost; one that is no UTF-8 may never be.

    Raises:
        AgentgenError: when a file may not be replaced, is no regular file, or can't be written.
    """
    targets = {root / safe_path(path): text for path, text in texts.items()}
    for target in targets:
        _check(target, may_replace)
    complete: dict[Path, Path] = {}
    try:
        for target, text in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            complete[target] = staged(target, text)
        for target, temporary in complete.items():
            temporary.replace(target)
    except OSError as problem:
        raise AgentgenError(
            "a file can't be written",
            where=str(problem.filename or root),
            why=problem.strerror or str(problem),
        ) from problem
    finally:
        for temporary in complete.values():
            with suppress(FileNotFoundError):
                temporary.unlink()


def _check(target: Path, may_replace: Callable[[str], bool]) -> None:
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise AgentgenError(
            "the target is a link or no file", where=str(target), way_out="name another directory"
        )
    if not target.exists():
        return
    try:
        replaceable = may_replace(target.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        replaceable = False
    if not replaceable:
        raise AgentgenError(
            "the file exists, and agentgen did not make it",
            where=str(target),
            way_out="name another directory with -o, or replace it with --force",
        )


def staged(target: Path, text: str) -> Path:
    """Write a text to a temporary file beside its target, with the target's permissions.

    Raises:
        OSError: when it can't be written; nothing is left then.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        temporary.chmod(mode)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _umask() -> int:
    """The permissions that new files of this process lack; there is no way to only read them."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
