"""Run a program under limits.

Usage: `supervisor.py SECONDS CPU MEMORY FILE PROCESSES TOTAL UID PROGRAM …`

Standard library alone: it runs in the target repository's interpreter. Each process gets limits on
CPU seconds, address space and file size; all of them together are counted, and killed when they
are too many, hold too much memory, run too long, or outlive the program.

The kernel bounds the number of processes for every user but root. Root therefore starts the
program as another user (UID) where it can; elsewhere counting them is all there is.
"""

import ctypes
import os
import resource
import signal
import sys
import time

_SUBREAPER, _DEATH_SIGNAL = 36, 1  # prctl(2): adopt orphans; be told when the parent dies
_INTERVAL = 0.05
_STOPPED = {"time": 124, "many": 125, "memory": 125}
_SPARE = 16
"""Processes that the kernel allows beyond, so that it is here that they are counted and told."""
_PAGE = resource.getpagesize()


def main() -> None:
    """Start the program, watch it, and end as it ends."""
    seconds, cpu, memory, size, processes, total, uid = (float(text) for text in sys.argv[1:8])
    _adopt_orphans()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    signal.signal(signal.SIGTERM, _give_up)
    before = _processes_of_user() if int(uid) == 0 else 0
    child = os.fork()
    if child == 0:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        _limit(int(cpu), int(memory), int(size), before + int(processes) + _SPARE)
        _become(int(uid))
        os.execvp(sys.argv[8], sys.argv[8:])  # noqa: S606 - the verifier's own argument list
    _go_first()
    status = _watch(child, time.monotonic() + seconds, int(processes), int(total))
    _kill_all()
    sys.exit(status)


def _give_up(*_: object) -> None:
    _kill_all()
    os._exit(143)


def _become(uid: int) -> None:
    if uid:
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)


def _go_first() -> None:
    """Run before the programs watched, where that is allowed: they may be very many."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    except (OSError, AttributeError):
        return


def _processes_of_user() -> int:
    """How many threads this user runs by now: the kernel's limit counts them all."""
    count = 0
    for name in _numbers("/proc"):
        try:
            if os.stat(f"/proc/{name}").st_uid == os.getuid():  # noqa: PTH116 - starts fast
                count += len(_numbers(f"/proc/{name}/task"))
        except OSError:
            continue
    return count


def _numbers(folder: str) -> "list[str]":
    try:
        return [name for name in os.listdir(folder) if name.isdigit()]  # noqa: PTH208 - starts fast
    except OSError:
        return []


def _adopt_orphans() -> None:
    try:
        libc = ctypes.CDLL(None)
        libc.prctl(_SUBREAPER, 1, 0, 0, 0)
        libc.prctl(_DEATH_SIGNAL, signal.SIGTERM, 0, 0, 0)
    except (OSError, AttributeError):
        sys.stderr.write("limits: processes that detach themselves can't be followed\n")


def _limit(cpu: int, memory: int, size: int, processes: int) -> None:
    kinds = {
        resource.RLIMIT_CPU: cpu, resource.RLIMIT_AS: memory, resource.RLIMIT_FSIZE: size,
        resource.RLIMIT_NPROC: processes, resource.RLIMIT_CORE: 0,
    }  # fmt: skip
    if not memory:
        del kinds[resource.RLIMIT_AS]
    for kind, figure in kinds.items():
        hard = resource.getrlimit(kind)[1]
        limit = figure if hard == resource.RLIM_INFINITY else min(figure, hard)
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):
            sys.stderr.write(f"limits: {kind} can't be set\n")


def _watch(child: int, end: float, processes: int, total: int) -> int:
    """Wait for the program; its exit code, or that of the limit it ran into."""
    while True:
        _wait_for_a_child()
        status = _reaped(child)
        if status is not None:
            return os.waitstatus_to_exitcode(status) % 256
        if time.monotonic() > end:
            return _stopped("time", "it did not end in time")
        found = _descendants()
        if len(found) > processes:
            return _stopped("many", f"more than {processes} processes")
        if sum(found.values()) > total:
            return _stopped("memory", f"more than {total >> 20} MiB of memory")


def _wait_for_a_child() -> None:
    if hasattr(signal, "sigtimedwait"):
        signal.sigtimedwait({signal.SIGCHLD}, _INTERVAL)
    else:
        time.sleep(_INTERVAL / 5)


def _stopped(kind: str, reason: str) -> int:
    _kill_all()
    sys.stderr.write(f"limits: {reason}\n")
    return _STOPPED[kind]


def _reaped(child: int) -> "int | None":
    """Collect every process that ended; the program's status when it is among them."""
    found = None
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if pid == 0:
            return found
        if pid == child:
            found = status


def _descendants() -> "dict[int, int]":
    """Bytes in memory of every process below this one."""
    parents = {}
    for name in _numbers("/proc"):
        try:
            with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123 - starts fast
                fields = file.read().rpartition(b")")[2].split()
        except OSError:
            continue
        parents[int(name)] = (int(fields[1]), int(fields[21]) * _PAGE, fields[0])
    found: dict[int, int] = {}
    level = {os.getpid()}
    while level:
        level = {pid for pid, (parent, _, _) in parents.items() if parent in level}
        found.update({pid: parents[pid][1] for pid in level if parents[pid][2] != b"Z"})
    return found


def _kill_all() -> None:
    """Kill what is below this process until nothing is left, however fast it forks."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        found = _descendants()
        for kind in (signal.SIGSTOP, signal.SIGKILL):
            for pid in found:
                try:
                    os.kill(pid, kind)
                except ProcessLookupError:
                    continue
        _reaped(0)
        if not found:
            return


if __name__ == "__main__":
    main()
