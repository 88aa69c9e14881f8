"""Petstore generated, its stubs filled over HTTP from recorded answers, right and wrong ones."""

import json
import subprocess
from pathlib import Path

import pytest
from fill_world import git, snapshot

from agentgen.commands.check import CheckRequest, check, exit_code
from agentgen.commands.fill import FillRequest, fill
from agentgen.commands.new import NewRequest, new
from agentgen.errors import ExitCode

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".cache/backend/bin/python"
CONTRACT = ROOT.parent / "shared/openapi/petstore-3.0.json"
ANSWERS = json.loads((ROOT / "tests/data/fill/petstore.json").read_text("utf-8"))


@pytest.fixture
def petstore(tmp_path):
    if not PYTHON.is_file():
        pytest.skip("there is no environment in .cache/backend")
    if not CONTRACT.is_file():
        pytest.skip("there is no Petstore contract")
    new(NewRequest("petstore", tmp_path, ("backend-coder",), CONTRACT))
    return tmp_path / "petstore"


@pytest.mark.generated
def test_petstores_stubs_are_filled_after_wrong_first_answers(petstore, server):
    def choose(asked):
        task = asked["messages"][1]["content"].split("operation `")[1].split("`")[0]
        return ANSWERS["wrong" if len(asked["messages"]) == 2 else "right"][task]

    server.choose = choose
    request = FillRequest(petstore, models=("recorded",), python=PYTHON, attempts=2, jobs=2)
    report = fill(request)

    assert report.failure is None
    outcomes = {o.result.stub.label: (o.result.reason, o.result.attempts) for o in report.filled}
    assert outcomes == dict.fromkeys(ANSWERS["right"], ("", 2))
    assert report.exit_code is ExitCode.OK
    assert git(petstore, "status", "--porcelain") == ""
    texts = snapshot(petstore)
    code = b"".join(text for path, text in texts.items() if path.endswith(".py"))
    assert b"agentgen:stub" not in code
    assert b"mark.xfail" not in code
    assert exit_code(check(CheckRequest(petstore))) is ExitCode.OK
    tests = [str(PYTHON), "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-cov"]
    done = subprocess.run(tests, cwd=petstore, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
