"""Which files make up a repository, and their text."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from agentgen.errors import AgentgenError
from agentgen.process import run

MAX_BYTES = 1_500_000
PRUNED = frozenset(
    {
        ".git", "node_modules", ".venv", "venv", "dist", "build", "__pycache__", ".cache",
        ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".tox", ".nox",
        "site-packages", "htmlcov", "coverage", ".next", ".vite", ".idea", ".vscode",
    }
)  # fmt: skip
_NEVER = frozenset({"node_modules", ".venv", "__pycache__", "site-packages"})
_BINARY = frozenset(
    {
        ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".pdf", ".zip", ".gz", ".whl", ".woff",
        ".woff2", ".ttf", ".eot", ".mp4", ".mp3", ".sqlite", ".db", ".pyc", ".so", ".wasm",
    }
)  # fmt: skip


SOURCES = (".py", ".pyi", ".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs")


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts of a repository, and what was not read, with the reason."""

    texts: dict[str, str]
    skipped: tuple[tuple[str, str], ...]


def read_repository(root: Path, exclude: Iterable[str] = (), only: Iterable[str] = ()) -> Reading:
    """Read every text file below `root` that git tracks or does not ignore.

    Outside a git work tree all files count, except those in well-known output directories.
    `exclude` and `only` hold glob patterns, or directories, relative to the root; `only` narrows
    the source files, not configuration and contracts.

    Raises:
        AgentgenError: when `root` is no directory.
    """
    if not root.is_dir():
        raise AgentgenError("there is no such directory", where=str(root))
    patterns, wanted = tuple(exclude), tuple(only)
    texts: dict[str, str] = {}
    skipped: list[tuple[str, str]] = []
    for path in sorted(set(list_files(root))):
        if any(_matches(path, p) for p in patterns):
            continue
        if wanted and path.endswith(SOURCES) and not any(_matches(path, p) for p in wanted):
            continue
        text, reason = _read(root / path)
        if text is not None:
            texts[path] = text
        elif reason:
            skipped.append((path, reason))
    return Reading(texts, tuple(skipped))


def list_files(root: Path) -> Iterator[str]:
    """Paths of the files below `root` that git tracks or does not ignore (see above)."""
    if (root / ".git").exists() or any((p / ".git").exists() for p in root.resolve().parents):
        command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
        listing = run(command, cwd=root, seconds=60)
        if listing.ok:
            paths = [p for p in listing.output.split("\0") if p]
            if paths:
                yield from (p for p in paths if not _pruned(p))
                return
    yield from _walk(root)


def _walk(root: Path) -> Iterator[str]:
    for folder, names, files in os.walk(root):
        names[:] = [n for n in names if n not in PRUNED and not n.endswith(".egg-info")]
        base = Path(folder).relative_to(root)
        for name in files:
            yield (base / name).as_posix()


def _pruned(path: str) -> bool:
    return not _NEVER.isdisjoint(path.split("/")[:-1])


def _matches(path: str, pattern: str) -> bool:
    clean = pattern.strip("/").removesuffix("/**")
    return path == clean or path.startswith(clean + "/") or PurePosixPath(path).match(pattern)


def _read(file: Path) -> tuple[str | None, str]:
    if file.suffix.lower() in _BINARY:
        return None, ""
    try:
        if file.is_symlink() or not file.is_file():
            return None, ""
        if file.stat().st_size > MAX_BYTES:
            return None, f"larger than {MAX_BYTES:,} bytes"
        data = file.read_bytes()
    except OSError as problem:
        return None, problem.strerror or "unreadable"
    if b"\0" in data[:8192]:
        return None, ""
    return data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"), ""
