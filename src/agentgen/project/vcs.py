"""The first commit of a repository."""

from pathlib import Path

from agentgen.errors import AgentgenError

_NAME, _EMAIL = "agentgen", "agentgen@localhost"


def init_repository(root: Path, message: str) -> None:
    """Make `root` a git repository on branch `main` with one commit of everything in it.

    The user's own git identity signs where one is configured.

    Raises:
        AgentgenError: when git is missing or refuses.
    """
    try:
        import git
    except ImportError as problem:
        raise AgentgenError("git is missing", why=str(problem), way_out="install git") from None
    try:
        repository = git.Repo.init(root, initial_branch="main")
        with repository.config_reader() as config:
            known = config.has_option("user", "email") and config.has_option("user", "name")
        extra = [] if known else ["-c", f"user.name={_NAME}", "-c", f"user.email={_EMAIL}"]
        repository.git.add(all=True)
        quiet = ["-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null"]
        repository.git.execute(["git", *extra, *quiet, "commit", "--quiet", "-m", message])
        repository.close()
    except (git.GitError, OSError) as problem:
        raise AgentgenError("git refused", str(root), str(problem)) from None


def read_revision(revision: str, path: str) -> bytes:
    """The content of a file at a revision of the repository around this directory.

    Args:
        path: relative to the root of the repository, or to this directory with a leading `./`.

    Raises:
        AgentgenError: when there is no repository, no such revision or no such file in it.
    """
    name = f"{revision}:{path}"
    try:
        import git
    except ImportError as problem:
        raise AgentgenError("git is missing", why=str(problem), way_out="install git") from None
    try:
        repository = git.Repo(Path(), search_parent_directories=True)
        command = ["git", "show", "--end-of-options", name]
        shown = repository.git.execute(command, stdout_as_string=False)
        repository.close()
    except git.InvalidGitRepositoryError:
        raise AgentgenError(
            "this directory lies in no git repository", where=name, way_out="name a file"
        ) from None
    except (git.GitError, OSError) as problem:
        reason = str(getattr(problem, "stderr", "") or problem)
        raise AgentgenError(
            "git has no such file at this revision",
            where=name,
            why=" ".join(reason.removeprefix("\n  stderr: ").strip("' \n").split()),
            way_out="check revision and path, which is relative to the root of the repository",
        ) from None
    return bytes(shown) if isinstance(shown, bytes) else str(shown).encode()
