"""Where the files of a contract may come from: one directory, or, if allowed, the net."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agentgen.contract.loading import MAX_BYTES, parse_document, read_text
from agentgen.errors import AgentgenError

_PROJECT = (".git", "agentgen.yaml", "pyproject.toml", "package.json")
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class References:
    """Which references of a contract may be followed.

    Attributes:
        root: directory that local files must lie in; None for the project around the contract.
        remote: follow `http` and `https` references.
    """

    root: Path | None = None
    remote: bool = False


def project_root(path: Path) -> Path:
    """The nearest directory above a file that is a project's; else the file's own directory."""
    folder = path.resolve().parent
    for candidate in (folder, *folder.parents):
        if any((candidate / mark).exists() for mark in _PROJECT):
            return candidate
    return folder


def reader(path: Path, references: References) -> Callable[[str, str], dict[str, Any]]:
    """Reads other files of the contract at `path`; names are relative to its directory."""
    folder = path.resolve().parent
    root = (references.root or project_root(path)).resolve()

    def read(name: str, place: str) -> dict[str, Any]:
        if name.startswith(("http://", "https://")):
            return parse_document(_fetched(name, place, references.remote), name)
        target = (folder / name).resolve()
        if not target.is_relative_to(root):
            raise AgentgenError(
                f"the reference to {name!r} leaves {root}",
                place,
                "files outside the project are not read",
                f"allow it with --refs-root {target.parent}, or bundle the contract into one file",
            )
        return parse_document(read_text(target), name)

    return read


def _fetched(url: str, place: str, allowed: bool) -> str:
    if not allowed:
        raise AgentgenError(
            f"the reference to {url} is remote",
            place,
            "nothing is fetched unless you say so",
            "allow it with --remote-refs, or bundle the contract into one file",
        )
    from urllib.error import URLError
    from urllib.request import urlopen

    try:
        with urlopen(url, timeout=_SECONDS) as answer:  # noqa: S310 - `read` checked the scheme
            data: bytes = answer.read(MAX_BYTES + 1)
    except (URLError, OSError, ValueError) as problem:
        raise AgentgenError(f"{url} can't be fetched", place, str(problem)) from None
    if len(data) > MAX_BYTES:
        raise AgentgenError(f"{url} is too large", place, f"over {MAX_BYTES} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise AgentgenError(f"{url} is not UTF-8 text", place, str(problem)) from None
