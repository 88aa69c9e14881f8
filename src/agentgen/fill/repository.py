"""The user's repository: what git says of files, and commits of single files."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from agentgen.errors import AgentgenError
from agentgen.process import Completed, run

_NOBODY = ("-c", "user.name=agentgen", "-c", "user.email=agentgen@localhost")
"""Who commits where git knows nobody."""
_UNFINISHED = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
}


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

    def commit_command(self, paths: Iterable[str]) -> list[str]:
        """The command that commits these files alone, whatever else is staged; message on stdin."""
        identity = () if self._knows_who() else _NOBODY
        words = ["git", "--literal-pathspecs", "-C", str(self.root.resolve()), *identity]
        return [*words, "commit", "--quiet", "--only", "-F", "-", "--", *paths]

    def head(self) -> str:
        """The short id of the last commit."""
        return self._git("rev-parse", "--short", "HEAD").output.strip()

    def stage(self, paths: Iterable[str]) -> None:
        """Put files as they are into the index; nothing happens without git."""
        self._git("add", "--", *paths)

    def begin_branch(self, name: str) -> None:
        """Make a branch of that name and switch to it; the work tree stays as it is.

        Raises:
            AgentgenError: when git refuses, for example because there is such a branch.
        """
        done = self._git("switch", "--quiet", "--create", name)
        if not done.ok:
            raise AgentgenError(
                f"the branch `{name}` can't be made",
                where=str(self.root),
                why=" ".join(done.output.split())[-300:],
                way_out="name another one with --branch",
            )

    def unfinished(self) -> str:
        """What git is in the middle of, such as a merge; empty when nothing."""
        for head, name in _UNFINISHED.items():
            answer = self._git("rev-parse", "--git-path", head)
            if answer.ok and (self.root / answer.output.strip()).exists():
                return name
        return ""

    def environment(self) -> dict[str, str]:
        """The user's variables, but those for the model's endpoint: git and its hooks see these."""
        return {k: v for k, v in os.environ.items() if not k.startswith("OPENAI_")}

    def _knows_who(self) -> bool:
        named = "GIT_COMMITTER_EMAIL" in os.environ and "GIT_AUTHOR_EMAIL" in os.environ
        return named or self._git("config", "user.email").ok

    def _git(self, *arguments: str, stdin: str | None = None) -> Completed:
        command = ["git", "--literal-pathspecs", *arguments]
        environment = self.environment()
        return run(command, cwd=self.root, env=environment, seconds=300, stdin=stdin)
