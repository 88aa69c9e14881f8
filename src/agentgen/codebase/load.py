"""From a directory to a `Codebase`."""

from collections.abc import Iterable
from pathlib import Path

from agentgen.codebase.build import build_codebase
from agentgen.codebase.files import read_repository
from agentgen.codebase.model import Codebase


def load_codebase(root: Path, exclude: Iterable[str] = (), only: Iterable[str] = ()) -> Codebase:
    """Read and parse the repository at `root`; see `read_repository` for `exclude` and `only`.

    Raises:
        AgentgenError: when `root` is no directory.
    """
    reading = read_repository(root, exclude, only)
    return build_codebase(reading.texts, root=root, skipped=reading.skipped)
