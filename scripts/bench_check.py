"""Time the static check on a large repository, beside `ast.parse` alone in the same process.

`bench_check.py [REPOSITORY]`: without one it is generated from GitHub's REST contract, where that
lies beside this repository. Times are CPU seconds, so that other work on the machine counts little.
"""

import ast
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agentgen.codebase import build_codebase
from agentgen.codebase.files import SOURCES, read_repository
from agentgen.commands.check import CheckRequest, check
from agentgen.commands.check_survey import survey
from agentgen.commands.new import NewRequest, new
from agentgen.gates.registry import GATES
from agentgen.rules.audit import audit
from agentgen.rules.registry import RULES

HERE = Path(__file__).resolve()
CONTRACT = HERE.parents[2] / "shared" / "openapi" / "github-rest.json"
SCRIPTS = tuple(s for s in SOURCES if not s.startswith(".py"))


def main() -> None:
    """Print a table; each measure in a process of its own."""
    if len(sys.argv) > 2:
        print(json.dumps(MEASURES[sys.argv[1]](Path(sys.argv[2]))))
        return
    if len(sys.argv) > 1:
        table(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        asked = NewRequest("large", Path(folder), roles=("agentic-backend",), openapi=CONTRACT)
        table(new(asked).target)


def table(root: Path) -> None:
    """Print what the parts of a check of the repository cost."""
    with tempfile.TemporaryDirectory() as cache:
        for name in ("python", "typescript"):
            found = measured(name, root, cache)
            per = 1000 / max(found["lines"], 1) * 1000
            print(
                f"{name:<12}{found['lines']:>9,} lines  {found['facts'] * per:6.1f} ms facts",
                end="",
            )
            print(f"  {found['rules'] * per:6.1f} ms rules per 1,000 lines of CPU time", end="")
            print(f"  (ast.parse alone {found['parse'] * per:.1f} ms)" if found["parse"] else "")
        for name in ("first run", "second run"):
            found = measured("whole", root, cache)
            print(f"{name:<12}{found['cpu']:8.2f} s CPU {found['wall']:8.2f} s wall", end="")
            print(f" {found['peak']:8.0f} MiB at most")


def measured(name: str, root: Path, cache: str) -> dict[str, float]:
    """Run one measure in a process of its own."""
    command = [sys.executable, str(HERE), name, str(root)]
    environment = {**os.environ, "AGENTGEN_CACHE_DIR": cache}
    done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
    return dict(json.loads(done.stdout))


def one_language(root: Path, *suffixes: str) -> dict[str, float]:
    """CPU seconds for facts and rules of the files of one language, configuration beside them."""
    settings = survey(CheckRequest(root, gates=()), None, RULES, GATES).settings
    every = read_repository(root).texts
    texts = {p: t for p, t in every.items() if p.endswith(suffixes) or not p.endswith(SOURCES)}
    mine = [t for p, t in texts.items() if p.endswith(suffixes)]
    gc.collect()
    facts, codebase = timed(lambda: build_codebase(texts, root=root))
    rules, _ = timed(lambda: audit(codebase, settings, RULES))
    parse, _ = timed(lambda: parsed_alone(mine)) if ".py" in suffixes else (0.0, None)
    lines = sum(t.count("\n") for t in mine)
    return {"lines": lines, "facts": facts, "rules": rules, "parse": parse}


def parsed_alone(texts: list[str]) -> None:
    """Make each syntax tree and drop it, without the collector, as the facts are made."""
    gc.disable()
    for text in texts:
        ast.parse(text)
    gc.enable()


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds that a call takes, and its result."""
    began = time.process_time()
    result = action()
    return time.process_time() - began, result


def whole(root: Path) -> dict[str, float]:
    """CPU and wall seconds of a static check, from the start of the process, and peak memory."""
    began = time.monotonic()
    check(CheckRequest(root, gates=()))
    wall = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": time.process_time(), "wall": wall, "peak": peak}


MEASURES: dict[str, Callable[[Path], dict[str, float]]] = {
    "python": lambda root: one_language(root, ".py"),
    "typescript": lambda root: one_language(root, *SCRIPTS),
    "whole": whole,
}

if __name__ == "__main__":
    main()
