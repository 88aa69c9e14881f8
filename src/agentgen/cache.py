"""Where agentgen keeps what it can make again: compiled specs and templates, reports.

`AGENTGEN_CACHE_DIR`, else below `XDG_CACHE_HOME` or `~/.cache`; an empty `AGENTGEN_CACHE_DIR`
switches it off.
"""

import hashlib
import os
import tempfile
from pathlib import Path

_MOST_FILES = 100
_LARGEST = 20_000_000


def cache_folder(kind: str) -> Path | None:
    """The directory for one kind of things, which may not exist yet; None when there is none."""
    named = os.environ.get("AGENTGEN_CACHE_DIR")
    if named is not None:
        return Path(named) / kind if named else None
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        root = Path(base) if Path(base).is_absolute() else Path.home() / ".cache"
    except RuntimeError:  # there is no home
        return None
    return root / "agentgen" / kind


def kept(file: Path) -> bytes | None:
    """What `keep` wrote to a file; None when there is nothing, or not all of it."""
    try:
        if file.stat().st_size > _LARGEST:
            return None
        digest, _, text = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return text if digest == _digest(text) else None


def keep(file: Path, text: bytes) -> None:
    """Write a text behind its digest, in one step; drop the oldest files of a full folder.

    A place that can't be written costs time, no more.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as new:
            new.write(_digest(text) + b"\n" + text)
        Path(new.name).replace(file)
        _prune(file.parent)
    except OSError:
        return


def _digest(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=16).hexdigest().encode()


def _prune(folder: Path) -> None:
    files = [file for file in folder.iterdir() if file.is_file()]
    if len(files) > _MOST_FILES:
        files.sort(key=lambda file: file.stat().st_mtime)
        for file in files[: len(files) - _MOST_FILES // 2]:
            file.unlink(missing_ok=True)
