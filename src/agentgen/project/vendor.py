"""The branch of what agentgen generated, and merging its newest commit into what people work on.

`BRANCH` holds one commit for each generation, never touched by hand. The commit from which the
present work left it is known by the lock that the work carries: its tree is exactly what that lock
lists. So clones without the branch, and histories with squashed merges, find it as well.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from agentgen.errors import AgentgenError
from agentgen.project.lock import LOCK
from agentgen.project.plumbing import Git

BRANCH = "agentgen/generated"
_REF = f"refs/heads/{BRANCH}"


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging changed.

    Attributes:
        commit: the new present commit; empty when nothing was committed.
        files: (A, M or D; path) of every file that differs from the work before.
        conflicts: paths that people have to settle.
        diff: the change as a patch, where it was asked for.
    """

    commit: str
    files: tuple[tuple[str, str], ...]
    conflicts: tuple[str, ...] = ()
    diff: str = ""


def start_branch(root: Path) -> None:
    """Let the branch begin at the present commit, which holds what was just generated."""
    Git(root).ask("branch", "--force", BRANCH, "HEAD")


def check_work(root: Path) -> None:
    """Refuse a directory into which nothing can be merged.

    Raises:
        AgentgenError: when it is no git repository's root, or holds changes not committed.
    """
    git = Git(root)
    if not root.is_dir():
        raise AgentgenError("there is no such directory", where=str(root))
    top = git.attempt("rev-parse", "--show-toplevel")
    if top.code or not top.text:
        raise AgentgenError(
            "this is no git work tree", where=str(root),
            why="changes are brought in by merging, which needs the history",
            way_out="run it in a repository that `agentgen new` made",
        )  # fmt: skip
    if Path(top.text).resolve() != root.resolve():
        raise AgentgenError(
            "this is not the root of the git repository", where=str(root),
            way_out=f"agentgen updates whole repositories; the root is {top.text}",
        )  # fmt: skip
    if not git.found("HEAD"):
        raise AgentgenError("there is no commit yet", where=str(root), way_out="commit first")
    if git.attempt("symbolic-ref", "--quiet", "HEAD").text == _REF:
        raise AgentgenError(
            f"{BRANCH} is checked out", where=str(root), why="that branch is agentgen's alone",
            way_out="switch to the branch that you work on",
        )  # fmt: skip
    if git.found("MERGE_HEAD"):
        raise AgentgenError(
            "a merge is under way", where=str(root),
            way_out="finish it with `git commit`, or take it back with `git merge --abort`",
        )  # fmt: skip
    dirty = git.ask("status", "--porcelain", "--untracked-files=no").splitlines()
    if dirty:
        raise AgentgenError(
            f"{len(dirty)} changed files are not committed", where=str(root),
            why=", ".join(line[3:] for line in dirty[:5]),
            way_out="commit or stash them first (a changed contract too)",
        )  # fmt: skip


def find_base(root: Path) -> str:
    """The commit that holds what agentgen generated last for the present work.

    Raises:
        AgentgenError: when the repository isn't agentgen's, or its history lacks that commit.
    """
    git = Git(root)
    wanted = git.found(f"HEAD:{LOCK}")
    if not wanted:
        raise AgentgenError(
            f"there is no {LOCK}", where=str(root),
            why="agentgen did not make this repository, or the lock was removed",
            way_out="run it in a repository that `agentgen new` made, or restore the lock",
        )  # fmt: skip
    listed = git.ask("for-each-ref", "--format=%(refname)", _REF, f"refs/remotes/*/{BRANCH}")
    for refs in (["HEAD"], listed.split()):
        if refs:
            changed = git.ask("rev-list", "--full-history", *refs, "--", LOCK).split()
            for commit in changed:
                if git.found(f"{commit}:{LOCK}") == wanted and _is_as_locked(git, commit):
                    return commit
    raise AgentgenError(
        "no commit holds the repository as agentgen generated it", where=str(root),
        why=f"the history is cut off, was squashed, or {LOCK} was changed",
        way_out=f"fetch the whole history and the branch {BRANCH} "
        f"(`git fetch --unshallow`, `git fetch origin {BRANCH}`)",
    )  # fmt: skip


