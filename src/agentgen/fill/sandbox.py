"""Confine the code that is tried: bubblewrap where it works, weaker means where not."""

import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from agentgen.fill import bubblewrap
from agentgen.process import Completed, run

_GRACE = 15
"""Seconds the supervisor gets beyond the program's own, to clear up."""
_MAX_OUTPUT = 16 * 1024**2
_OUT_OF_TIME = 124


class Confinement(StrEnum):
    """What confines a program."""

    BUBBLEWRAP = "bubblewrap"
    NO_NETWORK = "no-network"
    LIMITS = "limits"


_DESCRIPTIONS = {
    Confinement.BUBBLEWRAP: "bubblewrap: no network, nothing writable but the scratch copy, nothing"
    " readable but system and environment; resource limits",
    Confinement.NO_NETWORK: "weaker: no network and resource limits, but files are open"
    " (bubblewrap is not available)",
    Confinement.LIMITS: "weaker: resource limits only; network and files are open"
    " (bubblewrap is not available)",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program and its children may use.

    Attributes:
        memory: bytes of address space of each process; 0 for no limit.
        file: bytes of each file.
        processes, total: of all processes together, memory in bytes.
    """

    cpu_seconds: int = 300
    memory: int = 4 * 1024**3
    file: int = 64 * 1024**2
    processes: int = 256
    total: int = 4 * 1024**3


@dataclass(frozen=True, slots=True)
class Means:
    """What this machine has to confine programs with, and whether they may use the network."""

    kind: Confinement = Confinement.LIMITS
    program: str = ""
    network: bool = False

    @property
    def description(self) -> str:
        """What confines the code, in words that claim no more than is true."""
        text = _DESCRIPTIONS[self.kind]
        return text.replace("no network", "network allowed") if self.network else text


WEAKEST, DEFAULT_LIMITS = Means(), Limits()
_RUNS = itertools.count()


@dataclass(frozen=True)
class Sandbox:
    """A place to run programs in.

    Attributes:
        scratch: the only directory that may be written to.
        python: interpreter of the target's environment.
        visible: directories that stay readable beside the system's.
    """

    scratch: Path
    python: Path
    visible: tuple[Path, ...] = ()
    means: Means = WEAKEST
    limits: Limits = DEFAULT_LIMITS

    @property
    def description(self) -> str:
        """What confines the code."""
        return self.means.description

    @cached_property
    def environment(self) -> Mapping[str, str]:
        """All the variables a program sees; none of them are the user's."""
        home, temporary = self.scratch / ".home", self.scratch / ".tmp"
        for folder in (home, temporary):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o777)
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
        """Run a program confined.

        Args:
            extra: variables to add.
            writable: another directory to write to; for tools, that run none of the target's code.
        """
        environment = {**self.environment, **(extra or {})}
        argv = [*self._wrapped(cwd, writable), *self._supervised(command, seconds, writable)]
        done = run(argv, cwd=cwd, env=environment, seconds=seconds + _GRACE, max_output=_MAX_OUTPUT)
        if done.flooded:
            note = f"\nlimits: it printed more than {_MAX_OUTPUT >> 20} MiB"
            return replace(done, output=done.output + note)
        return replace(done, timed_out=done.timed_out or done.code == _OUT_OF_TIME)

    @cached_property
    def uid(self) -> int:
        """Root's programs run as a user of their own, 0 where they can't: see the supervisor."""
        if os.geteuid() != 0 or self.means.kind is not Confinement.BUBBLEWRAP:
            return 0
        return 20_000 + (os.getpid() * 64 + next(_RUNS)) % 40_000

    def _supervised(
        self, command: Sequence[str], seconds: float, writable: Path | None
    ) -> list[str]:
        script = Path(__file__).with_name("supervisor.py").read_text("utf-8")
        limits = self.limits
        figures = (seconds, limits.cpu_seconds, limits.memory, limits.file, limits.processes)
        uid = 0 if writable else self.uid
        texts = [str(figure) for figure in (*figures, limits.total, uid)]
        return [str(self.python), "-I", "-c", script, *texts, *command]

    def _wrapped(self, cwd: Path, writable: Path | None) -> list[str]:
        if self.means.kind is Confinement.LIMITS or (
            self.means.kind is Confinement.NO_NETWORK and self.means.network
        ):
            return []
        if self.means.kind is Confinement.NO_NETWORK:
            return [*_without_network(self.means.program), "--"]
        places = (self.scratch, writable) if writable else (self.scratch,)
        return bubblewrap.command(
            self.means.program, self.visible, places, cwd, network=self.means.network
        )


def find_means(*, network: bool = False) -> Means:
    """The strongest confinement that works here: each is tried, not only looked for."""
    program = shutil.which("bwrap")
    if program and _works(means := Means(Confinement.BUBBLEWRAP, program, network)):
        return means
    program = shutil.which("unshare")
    if program and run([*_without_network(program), "true"], cwd=Path("/"), seconds=10).ok:
        return Means(Confinement.NO_NETWORK, program, network)
    return Means(Confinement.LIMITS, network=network)


def _without_network(program: str) -> list[str]:
    return [program, "--user", "--map-root-user", "--net"]


def _works(means: Means) -> bool:
    places = (Path(sys.prefix), Path(sys.base_prefix))
    with tempfile.TemporaryDirectory(prefix="agentgen-fill-") as name:
        sandbox = Sandbox(Path(name), Path(sys.executable), places, means)
        return sandbox.run(["true"], Path(name), 10).ok
