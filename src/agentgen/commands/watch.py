"""Wait until something in a repository changes, by looking at sizes and times of its files."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from agentgen.codebase.files import list_files

PAUSE = 0.5
"""Seconds between looks."""


def snapshot(root: Path) -> Mapping[str, tuple[int, int]]:
    """Size and time of change of every file that a check may read."""
    found: dict[str, tuple[int, int]] = {}
    for path in list_files(root):
        try:
            stat = (root / path).stat()
        except OSError:  # it went away meanwhile, or is a link to nowhere
            continue
        found[path] = (stat.st_size, stat.st_mtime_ns)
    return found


def changes(
    root: Path,
    seen: Mapping[str, tuple[int, int]],
    ignored: Collection[str] = (),
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[tuple[str, ...]]:
    """The paths that changed since `seen`, each time some did and then none for one look more.

    What changes while the caller works with the paths is told next. `ignored` are paths that the
    caller writes itself.
    """
    changed: set[str] = set()
    while True:
        sleep(PAUSE)
        now = snapshot(root)
        differing = {p for p in seen.keys() | now.keys() if seen.get(p) != now.get(p)}
        differing.difference_update(ignored)
        seen = now
        if changed and not differing:
            yield tuple(sorted(changed))
            changed = set()
        changed |= differing
