"""A repository as a value: path to text, with the owner of each file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

from agentgen.errors import AgentgenError


class Owner(StrEnum):
    """Who may change a file after it was written."""

    GENERATED = "generated"
    USER = "user"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One text file of a tree."""

    text: str
    owner: Owner = Owner.GENERATED
    executable: bool = False


def safe_path(path: str) -> str:
    """Return `path` as a normalised relative POSIX path.

    Raises:
        AgentgenError: when the path is absolute, empty, or leaves the tree.
    """
    pure = PurePosixPath(path)
    bad = not path or pure.is_absolute() or ".." in pure.parts or "\\" in path or "\0" in path
    if bad or ".git" in pure.parts:
        raise AgentgenError("a file name leaves the repository", where=path)
    return pure.as_posix()


@dataclass(slots=True)
class SourceTree:
    """Files by relative POSIX path. Adding a path twice is an error, so nothing is overwritten."""

    files: dict[str, SourceFile] = field(default_factory=dict)

    def add(
        self,
        path: str,
        text: str,
        *,
        owner: Owner = Owner.GENERATED,
        executable: bool = False,
    ) -> None:
        """Put a file into the tree; raises AgentgenError for unsafe or repeated paths."""
        clean = safe_path(path)
        if clean in self.files:
            raise AgentgenError("two artefacts want the same file", where=clean)
        self.files[clean] = SourceFile(text, owner, executable)

    def update(self, other: "SourceTree") -> None:
        """Add every file of `other`."""
        for path, file in other.files.items():
            self.add(path, file.text, owner=file.owner, executable=file.executable)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.files))

    def __len__(self) -> int:
        return len(self.files)

    def __contains__(self, path: object) -> bool:
        return path in self.files

    def __getitem__(self, path: str) -> str:
        return self.files[path].text

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "SourceTree":
        """Build a tree from plain texts."""
        tree = cls()
        for path, text in texts.items():
            tree.add(path, text)
        return tree
