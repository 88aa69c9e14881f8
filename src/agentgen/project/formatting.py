"""Format a written backend: unused imports go, imports are sorted, lines are laid out.

ruff does it; what it lays out unlike black is written so that both agree.
"""

import re
import sys
import sysconfig
from pathlib import Path

from agentgen.errors import AgentgenError
from agentgen.process import run

_ISORT_WIDTH = "88"
_CLEAN = ("check", "--no-cache", "--isolated", "--fix", "--select", "I,F401,UP034")
_FORMAT = ("format", "--no-cache")
_SPLIT_UNION = re.compile(r"^( +)(\w+): (.+)\n((?:\1\| .+\n)+)", re.MULTILINE)
"""An argument whose type is a union over several lines; black puts parentheses around it."""


def format_python(root: Path) -> None:
    """Format all Python files below `root` with the settings found there.

    Raises:
        AgentgenError: when ruff is missing, or the code does not parse.
    """
    # Imports are laid out for ruff's default width, which any longer one accepts as well.
    _run(root, *_CLEAN, "--line-length", _ISORT_WIDTH, ".")
    _run(root, *_FORMAT, ".")
    changed = [path for path in sorted(root.rglob("*.py")) if _parenthesise(path)]
    if changed:
        _run(root, *_FORMAT, *(path.relative_to(root).as_posix() for path in changed))


def _parenthesise(path: Path) -> bool:
    """Put unions of several lines in parentheses; tell whether there were any."""
    text = path.read_text("utf-8")
    mended = _SPLIT_UNION.sub(_in_parentheses, text)
    if mended != text:
        path.write_text(mended, "utf-8")
    return mended != text


def _in_parentheses(match: re.Match[str]) -> str:
    indent, name, first, rest = match.groups()
    union, equals, default = rest.rstrip().removesuffix(",").partition(" = ")
    return f"{indent}{name}: ({first}\n{union}){equals}{default},\n"


def _run(root: Path, *arguments: str) -> None:
    done = run([ruff_program(), *arguments], cwd=root, seconds=120)
    if not done.ok:
        raise AgentgenError(
            "the generated code does not pass ruff",
            why=done.output.strip()[:2000],
            way_out="this is a fault of agentgen: please report the contract that causes it",
        )


def ruff_program() -> str:
    """The ruff that agentgen is installed with, else that of the PATH."""
    name = "ruff.exe" if sys.platform == "win32" else "ruff"
    beside = Path(sysconfig.get_path("scripts")) / name
    return str(beside) if beside.exists() else name
