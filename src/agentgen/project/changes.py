"""Which lines of a work tree are not those of a revision.

Format: the hunks of `git diff --unified=0`, see git-diff(1).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from agentgen.errors import AgentgenError
from agentgen.process import run

_HUNK = re.compile(r"@@ -\S+ \+(?P<line>\d+)(?:,(?P<count>\d+))? @@")
_WHOLE = (range(1, 2**31),)


@dataclass(frozen=True, slots=True)
class Changes:
    """Changed lines by path from the root; a new file is changed as a whole.

    Where lines were only taken out, the lines around them count as changed.
    """

    files: Mapping[str, tuple[range, ...]]

    def touch(self, path: str, lines: range) -> bool:
        """True when one of the lines of a file is changed."""
        changed = self.files.get(path, ())
        return any(one.start < lines.stop and lines.start < one.stop for one in changed)


def changes_since(root: Path, revision: str) -> Changes:
    """What changed below `root` since the work left `revision`: committed, staged, and not yet.

    The comparison is with the common ancestor of `revision` and the present commit, so that what
    others changed there since does not count.

    Raises:
        AgentgenError: when there is no repository, or no such revision in it.
    """
    base = ancestor(root, revision)
    command = ["git", "-c", "core.quotePath=false", "diff", "--unified=0", "--no-color"]
    command += ["--no-ext-diff", "--no-renames", "--relative", "--src-prefix=", "--dst-prefix="]
    diff = ask_git(root, [*command, base, "--"], revision)
    new = ask_git(root, ["git", "ls-files", "--others", "--exclude-standard", "-z"], revision)
    files = dict.fromkeys(filter(None, new.split("\0")), _WHOLE)
    return Changes({**_changed(diff.split("\n")), **files})


def ancestor(root: Path, revision: str) -> str:
    """The commit in which the present work left a revision.

    Raises:
        AgentgenError: when there is no repository, or no such revision in it.
    """
    name = f"{revision}^{{commit}}"
    found = ask_git(root, ["git", "rev-parse", "--verify", "--end-of-options", name], revision)
    common = run(["git", "merge-base", found.strip(), "HEAD"], cwd=root, seconds=60)
    return (common.output if common.ok else found).strip()


def ask_git(root: Path, command: list[str], revision: str) -> str:
    """What git says; `revision` is what it was asked about.

    Raises:
        AgentgenError: when it can't tell.
    """
    done = run(command, cwd=root, seconds=60)
    if done.ok:
        return done.output
    raise AgentgenError(
        "git can't tell what changed",
        where=revision,
        why=" ".join(done.output.split())[:300],
        way_out="name a commit, branch or tag of this repository; in CI, fetch its history",
    )


def _changed(diff: Iterable[str]) -> Mapping[str, tuple[range, ...]]:
    files: dict[str, tuple[range, ...]] = {}
    path = ""
    for line, is_header in _marked(diff):
        if is_header and line.startswith("+++ "):
            path = line[4:].rstrip("\t").strip('"')
        hunk = _HUNK.match(line) if is_header else None
        if hunk:
            files[path] = (*files.get(path, ()), _lines(hunk))
    return files


def _marked(diff: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Lines of a diff, each with True outside of the text of hunks."""
    left = 0
    for line in diff:
        yield line, left == 0
        counts = re.match(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@", line) if left == 0 else None
        if counts:
            left = sum(int(count) if count is not None else 1 for count in counts.groups())
        elif left and line[:1] in ("+", "-"):
            left -= 1


def _lines(hunk: re.Match[str]) -> range:
    first, count = int(hunk["line"]), int(hunk["count"] or 1)
    return range(first, first + count) if count else range(first, first + 2)
