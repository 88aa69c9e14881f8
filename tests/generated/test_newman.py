"""The Conduit collection of requests, sent by newman to a freshly generated server."""

import json
from pathlib import Path

import pytest

from agentgen.commands.new import NewRequest, new
from agentgen.process import run
from tests.generated.environment import NEWMAN, contract, require
from tests.generated.test_matrix import Server, prefix_of

pytestmark = pytest.mark.generated

ASSERTIONS = 311
UNTOLD = {"The first tag is dragons", "The second tag is training"}
"""They want the tags of an article sorted, which the contract does not ask for."""


@pytest.mark.parametrize("role", ["coding-agent", "backend-expert"])
def test_the_collection_passes_with_no_line_written_by_hand(role: str, tmp_path: Path) -> None:
    program = require(NEWMAN, "newman")
    source = contract("conduit/openapi.yml")
    root = new(NewRequest("conduit", tmp_path, roles=(role,), openapi=source)).target
    report = tmp_path / "report.json"
    person = {"EMAIL": "ann@example.com", "PASSWORD": "correct horse", "USERNAME": "ann"}
    with Server(root) as server:
        api = f"http://127.0.0.1:{server.port}{prefix_of(root)}"
        given = [f"{key}={value}" for key, value in {"APIURL": api, **person}.items()]
        run(
            [
                "node", str(program), "run",
                str(contract("conduit/Conduit.postman_collection.json")),
                *(part for pair in given for part in ("--global-var", pair)),
                "--reporters", "json", "--reporter-json-export", str(report),
            ],
            cwd=tmp_path,
            seconds=200,
        )  # fmt: skip
    result = json.loads(report.read_text())["run"]
    failed = {failure["error"]["test"] for failure in result["failures"]}
    assert failed <= UNTOLD
    assert result["stats"]["assertions"]["total"] == ASSERTIONS
    assert result["stats"]["assertions"]["failed"] <= len(UNTOLD)
