"""The files in which teams tell coding agents what to keep, and what of a repository they bind.

Sources: https://agents.md, Claude Code's memory and subagents, https://cursor.com/docs/context/rules,
GitHub Copilot's custom instructions, Windsurf's and Antigravity's rules.
"""

import fnmatch
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from agentgen.spec.front_matter import FrontMatter


class When(Enum):
    """When an agent reads a file."""

    ALWAYS = "always"
    PATHS = "when it works on its paths"
    ON_REQUEST = "on request"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file.

    Attributes:
        name: what reports call it.
        folder: where it lies below the directory it binds; empty for that directory itself.
        pattern: its file name.
        deep: True when it may lie in directories below `folder`.
        imports: True when `@path` in its text includes another file.
    """

    name: str
    folder: str
    pattern: str
    deep: bool = False
    imports: bool = False


KINDS = (
    Kind("AGENTS.md", "", "AGENTS.md"),
    Kind("AGENTS.md of a role", "", "AGENTS.*.md"),
    Kind("CLAUDE.md", "", "CLAUDE.md", imports=True),
    Kind("CLAUDE.md", ".claude", "CLAUDE.md", imports=True),
    Kind("context file", "", "CONTEXT_*.md"),
    Kind("Cursor rules", "", ".cursorrules"),
    Kind("Windsurf rules", "", ".windsurfrules"),
    Kind("Cursor rule", ".cursor/rules", "*.mdc", deep=True),
    Kind("Copilot instructions", ".github", "copilot-instructions.md"),
    Kind("Copilot instructions", ".github/instructions", "*.instructions.md", deep=True),
    Kind("Claude agent", ".claude/agents", "*.md", deep=True),
    Kind("agent rule", ".agent/rules", "*.md", deep=True),
    Kind("Windsurf rule", ".windsurf/rules", "*.md", deep=True),
)
"""All kinds, the weightiest first."""


def kind_of(path: str) -> Kind | None:
    """The kind of file that lies at a path relative to a repository; None for any other file."""
    return next((kind for kind in KINDS if _home(kind, path) is not None), None)


def home_of(path: str) -> str:
    """The directory whose files it binds: `backend` for `backend/AGENTS.md`, empty for all."""
    kind = kind_of(path)
    return (_home(kind, path) or "") if kind else ""


def _home(kind: Kind, path: str) -> str | None:
    pure = PurePosixPath(path)
    if not fnmatch.fnmatchcase(pure.name, kind.pattern):
        return None
    parents = pure.parts[:-1]
    folder = PurePosixPath(kind.folder).parts
    ends = range(len(parents), len(folder) - 1, -1) if kind.deep else (len(parents),)
    for end in ends:
        start = end - len(folder)
        if start >= 0 and parents[start:end] == folder:
            return "/".join(parents[:start])
    return None


def by_weight(paths: Iterable[str]) -> list[str]:
    """The paths that are specs, the weightiest first: the root's before those below it."""

    def weight(path: str) -> tuple[int, str, int, str]:
        home, kind = home_of(path), kind_of(path)
        depth = len(PurePosixPath(home).parts)
        return depth, home, KINDS.index(kind) if kind else len(KINDS), path

    return sorted((path for path in paths if kind_of(path)), key=weight)


def patterns_of(front: FrontMatter) -> tuple[str, ...]:
    """The path patterns that front matter names; none when the file holds everywhere."""
    if front.text("alwaysApply").lower() == "true" or front.text("trigger") == "always_on":
        return ()
    found = front.patterns("globs", "applyTo", "paths")
    return () if any(pattern in ("**", "*", "**/*") for pattern in found) else found


def when_read(front: FrontMatter) -> When:
    """When an agent reads a file with this front matter."""
    if patterns_of(front):
        return When.PATHS
    on_request = front.text("trigger") in ("manual", "model_decision")
    chosen = front.text("alwaysApply").lower() == "false" and not front.patterns("globs")
    return When.ON_REQUEST if on_request or chosen else When.ALWAYS
