"""The specs of a repository: found where teams keep them, read once, with what they import."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from agentgen.codebase.files import list_files
from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.errors import AgentgenError
from agentgen.spec.kinds import by_weight, home_of, kind_of
from agentgen.spec.reading import MAX_BYTES

_DEEPEST = 5
_MOST_IMPORTS = 100
_IMPORT = re.compile(r"(?<![\w`@./-])@(?P<path>(?:~/|/|\.{1,2}/)?[\w.-]+(?:/[\w.-]+)*)")
_TEXT = re.compile(r"\.(?:mdc?|markdown|txt)$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_CODE = re.compile(r"`[^`\n]*`")


@dataclass(frozen=True, slots=True)
class SpecFile:
    """One spec of a repository: its path from the root, its content, the directory it binds."""

    path: str
    data: bytes
    home: str = ""


@dataclass(frozen=True, slots=True)
class Specs:
    """The specs of a repository, the weightiest first, and what the reader should know of them."""

    files: tuple[SpecFile, ...]
    notes: tuple[Diagnostic, ...] = ()

    @property
    def contents(self) -> tuple[tuple[str, bytes], ...]:
        """(path, content) of each."""
        return tuple((file.path, file.data) for file in self.files)

    @property
    def homes(self) -> dict[str, str]:
        """By path, the directory that a file binds, where that is not the whole repository."""
        return {file.path: file.home for file in self.files if file.home}


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    root: Path
    files: list[SpecFile] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)
    contents: set[tuple[str, bytes]] = field(default_factory=set)

    def note(self, path: str, line: int, message: str, way_out: str = "") -> None:
        place = Place(path, line)
        self.notes.append(Diagnostic("spec-file", Level.NOTE, place, message, help=way_out))


def discover(root: Path) -> Specs:
    """Find the specs of a repository where teams keep them, and what they import.

    What git ignores, or lies behind a link out of the repository, is left out. A file that holds
    the same text as another for the same directory is read once. `@path` in a CLAUDE.md includes
    a file of the repository, as Claude Code does.

    Raises:
        AgentgenError: when a spec can't be read.
    """
    reading = _Reading(root.resolve())
    for path in by_weight(set(list_files(root))):
        _read(reading, path, home_of(path), follows=_imports(path))
    return Specs(tuple(reading.files), tuple(reading.notes))


def read_spec_file(file: Path, shown: str) -> bytes:
    """The content of a spec, and not much more than may be read.

    Raises:
        AgentgenError: when it can't be read.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as problem:
        raise AgentgenError(
            "the spec can't be read",
            where=shown,
            why=problem.strerror or str(problem),
            way_out="check the file's permissions",
        ) from problem


def _imports(path: str) -> bool:
    kind = kind_of(path)
    return kind is not None and kind.imports


def _read(reading: _Reading, path: str, home: str, *, follows: bool, depth: int = 0) -> None:
    file = (reading.root / path).resolve()
    if not file.is_relative_to(reading.root):
        reading.note(path, 1, "it is a link out of the repository and was not read")
        return
    if file in reading.seen or not file.is_file():
        return
    reading.seen.add(file)
    data = read_spec_file(file, path)
    if not data.strip():
        reading.note(path, 1, "it is empty and was not read")
        return
    if (home, data) not in reading.contents:
        reading.contents.add((home, data))
        reading.files.append(SpecFile(path, data, home))
        if follows:
            _follow(reading, path, data, home, depth)


def _follow(reading: _Reading, path: str, data: bytes, home: str, depth: int) -> None:
    for line, target in _targets(data):
        if depth >= _DEEPEST or len(reading.seen) > _MOST_IMPORTS:
            reading.note(path, line, f"`@{target}` was not read: imports go on too far")
            return
        resolved = _inside(reading.root, path, target)
        if resolved and (reading.root / resolved).is_file():
            bound = home_of(resolved) if kind_of(resolved) else home
            _read(reading, resolved, bound, follows=True, depth=depth + 1)
        elif _TEXT.search(target):
            reading.note(
                path, line, f"`@{target}` names no file of the repository", "correct the path"
            )


def _inside(root: Path, path: str, target: str) -> str:
    """The target's path from the root; empty when it lies outside."""
    if target.startswith("~"):
        return ""
    file = (root / PurePosixPath(path).parent / target).resolve()
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else ""


def _targets(data: bytes) -> Iterator[tuple[int, str]]:
    """(line, path) of each import that stands outside of code."""
    fenced = False
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and "@" in line:
            for match in _IMPORT.finditer(_CODE.sub("", line)):
                yield number, match["path"].rstrip(".")
