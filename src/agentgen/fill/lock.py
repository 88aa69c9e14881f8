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
        with landing_lock(folder):
            pass
        yield


@contextmanager
def landing_lock(folder: Path) -> Iterator[int]:
    """Hold the lock on landings; gives its descriptor.

    The process that lands inherits the descriptor, and so the lock, from its first moment on: it
    keeps it when this one is killed.
    """
    with (folder / "landing.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()
