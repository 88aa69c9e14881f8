"""The one place that starts other programs."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Completed:
    """What a finished program left: exit code, merged output, and whether its time ran out."""

    command: tuple[str, ...]
    code: int
    output: str
    timed_out: bool = False

    @property
    def ok(self) -> bool:
        """True when the program ended by itself with exit code 0."""
        return self.code == 0 and not self.timed_out


def run(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    seconds: float = 600,
    stdin: str | None = None,
) -> Completed:
    """Run a program to its end; never raises for what the program does.

    A program that can't be started gives code 127. When `seconds` are over, its whole process
    group is killed and `timed_out` is set. Output is stdout and stderr merged, decoded leniently.
    """
    argv = tuple(command)
    try:
        process = subprocess.Popen(  # noqa: S603 - argv lists only, never a shell
            argv,
            cwd=cwd,
            env=dict(env) if env is not None else None,
            stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as problem:
        return Completed(argv, 127, str(problem))
    data = stdin.encode() if stdin is not None else None
    try:
        output, _ = process.communicate(data, timeout=seconds)
        timed_out = False
    except subprocess.TimeoutExpired:
        _kill_group(process.pid)
        output, _ = process.communicate()
        timed_out = True
    except BaseException:
        _kill_group(process.pid)
        process.wait()
        raise
    return Completed(argv, process.returncode, output.decode(errors="replace"), timed_out)


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
