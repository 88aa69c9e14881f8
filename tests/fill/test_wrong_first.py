"""A run in which the first answer to each stub is wrong, each in another way: it ends the same."""

import json
import sys
from pathlib import Path

import pytest
from fill_world import PASSED, FakeVerifier, snapshot
from many import answer, make_many, number_asked

from agentgen.commands.fill import FillRequest, fill
from agentgen.errors import ExitCode
from agentgen.fill.sandbox import Confinement, find_means

KEY = "sk-test-0123456789abcdefghij"
OUTSIDE = Path("/tmp/agentgen-test-written-outside")
CONFINED = find_means().kind is Confinement.BUBBLEWRAP
RESULT = "    return first + second + {number}\n"


def instead(number, code, imports=""):
    """The right answer with other code before, or in place of, its result."""
    lines = "".join(f"    {line}\n" for line in code.splitlines())
    text = answer(number).replace(RESULT.format(number=number), lines)
    return text.replace("```python\n", f"```python\n{imports}\n")


def result(number):
    return f"return first + second + {number}"


REFUSED = {
    "opens a socket": ("socket.create_connection(('127.0.0.1', 9))", "import socket"),
    "writes outside": (f'open("{OUTSIDE}", "w").close()', ""),
    "fork bomb": ("logging.os.environ", "import logging"),
}
"""What a weaker sandbox would not stop: forms of it that are refused before anything runs."""

WRONG = {
    "syntax error": lambda n, url: instead(n, "return first +* second"),
    "wrong behaviour": lambda n, url: instead(n, "return first - second"),
    "edit outside the hole": lambda n, url: answer(n).replace(
        "```python\n", "```python\nLIMIT = 7\n"
    ),
    "endless loop": lambda n, url: instead(n, "while True:\n    time.sleep(0.1)", "import time"),
    "reads the environment": lambda n, url: instead(
        n, 'raise ValueError(Path("/proc/self/environ").read_text())', "from pathlib import Path"
    ),
    "opens a socket": lambda n, url: instead(
        n,
        f'urllib.request.urlopen("{url}/leak", data=b"{{}}", timeout=3)\n{result(n)}',
        "import urllib.request",
    ),
    "writes outside": lambda n, url: instead(
        n,
        f'Path("{OUTSIDE}").write_text("x")\nPath("/usr/agentgen-test").write_text("x")\n{result(n)}',
        "from pathlib import Path",
    ),
    "deletes tests": lambda n, url: instead(
        n,
        f'for file in Path("tests").glob("*.py"):\n    file.unlink()\n{result(n)}',
        "from pathlib import Path",
    ),
    "weakens a test": lambda n, url: answer(n).replace(
        "```\n", f"\ndef test_sum_{n}_answers() -> None:\n    assert True\n```\n"
    ),
    "fork bomb": lambda n, url: instead(
        n,
        "while True:\n    try:\n        logging.os.fork()\n    except OSError:\n        continue",
        "import logging",
    ),
    "prints a gigabyte": lambda n, url: instead(
        n,
        "out = logging.StreamHandler().stream\n"
        f'for _ in range(1000):\n    out.write("x" * 1_000_000)\n{result(n)}',
        "import logging",
    ),
}  # fmt: skip


def wrong_answer(kind, number, url):
    if CONFINED or kind not in REFUSED:
        return WRONG[kind](number, url)
    code, imports = REFUSED[kind]
    return instead(number, f"{code}\n{result(number)}", imports)


@pytest.fixture
def request_of():
    def make(root):
        return FillRequest(
            root, models=("m",), python=Path(sys.executable), attempts=2, jobs=2, seconds=25
        )

    return make


def test_wrong_first_answers_end_where_right_ones_do(tmp_path, server, request_of):
    right = make_many(tmp_path / "right", 1, len(WRONG))
    wrong = make_many(tmp_path / "wrong", 1, len(WRONG))
    server.choose = lambda asked: answer(number_asked(asked))
    OUTSIDE.unlink(missing_ok=True)
    trusting = fill(request_of(right), verifier=lambda *_: FakeVerifier(PASSED))
    assert trusting.exit_code is ExitCode.OK
    kinds = list(WRONG)

    def choose(asked):
        number = number_asked(asked)
        first = len(asked["messages"]) == 2
        return wrong_answer(kinds[number], number, server.url) if first else answer(number)

    server.choose = choose
    server.requests.clear()
    server.paths.clear()
    report = fill(request_of(wrong))

    outcomes = {
        kinds[number_of(one)]: (one.ok, one.result.attempts, one.result.reason)
        for one in report.filled
    }
    assert report.failure is None
    assert outcomes == dict.fromkeys(WRONG, (True, 2, ""))
    assert snapshot(wrong) == snapshot(right)
    told = json.dumps(server.requests)
    assert KEY not in told
    assert "OPENAI" not in told
    if CONFINED:
        assert not any("leak" in path for path in server.paths)
        assert not OUTSIDE.exists()
        assert not Path("/usr/agentgen-test").exists()


def number_of(one):
    return int(one.result.stub.label.removeprefix("Sum"))
