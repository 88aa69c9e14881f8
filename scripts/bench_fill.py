"""Time `agentgen fill`: a hundred stubs at once, one stub in 200 files; 200 runs that are killed.

The model is a scripted server on loopback that answers after a second. Overhead is the processor
time of agentgen's own process, beside the time of the run: model and checks take the rest.
"""

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/fill"))

from fill_world import ScriptedServer  # noqa: E402 - its directory is named above
from many import answer, make_many, number_asked  # noqa: E402 - its directory is named above

from agentgen.commands.fill import FillReport, FillRequest, fill  # noqa: E402 - see above
from agentgen.commands.fill_request import Progress  # noqa: E402 - see above

PYTHON = Path(sys.executable)
LATENCY = 1.0


@dataclass(slots=True)
class Watch:
    """Adds up how long stubs waited for the model, and how long their patches were checked."""

    since: dict[str, float] = field(default_factory=dict)
    spent: dict[str, float] = field(default_factory=lambda: {"asking": 0.0, "checking": 0.0})
    last: dict[str, str] = field(default_factory=dict)

    def __call__(self, event: Progress) -> None:
        """Take an event."""
        now, label = time.perf_counter(), event.stub.label
        before = self.last.get(label, "")
        if before in self.spent:
            self.spent[before] += now - self.since[label]
        self.last[label], self.since[label] = event.state, now


def main() -> None:
    """Print the figures that were asked for: `stubs`, `one`, `kills`, or all."""
    wanted = sys.argv[1:] or ["one", "stubs", "kills"]
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        if "one" in wanted:
            one(base / "one")
        if "stubs" in wanted:
            hundred(base / "hundred")
    if "kills" in wanted:
        kills = ROOT / "tests/fill/kills.py"
        subprocess.run([sys.executable, str(kills), "200"], check=True)


def one(root: Path) -> None:
    """Verification of one stub in 200 files, mypy's cache warm."""
    make_many(root, parts=1, each=2, plain=197)
    run(root, 1, ("Sum0",), Watch())
    watch = Watch()
    report = run(root, 1, ("Sum1",), watch)
    steps = ", ".join(s.name for s in report.filled[0].result.verification.steps)  # type: ignore[union-attr] - it was verified
    print(f"one stub in 200 files: {watch.spent['checking']:.1f} s: {steps}")


def hundred(root: Path) -> None:
    """A hundred stubs, eight at once."""
    make_many(root, parts=10, each=10)
    watch = Watch()
    before, began = getrusage(RUSAGE_SELF), time.perf_counter()
    report = run(root, 8, (), watch)
    wall = time.perf_counter() - began
    after = getrusage(RUSAGE_SELF)
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    done = sum(filled.ok for filled in report.filled)
    asking, checking = watch.spent["asking"], watch.spent["checking"]
    print(f"{done} of {len(report.filled)} stubs, 8 at once: {wall:.0f} s; {report.sandbox}")
    print(f"  stubs waited {asking:.0f} s for the model and {checking:.0f} s for checks")
    print(f"  agentgen's own process: {own:.1f} s CPU, {100 * own / wall:.0f} % of the run")


def run(root: Path, jobs: int, stubs: tuple[str, ...], watch: Watch) -> FillReport:
    """One run against a server that answers right after a second."""
    import os

    server = ScriptedServer()
    server.delay = LATENCY
    server.choose = lambda asked: answer(number_asked(asked))
    os.environ |= {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "loopback"}
    try:
        request = FillRequest(root, stubs, models=("m",), python=PYTHON, jobs=jobs)
        report = fill(request, watch)
    finally:
        server.close()
    if report.failure:
        raise report.failure
    return report


if __name__ == "__main__":
    main()
