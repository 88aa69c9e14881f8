"""Time the commands: the median of several runs, each a process of its own."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
AGENTGEN = Path(sys.executable).with_name("agentgen")
SYSTEMS = ("pipeline-runner", "pod-automator")


def main() -> None:
    """Print a table."""
    bare = timed([sys.executable, "-c", "import typer, rich"])
    version = timed([AGENTGEN, "--version"])
    print(f"{'import typer, rich':<32}{bare:8.2f} s")
    print(f"{'agentgen --version':<32}{version:8.2f} s   {version / bare:.2f} x the bare import")
    print(f"{'agentgen roles':<32}{timed([AGENTGEN, 'roles']):8.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        for system in SYSTEMS:
            made = [make(folder, system, run) for run in range(RUNS)]
            print(f"{f'agentgen new ({system})':<32}{statistics.median(made):8.2f} s")
            check = timed([AGENTGEN, "check", Path(folder) / f"{system}-0"])
            print(f"{f'agentgen check ({system})':<32}{check:8.2f} s")


def make(folder: str, system: str, run: int) -> float:
    """Seconds that one `agentgen new` takes."""
    return once([AGENTGEN, "new", f"{system}-{run}", "--system", system, "--into", folder])


def timed(command: list[object]) -> float:
    """Median seconds of a command."""
    return statistics.median(once(command) for _ in range(RUNS))


def once(command: list[object]) -> float:
    """Seconds of one run."""
    began = time.perf_counter()
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
