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
