"""One run of `fill` at a time in a repository; the kernel lets go of the lock when it is killed."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agentgen.errors import AgentgenError


@contextmanager
def run_lock(folder: Path) -> Iterator[None]:
    """Hold the lock, and wait for a landing that a killed run has begun.

    Raises:
        AgentgenError: when another run holds it.
    """
    with (folder / "run.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AgentgenError(
                "another `agentgen fill` works on this repository",
                where=str(folder.parent.parent),
                way_out="wait for it to end",
            ) from None
        with (folder / "landing.lock").open("a") as landing:
            fcntl.flock(landing, fcntl.LOCK_EX)
        yield
