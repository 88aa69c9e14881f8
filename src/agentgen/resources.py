"""Where the shipped templates and specs lie: in a wheel, or beside `src/` in a checkout."""

from functools import cache
from pathlib import Path

from agentgen.errors import AgentgenError

_PACKAGE = Path(__file__).parent


@cache
def resource_root(kind: str) -> Path:
    """Return the directory of `templates` or `specs`.

    Raises:
        AgentgenError: when the installation is incomplete.
    """
    for base in (_PACKAGE / "_data", _PACKAGE.parent.parent):
        candidate = base / kind
        if candidate.is_dir():
            return candidate
    raise AgentgenError(
        f"the shipped {kind} are missing",
        where=str(_PACKAGE),
        way_out="reinstall agentgen",
    )
