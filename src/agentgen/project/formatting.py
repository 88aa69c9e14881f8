"""Format a written backend with ruff: unused imports go, imports are sorted, lines are laid out."""

import sys
import sysconfig
from pathlib import Path

from agentgen.errors import AgentgenError
from agentgen.process import run

_ISORT_WIDTH = "88"
_FIXED = "I,F401,UP034"


def format_python(root: Path) -> None:
    """Format all Python files below `root` with the settings found there.

    Raises:
        AgentgenError: when ruff is missing, or the code does not parse.
    """
    ruff = _ruff()
    # Imports are laid out for ruff's default width, which any longer one accepts as well.
    clean = [
        ruff,
        "check",
        "--no-cache",
        "--isolated",
        "--fix",
        "--quiet",
        "--select",
        "I,F401,UP034",
    ]
    for command in (
        [*clean, "--line-length", _ISORT_WIDTH, "."],
        [ruff, "format", "--no-cache", "--quiet", "."],
    ):
        done = run(command, cwd=root, seconds=120)
        if not done.ok:
            raise AgentgenError(
                "the generated code does not pass ruff",
                why=done.output.strip()[:2000],
                way_out="this is a fault of agentgen: please report the contract that causes it",
            )


def _ruff() -> str:
    name = "ruff.exe" if sys.platform == "win32" else "ruff"
    beside = Path(sysconfig.get_path("scripts")) / name
    return str(beside) if beside.exists() else name
