"""Compare the cost of `agentgen new` with that of two generators of code, side by side.

openapi-generator (`python-fastapi`: stubs of routes) and datamodel-code-generator (models alone)
are installed into `.cache/generators`; the first needs Java. Each run is a process of its own; the
generators take turns, and what is printed is the median. Memory is that of the largest process.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HOME = Path(".cache/generators").resolve()
AGENTGEN = Path(sys.executable).with_name("agentgen")
DOCUMENTS = Path(__file__).resolve().parents[2] / "shared/openapi"
RUNS = {"petstore-3.0.json": 5, "github-rest.json": 3}
PACKAGES = ("openapi-generator-cli", "datamodel-code-generator")
Command = Callable[[Path, Path], Sequence[object]]


@dataclass(frozen=True)
class Cost:
    """Seconds of wall and processor time, and MiB of the largest process."""

    wall: float
    cpu: float
    memory: float


COMMANDS: dict[str, Command] = {
    "agentgen new": lambda document, out: [
        AGENTGEN, "new", "product", "--role", "backend-coder", "--openapi", document, "--into", out,
    ],
    "openapi-generator (python-fastapi)": lambda document, out: [
        HOME / "bin/openapi-generator-cli", "generate", "-g", "python-fastapi",
        "--skip-validate-spec", "-i", document, "-o", out,
    ],
    "datamodel-code-generator": lambda document, out: [
        HOME / "bin/datamodel-codegen", "--input", document, "--input-file-type", "openapi",
        "--output", out / "models.py", "--output-model-type", "pydantic_v2.BaseModel",
    ],
}  # fmt: skip


def main() -> None:
    """Print a table."""
    install()
    for name, runs in RUNS.items():
        document = DOCUMENTS / name
        if not document.is_file():
            print(f"{name}: not there")
            continue
        found: dict[str, list[Cost]] = {title: [] for title in COMMANDS}
        for _ in range(runs):
            for title, command in COMMANDS.items():
                if (cost := measure(command, document)) is not None:
                    found[title].append(cost)
        for title, costs in found.items():
            print(line(name, title, costs))


def line(document: str, title: str, costs: list[Cost]) -> str:
    """One line of the table."""
    if not costs:
        return f"{document:<20}{title:<36}  failed"
    wall, cpu, memory = (
        statistics.median(getattr(cost, key) for cost in costs) for key in ("wall", "cpu", "memory")
    )
    return f"{document:<20}{title:<36}{wall:7.2f} s {cpu:7.2f} s CPU {memory:7.0f} MiB"


def install() -> None:
    """Make `.cache/generators`."""
    if (HOME / "bin/datamodel-codegen").is_file():
        return
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, HOME], check=True)
    install = [uv, "pip", "install", "--quiet", "--python", HOME / "bin" / "python"]
    subprocess.run([*install, *PACKAGES], check=True)


def measure(command: Command, document: Path) -> Cost | None:
    """Run a command into an empty directory; None when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        words = [str(word) for word in command(document, Path(folder) / "out")]
        (Path(folder) / "out").mkdir()
        program = shutil.which(words[0]) or words[0]
        begun = time.monotonic()
        with Path(os.devnull).open("w") as nothing:
            done = subprocess.Popen([program, *words[1:]], stdout=nothing, stderr=nothing)
            _, status, used = os.wait4(done.pid, 0)
            done.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - begun
    if done.returncode:
        return None
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
