"""Conduit generated, stubs filled over HTTP from recorded answers, and its collection sent to it.

Eleven operations are left to be written, by decision; a house rule asks for what the contract
leaves open. The first answer to each is wrong, each in another way.
"""

import json
from pathlib import Path

import pytest
from fill_world import git
from tests.generated.environment import backend_bin, contract
from tests.generated.newman import ASSERTIONS, run_collection

from agentgen.commands.fill import FillRequest, fill
from agentgen.commands.new import NewRequest, new
from agentgen.errors import ExitCode

ANSWERS = json.loads((Path(__file__).parents[1] / "data/fill/conduit.json").read_text("utf-8"))
HOUSE = "# House rules\n\n- Services must store the tags of an article in alphabetical order.\n"


def conduit(folder: Path) -> Path:
    """A repository whose operations of ANSWERS are stubs."""
    folder.mkdir()
    (folder / "house.md").write_text(HOUSE)
    stubs = {operation: {"behaviour": "stub"} for operation in ANSWERS["right"]}
    roles = ("coding-agent", str(folder / "house.md"))
    source = contract("conduit/openapi.yml")
    request = NewRequest("conduit", folder, roles, source, decisions={"operations": stubs})
    return new(request).target


def asked_for(asked: dict) -> str:
    return asked["messages"][1]["content"].split("operation `")[1].split("`")[0]


@pytest.mark.generated
def test_the_whole_collection_passes_after_wrong_first_answers(tmp_path, server):
    prompts: dict[str, str] = {}

    def choose(asked: dict) -> str:
        task = asked_for(asked)
        first = len(asked["messages"]) == 2
        prompts.setdefault(task, asked["messages"][1]["content"])
        return ANSWERS["wrong" if first else "right"][task]

    server.choose = choose
    root = conduit(tmp_path / "here")
    python = backend_bin() / "python"
    request = FillRequest(root, models=("recorded",), python=python, attempts=2, jobs=2, seconds=40)
    report = fill(request)

    assert report.failure is None
    outcomes = {o.result.stub.label: (o.result.reason, o.result.attempts) for o in report.filled}
    assert outcomes == dict.fromkeys(ANSWERS["right"], ("", 2))
    assert report.exit_code is ExitCode.OK
    assert git(root, "status", "--porcelain") == ""
    assert all("tags of an article in alphabetical order" in told for told in prompts.values())
    outcome = run_collection(root, tmp_path / "report.json")
    assert (outcome.total, outcome.failed) == (ASSERTIONS, ())
