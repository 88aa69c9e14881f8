"""The user's repository: what git says of files, and commits of single files."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from agentgen.errors import AgentgenError
from agentgen.process import Completed, run

_NOBODY = ("-c", "user.name=agentgen", "-c", "user.email=agentgen@localhost")
"""Who commits where git knows nobody."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A git work tree, or a plain directory."""

    root: Path

    def is_git(self) -> bool:
        """True inside a git work tree."""
        return self._git("rev-parse", "--is-inside-work-tree").ok

    def uncommitted(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Those of the paths that differ from the last commit, or that git doesn't know."""
        wanted = tuple(paths)
        found = []
        for path in wanted:
            status = self._git("status", "--porcelain", "--ignored", "-z", "--", path)
            if not status.ok or status.output.strip("\0 \n"):
                found.append(path)
        return tuple(found)

    def commit(self, paths: Iterable[str], message: str) -> str:
        """Commit these files alone, whatever else is staged.

        Returns the new commit's short id.

        Raises:
            AgentgenError: when git, or a hook, refuses.
        """
        identity = () if self._knows_who() else _NOBODY
        done = self._git(
            *identity, "commit", "--quiet", "--only", "-F", "-", "--", *paths, stdin=message
        )
        if not done.ok:
            raise AgentgenError(
                "git does not take the commit",
                where=str(self.root),
                why=" ".join(done.output.split())[-300:],
                way_out="mend that, or use --no-commit",
            )
        return self._git("rev-parse", "--short", "HEAD").output.strip()

    def _knows_who(self) -> bool:
        named = "GIT_COMMITTER_EMAIL" in os.environ and "GIT_AUTHOR_EMAIL" in os.environ
        return named or self._git("config", "user.email").ok

    def _git(self, *arguments: str, stdin: str | None = None) -> Completed:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENAI_")}
        command = ["git", "--literal-pathspecs", *arguments]
        return run(command, cwd=self.root, env=environment, seconds=300, stdin=stdin)
