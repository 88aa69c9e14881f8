"""The Conduit collection of requests, sent by newman to a generated repository's server."""

import json
from dataclasses import dataclass
from pathlib import Path

from agentgen.process import run
from tests.generated.environment import NEWMAN, contract, require
from tests.generated.server import Server, prefix_of

ASSERTIONS = 311
_PERSON = {"EMAIL": "ann@example.com", "PASSWORD": "correct horse", "USERNAME": "ann"}


@dataclass(frozen=True)
class Outcome:
    """How many assertions were made, and those that failed."""

    total: int
    failed: tuple[str, ...]


def run_collection(root: Path, report: Path) -> Outcome:
    """Boot a repository and send it the collection; `report` is where newman writes to."""
    program = require(NEWMAN, "newman")
    collection = contract("conduit/Conduit.postman_collection.json")
    with Server(root) as server:
        api = f"http://127.0.0.1:{server.port}{prefix_of(root)}"
        given = [f"{key}={value}" for key, value in {"APIURL": api, **_PERSON}.items()]
        variables = (part for pair in given for part in ("--global-var", pair))
        reporter = ("--reporters", "json", "--reporter-json-export", str(report))
        command = ["node", str(program), "run", str(collection), *variables, *reporter]
        run(command, cwd=report.parent, seconds=200)
    told = json.loads(report.read_text())["run"]
    failures = tuple(failure["error"]["test"] for failure in told["failures"])
    assert len(failures) == told["stats"]["assertions"]["failed"]
    return Outcome(told["stats"]["assertions"]["total"], failures)
