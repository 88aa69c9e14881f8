"""The whole command over real HTTP, with the real verifier."""

import json
import sys
from pathlib import Path

import pytest
import typer
from fill_world import CHEAP, FILES, RIGHT, completion, git, snapshot
from typer.testing import CliRunner

from agentgen.cli.fill import register
from agentgen.commands.fill import FillRequest, fill
from agentgen.errors import ExitCode

PYTHON = Path(sys.executable)


def request(root: Path, **changes: object) -> FillRequest:
    values = {"stubs": ("GetTotal",), "models": ("scripted",), "python": PYTHON, "attempts": 1}
    return FillRequest(root, **{**values, **changes})  # type: ignore[arg-type] - values of many types by name


def cli(*arguments: str):
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, list(arguments))


def test_a_right_answer_lands_in_the_hole_and_in_the_marker_of_its_test(shop, server):
    server.say(RIGHT)
    lines = []

    report = fill(request(shop), lines.append)

    assert report.filled[0].result.reason == ""
    assert [one.result.reason for one in report.filled if one.result.reason] == []
    assert report.exit_code is ExitCode.OK
    assert (report.requests, report.tokens) == (1, 100)
    before = FILES["shop/prices.py"]
    hole = before[before.index('        # agentgen:stub operation="GetTotal"') :].split("\n")[:2]
    expected = before.replace("\n".join(hole), "        return net + net * self.get_rate() // 100")
    tests = FILES["tests/test_prices.py"]
    mark = '@pytest.mark.xfail(strict=True, reason="GetTotal: to be written")\n'
    changed = {
        "shop/prices.py": expected,
        "tests/test_prices.py": tests.replace(mark, "").replace("import pytest\n\n", ""),
    }
    assert snapshot(shop) == {k: t.encode() for k, t in {**FILES, **changed}.items()}
    assert git(shop, "status", "--porcelain") == ""
    message = git(shop, "log", "-1", "--format=%B")
    assert "Model: scripted\nAttempts: 1\nTokens: 100\nCost: unknown\n" in message
    assert (
        "Verified: parse, ruff check, ruff format, role specs, mypy, acceptance test, related tests"
        in message
    )
    assert report.filled[0].commit == git(shop, "rev-parse", "--short", "HEAD").strip()
    assert [event.state for event in lines] == ["asking", "checking", "checked", "filled"]


def test_what_went_wrong_is_told_and_the_next_attempt_lands(shop, server):
    wrong = RIGHT.replace("self.get_rate()", "7")
    server.say(wrong, RIGHT)

    report = fill(request(shop, attempts=2))

    assert [one.result.reason for one in report.filled if one.result.reason] == []
    assert report.exit_code is ExitCode.OK
    assert report.filled[0].result.attempts == 2
    first, second = server.requests
    assert second["messages"][:2] == first["messages"]
    assert second["messages"][2]["content"] == wrong
    told = second["messages"][3]["content"]
    assert "acceptance test failed" in told
    assert "== 119" in told
    assert str(shop.parent) not in told
    assert "agentgen-fill-" not in told


WRONG_CODE = {
    "wrong behaviour": (RIGHT.replace("+ net", "- net"), "acceptance test failed"),
    "wrong types": (RIGHT.replace("// 100", "/ 100"), "mypy failed"),
    "endless loop": (
        RIGHT.replace("return net", "while net:\n        net += 1\n    return net"),
        "not done within",
    ),
    "reads the environment by a side door": (
        RIGHT.replace("def get_total", "import logging\n\ndef get_total").replace(
            "return net", 'net += len(logging.os.environ["OPENAI_API_KEY"])\n    return net'
        ),
        "`environ` is not allowed",
    ),
    "leaves the file unsorted": (RIGHT.replace("return net", "unused = 1\n    return net"), "F841"),
}


@pytest.mark.parametrize("case", WRONG_CODE)
def test_code_that_fails_leaves_the_tree_as_it_was(case, shop, server):
    answer, reason = WRONG_CODE[case]
    server.say(answer)
    before = snapshot(shop)

    report = fill(request(shop, seconds=9))

    assert report.exit_code is ExitCode.FINDINGS
    assert reason in report.filled[0].result.reason
    assert snapshot(shop) == before
    assert git(shop, "log", "--format=%s").split("\n")[0] == "Begin"