def _is_as_locked(git: Git, commit: str) -> bool:
    """True when a commit's tree is what its lock lists, no file more and none less."""
    names = git.ask("ls-tree", "-r", "-z", "--name-only", commit).rstrip("\0").split("\0")
    lock = next(git.blobs([f"{commit}:{LOCK}"]), None)
    try:
        files = {p: entry["sha256"] for p, entry in json.loads(lock or b"{}")["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    if set(names) != {*files, LOCK}:
        return False
    texts = git.blobs(f"{commit}:{path}" for path in files)
    return all(
        data is not None and hashlib.sha256(data).hexdigest() == digest
        for data, digest in zip(texts, files.values(), strict=True)
    )


def texts_of(root: Path, commit: str, paths: tuple[str, ...]) -> dict[str, str]:
    """Texts of files in a commit, by path; those that are not there are left out."""
    found = zip(paths, Git(root).blobs(f"{commit}:{p}" for p in paths), strict=True)
    return {path: data.decode("utf-8") for path, data in found if data is not None}


@contextmanager
def trial(root: Path) -> Iterator[Mapping[str, str]]:
    """An environment in which git keeps new objects out of the repository."""
    own = Git(root).ask("rev-parse", "--path-format=absolute", "--git-path", "objects")
    with TemporaryDirectory(prefix="agentgen-") as folder:
        yield {"GIT_OBJECT_DIRECTORY": folder, "GIT_ALTERNATE_OBJECT_DIRECTORIES": own}


def commit_folder(git: Git, folder: Path, parent: str, message: str) -> str:
    """Commit a directory's files on top of a commit; no branch moves.

    Returns:
        The new commit; `parent` when the files are the same.
    """
    here = git.ask("rev-parse", "--absolute-git-dir")
    with TemporaryDirectory(prefix="agentgen-") as place:
        own = {"GIT_DIR": here, "GIT_WORK_TREE": str(folder), "GIT_INDEX_FILE": f"{place}/index"}
        inside = Git(folder, {**git.environment, **own})
        inside.ask("add", "--all", "--force", ".")
        tree = inside.ask("write-tree")
    if tree == git.ask("rev-parse", f"{parent}^{{tree}}"):
        return parent
    return git.signed().ask("commit-tree", tree, "-p", parent, "-m", message)


def preview(git: Git, base: str, commit: str, *, patch: bool) -> Merged:
    """What merging would change; nothing is written but objects, see `trial`.

    Raises:
        AgentgenError: when git is too old to merge in memory.
    """
    ours = _joined(git, base)
    done = git.attempt("merge-tree", "--write-tree", "--name-only", "-z", "--no-messages",
                       ours, commit)  # fmt: skip
    if done.code not in (0, 1):
        raise AgentgenError(
            "git can't merge in memory", why=done.complaint[:200],
            way_out="use git 2.38 or later, or run without --dry-run",
        )  # fmt: skip
    tree, *conflicts = done.text.rstrip("\0").split("\0")
    diff = git.attempt("diff", "--no-color", "--no-ext-diff", "HEAD", tree).text if patch else ""
    return Merged("", _changes(git, tree), tuple(filter(None, conflicts)), diff)


def merge(git: Git, base: str, commit: str, message: str) -> Merged:
    """Merge what was generated into the present work, and let the branch point to it.

    On a conflict the work tree is left as git leaves it: with marks, to be settled or aborted.

    Raises:
        AgentgenError: when git refuses; nothing has changed then.
    """
    git = git.signed()
    before = git.ask("rev-parse", "HEAD")
    branch_before = git.found(_REF)
    git.ask("update-ref", _REF, commit)
    joined = _joined(git, base)
    if joined != before:
        git.ask("update-ref", "-m", "agentgen: join what was generated", "HEAD", joined)
    done = git.attempt("merge", "--no-edit", "-m", message, commit)
    conflicts = git.ask("diff", "--name-only", "--diff-filter=U", "-z").rstrip("\0").split("\0")
    if done.code and not git.found("MERGE_HEAD"):
        git.ask("update-ref", "HEAD", before)
        git.ask("update-ref", *([_REF, branch_before] if branch_before else ["-d", _REF]))
        raise AgentgenError(
            "git refused to merge; nothing has changed", where=str(git.root),
            why=" ".join((done.complaint or done.text).split())[:500],
            way_out="move what stands in the way, then run it again",
        )  # fmt: skip
    files = _changes(git, "", before)
    found = "" if done.code else git.ask("rev-parse", "HEAD")
    return Merged(found, files, tuple(filter(None, conflicts)))


def _joined(git: Git, base: str) -> str:
    """The present commit, or one of the same tree that has `base` in its history."""
    if git.says("merge-base", "--is-ancestor", base, "HEAD"):
        return git.ask("rev-parse", "HEAD")
    message = "Join what agentgen generated, which a squashed merge had left out of the history"
    return git.signed().ask("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-p", base, "-m", message)


def _changes(git: Git, tree: str, before: str = "HEAD") -> tuple[tuple[str, str], ...]:
    to = [tree] if tree else []
    words = git.ask("diff", "--name-status", "--no-renames", "-z", before, *to).split("\0")
    return tuple(zip((w[:1] for w in words[0::2]), words[1::2], strict=False))
