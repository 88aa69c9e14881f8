"""The one place that starts other programs."""

import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Completed:
    """What a finished program left.

    Attributes:
        output: stdout and stderr merged.
        timed_out: its time ran out, and it was killed.
        flooded: it printed more than it may, and was killed.
    """

    command: tuple[str, ...]
    code: int
    output: str
    timed_out: bool = False
    flooded: bool = False

    @property
    def ok(self) -> bool:
        """True when the program ended by itself with exit code 0."""
        return self.code == 0 and not self.timed_out and not self.flooded


def run(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    seconds: float = 600,
    stdin: str | None = None,
    max_output: int | None = None,
    pass_fds: Sequence[int] = (),
) -> Completed:
    """Run a program to its end; never raises for what the program does.

    A program that can't be started gives code 127. When `seconds` are over, or it has printed
    more than `max_output` bytes, its whole process group is killed. Output is stdout and stderr
    merged, decoded leniently. With `max_output` there is no `stdin`. The descriptors `pass_fds`
    stay open in the program.
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
            pass_fds=pass_fds,
        )
    except OSError as problem:
        return Completed(argv, 127, str(problem))
    try:
        output, timed_out, flooded = (
            _communicate(process, stdin, seconds)
            if max_output is None
            else _read_bounded(process, seconds, max_output)
        )
    except BaseException:
        _kill_group(process.pid)
        process.wait()
        raise
    text = output.decode(errors="replace")
    return Completed(argv, process.returncode, text, timed_out, flooded)


def _communicate(
    process: subprocess.Popen[bytes], stdin: str | None, seconds: float
) -> tuple[bytes, bool, bool]:
    """All that the program prints, and whether its time ran out."""
    data = stdin.encode() if stdin is not None else None
    try:
        return process.communicate(data, timeout=seconds)[0], False, False
    except subprocess.TimeoutExpired:
        _kill_group(process.pid)
        return process.communicate()[0], True, False


def _read_bounded(
    process: subprocess.Popen[bytes], seconds: float, most: int
) -> tuple[bytes, bool, bool]:
    """What the program prints up to a size, whether its time ran out, and whether it was cut."""
    assert process.stdout is not None, "it was started with a pipe"
    end = time.monotonic() + seconds
    output = bytearray()
    descriptor = process.stdout.fileno()
    with process.stdout:
        while (left := end - time.monotonic()) > 0 and len(output) <= most:
            if not select.select([descriptor], [], [], left)[0]:
                continue
            piece = os.read(descriptor, 65536)
            if not piece:
                break
            output += piece
        timed_out, flooded = left <= 0, len(output) > most
        if not timed_out and not flooded:
            timed_out = not _ended(process, end)
        if timed_out or flooded:
            _kill_group(process.pid)
    process.wait()
    return bytes(output[:most]), timed_out, flooded


def _ended(process: subprocess.Popen[bytes], end: float) -> bool:
    """Wait for a program that has closed its output; False when it doesn't end in time."""
    try:
        process.wait(max(end - time.monotonic(), 0.01))
    except subprocess.TimeoutExpired:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Running:
    """A program that runs beside ours, and the file that its output goes to."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def ended(self) -> bool:
        """True when it has ended by itself."""
        return self.process.poll() is not None

    @property
    def output(self) -> str:
        """What it has written so far, stdout and stderr merged, decoded leniently."""
        return self.log.read_bytes().decode(errors="replace")


@contextmanager
def background(
    command: Sequence[str], *, cwd: Path, env: Mapping[str, str], log: Path
) -> Iterator[Running]:
    """Run a program while the block runs, then kill its whole process group.

    Raises:
        OSError: when it can't be started.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - argv lists only, never a shell
            tuple(command),
            cwd=cwd,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Running(process, log)
    finally:
        _kill_group(process.pid)
        process.wait()


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