WRONG_ANSWERS = {
    "syntax error": (completion(RIGHT.replace("return net", "return net +*")), "does not parse"),
    "no code": (completion("I would add the tax."), "no block of Python"),
    "edit elsewhere": (
        completion(RIGHT.replace("```\n", "\ndef get_rate(self) -> int:\n    return 1\n```\n")),
        "`PriceService.get_rate` is not to be changed",
    ),
    "still a stub": (
        completion(RIGHT.replace("return net", "raise NotImplementedError  #")),
        "NotImplementedError",
    ),
    "reads the environment": (
        completion(RIGHT.replace("def get", "import os\n\ndef get")), "`os` is not allowed"
    ),
    "no choices": ({**completion(""), "choices": []}, "no choices"),
    "cut off": (completion(RIGHT, "length"), "cut off"),
    "refusal": (completion(None, refusal="I can't help."), "refuses (I can't help.)"),
    "filtered": (completion("", "content_filter"), "refuses"),
    "empty": (completion("  "), "is empty"),
    "null": (None, "no choices"),
    "a list": ([], "no choices"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_ANSWERS)
def test_answers_that_are_none_leave_the_tree_as_it_was(case, shop, server):
    answer, reason = WRONG_ANSWERS[case]
    server.json(answer)
    before = snapshot(shop)

    report = fill(request(shop))

    assert report.exit_code is ExitCode.FINDINGS
    assert reason in report.filled[0].result.reason
    assert snapshot(shop) == before


@pytest.mark.parametrize(
    ("kind", "body", "failure", "reason"),
    [
        ("text/html", b"<html><body>Welcome</body></html>", "a web page", ""),
        ("application/json", b'{"choices": [', "", "not JSON"),
    ],
)
def test_answers_that_are_no_completions_leave_the_tree_as_it_was(
    kind, body, failure, reason, shop, server
):
    server.raw(200, kind, body)
    before = snapshot(shop)

    report = fill(request(shop))

    assert failure in str(report.failure or "")
    assert reason in " ".join(one.result.reason for one in report.filled)
    assert report.exit_code is (ExitCode.CANNOT_RUN if failure else ExitCode.FINDINGS)
    assert snapshot(shop) == before


@pytest.mark.parametrize(
    ("status", "code", "way_out", "calls"),
    [
        (401, "invalid_api_key", "check OPENAI_API_KEY", 1),
        (403, "", "what that key may do", 1),
        (404, "model_not_found", "the model's name", 1),
        (429, "insufficient_quota", "raise it", 1),
        (400, "", "another model", 1),
        (503, "", "try again later", 3),
    ],
)
def test_an_endpoint_that_refuses_ends_the_run(status, code, way_out, calls, shop, server):
    error = {"error": {"message": "no", "code": code, "type": "t"}}
    server.json(error, status, Retry_After="0")
    before = snapshot(shop)

    report = fill(request(shop))

    assert report.exit_code is ExitCode.CANNOT_RUN
    assert way_out in report.failure.way_out
    assert "sk-test" not in str(report.failure)
    assert len(server.requests) == calls
    assert snapshot(shop) == before


def test_all_stubs_are_filled_and_one_without_a_test_says_so(shop, server):
    server.say(CHEAP, RIGHT)

    report = fill(request(shop, stubs=()))

    assert [one.result.stub.label for one in report.filled] == ["ListPrices:cheap", "GetTotal"]
    assert [one.result.reason for one in report.filled if one.result.reason] == []
    assert report.exit_code is ExitCode.OK
    assert "Not-Verified: acceptance test" in git(shop, "log", "-1", "--skip=1", "--format=%B")
    assert "agentgen:stub" not in (shop / "shop/prices.py").read_text()


def test_without_commits_a_second_stub_in_the_same_file_is_filled_too(shop, server):
    server.say(CHEAP, RIGHT)

    report = fill(request(shop, stubs=(), commit=False))

    assert [one.result.reason for one in report.filled if one.result.reason] == []
    assert report.exit_code is ExitCode.OK
    assert git(shop, "log", "--format=%s").strip() == "Begin"
    assert git(shop, "status", "--porcelain").split() == [
        "M", "shop/prices.py", "M", "tests/test_prices.py"
    ]  # fmt: skip


def test_the_command_prints_json_and_a_table(shop, server, monkeypatch):
    monkeypatch.setenv("AGENTGEN_MODEL", "scripted")
    server.say("nothing", RIGHT)

    failed = cli("fill", str(shop), "--stub", "GetTotal", "--python", sys.executable,
                 "--attempts", "1")  # fmt: skip
    done = cli("fill", str(shop), "--stub", "GetTotal", "--python", sys.executable, "--json")

    assert failed.exit_code == 1
    assert "0 of 1 filled; 1 requests" in failed.output
    assert done.exit_code == 0
    value = json.loads(done.stdout)
    assert value["models"] == ["scripted"]
    assert value["stubs"][0]["filled"] is True
    assert [s["result"] for s in value["stubs"][0]["steps"]] == ["passed"] * 7


def test_the_transcript_holds_no_secret(shop, server, monkeypatch):
    monkeypatch.setenv("SHOP_PASSWORD", "correct-horse-7")
    (shop / "shop/rates.py").write_text(FILES["shop/rates.py"] + 'X = "correct-horse-7"\n')
    git(shop, "commit", "-qam", "Note")
    server.say("the password is correct-horse-7")

    fill(request(shop))

    (file,) = (shop / ".agentgen/fill").glob("*.jsonl")
    events = [json.loads(line)["event"] for line in file.read_text().splitlines()]
    assert events == ["request", "reply", "verdict"]
    sent = json.dumps(server.requests)
    for text in (sent, file.read_text()):
        assert "[redacted]" in text
        assert "correct-horse" not in text
    assert git(shop, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("limits", "reason", "calls"),
    [
        ({"max_requests": 1}, "1 requests", 1),
        ({"max_requests": 0}, "0 requests", 0),
        ({"max_total_tokens": 10}, "10 tokens", 0),
        ({"max_tokens": 10}, "--max-tokens", 0),
    ],
)
def test_budgets_end_the_attempts(limits, reason, calls, shop, server):
    server.say("nothing")

    report = fill(request(shop, attempts=3, **limits))

    assert report.exit_code is ExitCode.FINDINGS
    assert reason in report.filled[0].result.reason
    assert len(server.requests) == calls
