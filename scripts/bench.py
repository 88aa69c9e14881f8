"""Time the commands, each run a process of its own, and the compilation of specs in this one.

What is printed is the median of several runs.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from agentgen.commands.recognizers import all_recognizers
from agentgen.resources import resource_root
from agentgen.spec.compile import compile_specs

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
    compilation("built-in roles", resource_root("specs") / "roles")
    compilation("../shared/roles", Path(__file__).parents[2] / "shared" / "roles")


def compilation(title: str, folder: Path) -> None:
    """Print what the specs of a folder cost, each compiled by itself after start-up."""
    specs = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.md"))]
    if not specs:
        return
    lines = sum(content.count(b"\n") for _, content in specs)
    compile_each(specs)  # start-up: patterns are compiled where they are first needed
    cost = statistics.median(compile_each(specs) for _ in range(RUNS)) * 1000 / lines * 1000
    print(f"{f'compile ({title})':<32}{cost:8.1f} ms per 1,000 lines, of CPU time")


def compile_each(specs: Sequence[tuple[str, bytes]]) -> float:
    """Seconds of CPU time that specs take, none of whose texts is remembered."""
    recognizers = all_recognizers()
    spent = 0.0
    for spec in specs:
        forget_texts()
        began = time.process_time()
        compile_specs([spec], recognizers)
        spent += time.process_time() - began
    return spent


def forget_texts() -> None:
    """Empty the caches with a bound, which hold texts; patterns and tables are in those without."""
    modules = [module for name, module in sys.modules.items() if name.startswith("agentgen.")]
    for value in [value for module in modules for value in vars(module).values()]:
        if hasattr(value, "cache_parameters") and (value.cache_parameters()["maxsize"] or 0) > 1:
            value.cache_clear()


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
