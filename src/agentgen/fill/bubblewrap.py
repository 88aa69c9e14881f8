"""The command line of bubblewrap: an empty root, into which only what is needed is put."""

import os
from collections.abc import Sequence
from pathlib import Path

_SYSTEM = (
    "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/etc/alternatives",
    "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/passwd", "/etc/group",
    "/etc/nsswitch.conf", "/etc/hosts", "/etc/localtime", "/etc/mime.types", "/etc/ssl/certs",
    "/etc/ssl/openssl.cnf",
)  # fmt: skip
_NAMESPACES = ("--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try")
_RESOLVER = "/etc/resolv.conf"


def command(
    program: str,
    visible: Sequence[Path],
    writable: Sequence[Path],
    cwd: Path,
    *,
    network: bool = False,
) -> list[str]:
    """The words to put before a command, so that it runs confined.

    Args:
        visible: directories to read beside the system's; reached by the path given and, where a
            link leads elsewhere, by that one too.
        writable: directories to write to.
        network: whether the network is left open.
    """
    words = [program, *_NAMESPACES, *([] if network else ["--unshare-net"])]
    words += ["--die-with-parent", "--new-session", "--cap-drop", "ALL", *_privileges()]
    for parent in ("/etc", "/etc/ssl"):
        words += ["--perms", "0755", "--dir", parent]
    for path in (*_SYSTEM, *([_RESOLVER] if network else [])):
        words += ["--ro-bind-try", path, path]
    words += ["--dev", "/dev", "--proc", "/proc", "--perms", "1777"]
    words += ["--tmpfs", "/tmp"]  # noqa: S108 - a new one
    shown = [p for v in visible for p in (v.resolve(), v) if p.parts[1:2] != ("usr",)]
    words += _open_parents((*shown, *writable))
    for path in dict.fromkeys(map(str, shown)):
        words += ["--ro-bind-try", path, path]
    for folder in writable:
        words += ["--bind", str(folder.resolve()), str(folder)]
    closed = ("--remount-ro", "/tmp", "--remount-ro", "/")  # noqa: S108 - the new one
    return [*words, *closed, "--chdir", str(cwd), "--"]


def _open_parents(paths: Sequence[Path]) -> list[str]:
    """Make the directories above, that every user may pass; bubblewrap's own are closed."""
    above = {folder for path in paths for folder in path.parents if len(folder.parts) > 1}
    words = []
    for folder in sorted(above, key=lambda folder: len(folder.parts)):
        words += ["--perms", "0755", "--dir", str(folder)]
    return words


def _privileges() -> list[str]:
    """A user namespace for people; root keeps what it takes to become another user and to kill
    that user's processes, which the supervisor does.
    """
    if os.geteuid() != 0:
        return ["--unshare-user"]
    return ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_KILL"]
