"""From a directory to a `Codebase`."""

from collections.abc import Iterable
from pathlib import Path

from agentgen.codebase.build import build_codebase
from agentgen.codebase.files import read_repository
from agentgen.codebase.model import Codebase


def load_codebase(root: Path, exclude: Iterable[str] = ()) -> Codebase:
    """Read and parse the repository at `root`.

    Raises:
        AgentgenError: when `root` is no directory.
    """
    reading = read_repository(root, exclude)
    return build_codebase(reading.texts, root=root, skipped=reading.skipped)
