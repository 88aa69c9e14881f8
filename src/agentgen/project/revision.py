"""The texts of an earlier revision of a repository."""

import tarfile
import tempfile
from pathlib import Path

from agentgen.project.changes import ancestor, ask_git

_LARGEST = 2_000_000


def texts_at(root: Path, revision: str, suffix: str) -> dict[str, str]:
    """Texts of the files below `root` with a suffix, by relative POSIX path, where the present
    work left `revision`. Nothing is checked out.

    Raises:
        AgentgenError: when there is no repository, or no such revision in it.
    """
    base = ancestor(root, revision)
    with tempfile.TemporaryDirectory(prefix="agentgen-") as folder:
        file = Path(folder) / "base.tar"
        ask_git(root, ["git", "archive", "--format=tar", f"--output={file}", base], revision)
        with tarfile.open(file) as archive:
            return {
                member.name: content.read().decode("utf-8", "replace")
                for member in archive
                if member.isfile() and member.name.endswith(suffix) and member.size < _LARGEST
                if (content := archive.extractfile(member)) is not None
            }
