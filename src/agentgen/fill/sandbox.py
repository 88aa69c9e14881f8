"""Confine the code that is tried: bubblewrap where it works, resource limits everywhere."""

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from agentgen.process import Completed, run

_CPU_SECONDS = 300
_MEMORY = 4 * 1024**3
_FILE = 64 * 1024**2
_PROCESSES = 4096


@dataclass(frozen=True)
class Sandbox:
    """A place to run programs in.

    Attributes:
        scratch: the only directory that may be written to.
        python: interpreter of the target's environment.
        visible: directories that stay readable although they lie in a home directory.
        bwrap: path of bubblewrap; empty where it is missing or doesn't work.
    """

    scratch: Path
    python: Path
    visible: tuple[Path, ...] = ()
    bwrap: str = ""

    @property
    def description(self) -> str:
        """What confines the code, in words that claim no more than is true."""
        if self.bwrap:
            return "bubblewrap: no network, nothing writable but the scratch copy; resource limits"
        return "resource limits only (bubblewrap is not available): network and files are open"

    @cached_property
    def environment(self) -> Mapping[str, str]:
        """All the variables a program sees; none of them are the user's."""
        home, temporary = self.scratch / ".home", self.scratch / ".tmp"
        home.mkdir(exist_ok=True)
        temporary.mkdir(exist_ok=True)
        return {
            "PATH": f"{self.python.parent}{os.pathsep}/usr/local/bin:/usr/bin:/bin",
            "HOME": str(home),
            "TMPDIR": str(temporary),
            "LANG": "C.UTF-8",
            "NO_COLOR": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
        }

    def run(
        self,
        command: Sequence[str],
        cwd: Path,
        seconds: float,
        extra: Mapping[str, str] | None = None,
        writable: Path | None = None,
    ) -> Completed:
        """Run a program confined; `extra` adds variables, `writable` a directory to write to."""
        environment = {**self.environment, **(extra or {})}
        argv = [*self._wrapped(cwd, writable), *self._limited(command)]
        return run(argv, cwd=cwd, env=environment, seconds=seconds)

    def _limited(self, command: Sequence[str]) -> list[str]:
        script = Path(__file__).with_name("limits.py").read_text("utf-8")
        figures = [str(f) for f in (_CPU_SECONDS, _MEMORY, _FILE, _PROCESSES)]
        return [str(self.python), "-I", "-c", script, *figures, *command]

    def _wrapped(self, cwd: Path, writable: Path | None) -> list[str]:
        if not self.bwrap:
            return []
        homes = [p for p in (Path.home(), Path("/home"), Path("/root")) if p.is_dir()]
        hidden = dict.fromkeys(str(p) for p in homes if str(p) != "/")
        arguments = [self.bwrap, "--unshare-all", "--die-with-parent", "--new-session"]
        arguments += ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
        for path in (*hidden, "/tmp", "/run"):  # noqa: S108 - hidden from the program, not used
            arguments += ["--tmpfs", path]
        for visible in self.visible:
            arguments += ["--ro-bind-try", str(visible), str(visible)]
        for bound in filter(None, (self.scratch, writable)):
            arguments += ["--bind", str(bound), str(bound)]
        return [*arguments, "--chdir", str(cwd), "--"]


def find_bwrap() -> str:
    """Path of a bubblewrap that works here, or an empty text."""
    program = shutil.which("bwrap")
    if program is None:
        return ""
    probe = [program, "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "--", "true"]
    return program if run(probe, cwd=Path("/"), seconds=10).ok else ""
