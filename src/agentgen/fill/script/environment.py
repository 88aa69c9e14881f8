"""Node and the packages of a frontend, in which its stubs are verified."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from agentgen.errors import AgentgenError
from agentgen.fill.environment import project_folder
from agentgen.fill.model import Texts


@dataclass(frozen=True, slots=True)
class NodeEnvironment:
    """The program, the packages, and the directories both need to be read from."""

    node: Path
    packages: Path

    @property
    def visible(self) -> tuple[Path, ...]:
        """Directories to read beside the system's."""
        return (self.node.resolve().parent.parent, self.packages.resolve(), self.packages)

    def script(self, package: str, file: str) -> str | None:
        """A program of a package, below `node_modules`; None when it is not installed."""
        return (
            f"node_modules/{package}/{file}" if (self.packages / package / file).exists() else None
        )


def script_folder(path: str, texts: Texts) -> str:
    """Directory of the frontend a file belongs to: the nearest `package.json` above it."""
    return project_folder(path, texts, "package.json")


def find_node(root: Path, folder: str) -> NodeEnvironment:
    """Find Node and the installed packages of a frontend.

    Raises:
        AgentgenError: when one is missing, or TypeScript is not among the packages.
    """
    node = shutil.which("node")
    if node is None:
        raise AgentgenError(
            "Node is not installed", why="stubs in TypeScript are verified with it",
            way_out="install Node, or name the stubs in Python that are to be filled",
        )  # fmt: skip
    for place in (root / folder, *(root / folder).parents):
        packages = place / "node_modules"
        if (packages / "typescript").exists():
            return NodeEnvironment(Path(node), packages)
        if place == root:
            break
    raise AgentgenError(
        "the frontend's packages are not installed",
        where=os.fspath(root / folder / "node_modules"),
        why="stubs in TypeScript are verified with the compiler, linter and tests there",
        way_out="run `npm install` there, or name the stubs in Python that are to be filled",
    )


def link_packages(packages: Path, place: Path) -> None:
    """Make a directory of links to each package: tools write their caches beside them."""
    if place.is_symlink():
        place.unlink()
    place.mkdir(parents=True, exist_ok=True)
    for entry in packages.resolve().iterdir():
        if entry.name.startswith("@") and entry.is_dir():
            (place / entry.name).mkdir(exist_ok=True)
            for scoped in entry.iterdir():
                _link(scoped, place / entry.name / scoped.name)
        elif not entry.name.startswith((".vite", ".cache", ".tmp")):
            _link(entry, place / entry.name)
    place.chmod(0o777)


def _link(target: Path, place: Path) -> None:
    if not place.exists():
        place.symlink_to(target)
