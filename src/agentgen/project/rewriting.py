"""Change files that people work in, each in one step, and no byte that was not meant.

What was read as text may have had a byte order mark, or line ends of Windows; both are kept.
"""

import codecs
from collections.abc import Mapping
from pathlib import Path

from agentgen.errors import AgentgenError
from agentgen.project.files import staged


def rewritable(root: Path, path: str, text: str) -> bool:
    """True when the file holds that text and nothing else, so that no byte of it gets lost."""
    return _shape(root / path, text) is not None


def rewrite(root: Path, changes: Mapping[str, tuple[str, str]]) -> None:
    """Replace texts, each file in one step.

    Args:
        changes: by path relative to `root`, the text that was read, and the one to write.

    Raises:
        AgentgenError: when a file has changed since it was read, or can't be written; those
            before it are written.
    """
    for path, (before, after) in changes.items():
        target = root / path
        shape = _shape(target, before)
        if shape is None:
            raise AgentgenError(
                "the file changed while it was being fixed",
                where=str(target),
                way_out="run the command again",
            )
        mark, end = shape
        try:
            temporary = staged(target, mark + after.replace("\n", end))
            temporary.replace(target)
        except OSError as problem:
            raise AgentgenError(
                "a file can't be written", where=str(target), why=problem.strerror or ""
            ) from problem


def _shape(target: Path, text: str) -> tuple[str, str] | None:
    """Byte order mark and line end of a file with that text; None when it holds anything else."""
    try:
        if target.is_symlink():
            return None
        data = target.read_bytes()
        raw = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    mark = codecs.BOM_UTF8.decode() if data.startswith(codecs.BOM_UTF8) else ""
    return next(
        ((mark, end) for end in ("\n", "\r\n") if raw == text.replace("\n", end)),
        None,
    )
