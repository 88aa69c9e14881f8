"""Answers of models over HTTP that are of no use, each recognised; tool calls; tokens and keys."""

import json
import threading
import time

import pytest
from fill_world import completion, events

from agentgen.errors import AgentgenError
from agentgen.fill.access import faults
from agentgen.fill.access.endpoint import Endpoint

ANSWERS = {
    "length": (completion("def f", "length"), "cut off at the length limit"),
    "refusal": (completion(None, refusal="I can't."), "the model refuses (I can't.)"),
    "filter": (completion("", "content_filter"), "the model refuses (content_filter)"),
    "empty": (completion("  "), "the answer is empty"),
    "no text": (completion(None), "the answer is empty"),
    "empty choices": ({**completion(""), "choices": []}, "has no choices"),
    "null": (None, "has no choices"),
    "a list": ([], "has no choices (it is a list)"),
    "choices that are none": ({"choices": ["x"]}, "has no choices"),
    "odd types": ({"choices": [{"message": {"content": 7}, "finish_reason": "stop"}]}, "is empty"),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_an_answer_of_no_use_is_a_problem_of_its_own_kind(case, connect, server):
    value, problem = ANSWERS[case]
    server.json(value)
    reply = connect()()
    assert problem in reply.problem
    assert reply.text == ""
    assert len(server.requests) == 1
    assert reply.refused is ("refuses" in problem)


def test_the_problems_are_told_apart():
    every = [f for f in vars(faults).values() if isinstance(f, type) and f.__dict__.get("title")]
    assert len({f.title for f in every}) == len(every) == 20


@pytest.mark.parametrize("body", [b'{"choices": [', b"\xff\xfe", b"[" * 100_000])
def test_a_body_that_is_not_json(body, connect, server):
    server.raw(200, "application/json", body)
    assert "not JSON" in connect()().problem


def test_an_event_that_is_not_json(connect, server):
    server.stream([events("Hel")[0], b"data: {broken\n\n"])
    assert "not JSON" in connect()().problem


def test_an_answer_that_drips(connect, server):
    server.slow(*events(*"a long answer, letter by letter"), pause=0.1)
    began = time.monotonic()
    assert "took longer than the time limit" in connect(seconds=0.5)().problem
    assert time.monotonic() - began < 3


def test_an_answer_of_ten_megabytes(connect, server):
    server.stream(events(*["x" * 100_000] * 105))
    reply = connect()()
    assert "too large (more than 4194304 bytes)" in reply.problem


def test_ten_megabytes_without_a_line_end(connect, server):
    server.raw(200, "text/event-stream", b"data: " + b"x" * 10_500_000)
    assert "too large" in connect()().problem


# code as the argument of a tool call


def test_code_may_come_by_a_tool_call(connect, server):
    server.call("write_code", json.dumps({"code": "x = 1"}))
    assert connect(tool=True)().text == "```\nx = 1\n```"
    assert server.requests[0]["tool_choice"]["function"]["name"] == "write_code"


def test_a_tool_call_may_come_in_pieces(connect, server):
    def part(**function):
        call = {"index": 0, "function": function}
        return {"choices": [{"delta": {"tool_calls": [call]}, "finish_reason": None}]}

    pieces = [part(name="write_code", arguments='{"co'), part(arguments='de": "x = 1"}')]
    end = {"choices": [{"delta": {}, "finish_reason": "tool_calls"}]}
    server.stream(b"data: " + json.dumps(v).encode() + b"\n\n" for v in [*pieces, end])
    assert connect(tool=True)().text == "```\nx = 1\n```"


@pytest.mark.parametrize(
    ("name", "arguments", "problem"),
    [
        ("write_code", '{"code": "x', "arguments of the tool call are not JSON"),
        ("write_code", '{"text": "x"}', "it takes `code`"),
        ("write_code", '{"code": 7}', "it takes `code`"),
        ("write_code", '["x"]', "it takes `code`"),
        ("write_code", '{"code": "x", "more": 1}', "it takes `code`"),
        ("run_shell", '{"code": "x"}', "there is no tool `run_shell`"),
    ],
)
def test_tool_calls_that_are_wrong(name, arguments, problem, connect, server):
    server.call(name, arguments)
    assert problem in connect(tool=True)().problem


# bounds, names, keys


def test_a_bound_on_answers_goes_by_the_name_that_the_endpoint_knows(connect, server):
    server.json({"error": {"message": "Unknown parameter: max_completion_tokens"}}, 400)
    server.say("Hello")
    ask = connect(limit=500)
    assert ask().text == "Hello"
    ask()
    sent = [[k for k in request if k.startswith("max_")] for request in server.requests]
    assert sent == [["max_completion_tokens"], ["max_tokens"], ["max_tokens"]]


def test_tokens_that_are_not_told_are_estimated(connect, server):
    server.json({**completion("x" * 30), "usage": None})
    reply = connect()()
    assert (reply.prompt_tokens, reply.answer_tokens, reply.counted) == (12, 10, False)


def test_threads_share_a_model(connect, server):
    server.say("Hello")
    ask, found = connect(), []
    threads = [threading.Thread(target=lambda: found.append(ask().text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["Hello"] * 8


def test_the_key_is_never_shown():
    endpoint = Endpoint.of({"OPENAI_API_KEY": " sk-secret "}, base_url="http://a/v1")
    assert "sk-secret" not in repr(endpoint)
    assert (endpoint.api_key, endpoint.base_url) == ("sk-secret", "http://a/v1")
    wins = {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://b/v1"}
    assert Endpoint.of(wins, base_url="http://a/v1").base_url == "http://b/v1"


def test_a_missing_key_is_named():
    with pytest.raises(AgentgenError) as key:
        Endpoint.of({})
    assert "OPENAI_API_KEY" in key.value.way_out
