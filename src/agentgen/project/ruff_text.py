"""One text through ruff, under the configuration that holds for its path; nothing is written."""

from pathlib import Path

from agentgen.process import run
from agentgen.project.formatting import ruff_program

_SECONDS = 60


def linted(root: Path, path: str, text: str) -> str:
    """The text with ruff's safe fixes; as it was when ruff cannot read it."""
    return _through(root, path, text, "check", "--fix", "--exit-zero", "--no-unsafe-fixes")


def formatted(root: Path, path: str, text: str) -> str:
    """The text in ruff's format; as it was when ruff cannot read it."""
    return _through(root, path, text, "format")


def _through(root: Path, path: str, text: str, command: str, *options: str) -> str:
    arguments = (
        command,
        "--silent",
        "--no-cache",
        "--force-exclude",
        *options,
        "--stdin-filename",
        path,
        "-",
    )
    done = run([ruff_program(), *arguments], cwd=root, seconds=_SECONDS, stdin=text)
    return done.output if done.ok and (done.output or not text) else text
