"""A code base seen through some of its source files."""

from collections.abc import Callable
from dataclasses import replace

from agentgen.codebase.files import SOURCES
from agentgen.codebase.model import Codebase


def narrowed(codebase: Codebase, keeps: Callable[[str], bool]) -> Codebase:
    """Only the source files whose path `keeps`; configuration and contracts stay."""
    return replace(
        codebase,
        texts={p: t for p, t in codebase.texts.items() if not is_source(p) or keeps(p)},
        python={p: f for p, f in codebase.python.items() if keeps(p)},
        scripts={p: f for p, f in codebase.scripts.items() if keeps(p)},
        comments={p: c for p, c in codebase.comments.items() if keeps(p)},
        routes=tuple(r for r in codebase.routes if keeps(r.place.path)),
        tables=tuple(t for t in codebase.tables if keeps(t.path)),
    )


def is_source(path: str) -> bool:
    """True for files that hold code, style sheets or queries."""
    return path.endswith((*SOURCES, ".css", ".sql"))
