"""Where agentgen keeps what it can make again: compiled specs, compiled templates.

`AGENTGEN_CACHE_DIR`, else below `XDG_CACHE_HOME` or `~/.cache`; an empty `AGENTGEN_CACHE_DIR`
switches it off.
"""

import os
from pathlib import Path


def cache_folder(kind: str) -> Path | None:
    """The directory for one kind of things, which may not exist yet; None when there is none."""
    named = os.environ.get("AGENTGEN_CACHE_DIR")
    if named is not None:
        return Path(named) / kind if named else None
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        root = Path(base) if Path(base).is_absolute() else Path.home() / ".cache"
    except RuntimeError:  # there is no home
        return None
    return root / "agentgen" / kind
