"""Several stubs at once, over HTTP."""

import sys
import threading
from pathlib import Path

import pytest
from fill_world import PASSED, FakeVerifier, git, snapshot
from many import answer, make_many, number_asked

from agentgen.commands.fill import FillRequest, fill
from agentgen.errors import ExitCode
from agentgen.fill.model import Verification

PYTHON = Path(sys.executable)


def request(root, **changes):
    values = {"models": ("scripted",), "python": PYTHON, "attempts": 1, "jobs": 4}
    return FillRequest(root, **{**values, **changes})


def quick(*_):
    return FakeVerifier(PASSED)


@pytest.fixture
def many(tmp_path):
    return make_many(tmp_path / "many", parts=3, each=4)


def test_patches_of_one_file_follow_one_another(many, server):
    server.choose = lambda asked: answer(number_asked(asked))
    server.delay = 0.2

    report = fill(request(many), verifier=quick)

    assert report.failure is None
    assert [one.result.reason for one in report.filled if not one.ok] == []
    assert report.exit_code is ExitCode.OK
    assert (len(report.filled), report.requests) == (12, 12)
    assert git(many, "rev-list", "--count", "HEAD").strip() == "13"
    assert git(many, "status", "--porcelain") == ""
    texts = snapshot(many)
    for number in range(12):
        text = texts[f"shop/part_{number // 4}.py"].decode()
        assert f"return first + second + {number}\n" in text
    assert not any(b"agentgen:stub" in text or b"xfail" in text for text in texts.values())


def test_requests_run_at_the_same_time(many, server):
    together = threading.Barrier(4, timeout=20)

    def choose(asked):
        return answer(number_asked(asked))

    original = server._next

    def next_one(asked):
        together.wait()
        return original(asked)

    server._next = next_one
    server.choose = choose
    assert fill(request(many), verifier=quick).exit_code is ExitCode.OK


def test_a_patch_that_no_longer_verifies_after_another_is_not_taken(many, server):
    server.choose = lambda asked: answer(number_asked(asked))
    server.delay = 0.2
    seen = []

    class Strict:
        """Accepts each stub once: what is verified again is refused."""

        def verify(self, stub, patch):
            again = stub.label in seen
            seen.append(stub.label)
            step = FakeVerifier(PASSED).verify(stub, patch)
            return Verification((), step.patch) if again else step

    report = fill(request(many, stubs=("Sum0", "Sum1")), verifier=lambda *_: Strict())

    reasons = sorted(one.result.reason for one in report.filled)
    assert reasons == ["", "nothing could be verified"]
    assert git(many, "rev-list", "--count", "HEAD").strip() == "2"
    assert git(many, "status", "--porcelain") == ""


def test_an_endpoint_that_gives_up_ends_the_run_and_what_has_landed_stays(many, server):
    for number in range(2):
        server.say(answer(number))
    server.error(401, "invalid_api_key")

    report = fill(request(many, jobs=1), verifier=quick)

    assert "API key" in report.failure.what
    assert [one.ok for one in report.filled] == [True, True]
    assert git(many, "rev-list", "--count", "HEAD").strip() == "3"
    assert git(many, "status", "--porcelain") == ""


def test_two_stubs_of_one_file_are_really_verified(many, server):
    server.choose = lambda asked: answer(number_asked(asked))
    report = fill(request(many, stubs=("Sum0", "Sum1"), jobs=2))
    assert [one.result.reason for one in report.filled] == ["", ""]
    steps = report.filled[1].result.verification.steps
    assert {step.result.value for step in steps} == {"passed"}
    assert git(many, "rev-list", "--count", "HEAD").strip() == "3"
