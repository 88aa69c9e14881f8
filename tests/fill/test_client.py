"""One request to a model, over HTTP: each fault is recognised and told apart."""

import json
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from fill_world import completion, events

from agentgen.errors import AgentgenError
from agentgen.fill.access import faults
from agentgen.fill.access.access import Access, Patience
from agentgen.fill.access.budget import Budget
from agentgen.fill.access.client import ChatModel
from agentgen.fill.access.endpoint import Endpoint
from agentgen.fill.model import Message

ASKED = (Message("system", "Be brief."), Message("user", "Hi"))


@pytest.fixture
def waits():
    return []


@pytest.fixture
def connect(server, waits):
    """Makes a model with patience at the scripted server."""
    opened = []

    def make(*names, limit=None, **changes):
        endpoint = Endpoint("sk-test", server.url, **{"seconds": 5, **changes})
        chats = tuple(ChatModel(endpoint, name, limit) for name in names or ("scripted",))
        opened.extend(chats)
        access = Access(chats, Budget(), patience=Patience(sleep=waits.append))
        return lambda: access.ask(chats[0], ASKED)[0]

    yield make
    for chat in opened:
        chat.close()


def test_a_conversation_is_sent_as_it_is(connect, server):
    server.say("Hello")
    reply = connect()()

    assert (reply.text, reply.tokens, reply.problem, reply.counted) == ("Hello", 100, "", True)
    assert server.requests == [
        {
            "model": "scripted",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "Hi"},
            ],
            "stream": True,
            "stream_options": {"include_usage": True},
        }
    ]
    assert {k.lower(): v for k, v in server.headers[0].items()}["authorization"] == "Bearer sk-test"


def test_a_stream_is_put_together(connect, server):
    server.stream(events("Hel", "lo, ", "wörld"))
    reply = connect()()
    assert (reply.text, reply.prompt_tokens, reply.answer_tokens) == ("Hello, wörld", 90, 10)


def test_a_stream_in_single_bytes_is_put_together(connect, server):
    server.stream(bytes([b]) for b in b"".join(events("wörld")))
    assert connect()().text == "wörld"


# what passes: the same request is sent again


def test_429_with_a_short_retry_after_is_waited_for(connect, server, waits):
    server.error(429, "rate_limit_exceeded", Retry_After="1")
    server.say("Hello")
    assert connect()().text == "Hello"
    assert waits == [1.0]


def test_429_with_a_long_retry_after_is_told_at_once(connect, server, waits):
    server.error(429, "rate_limit_exceeded", Retry_After="3600")
    with pytest.raises(faults.RateLimited, match="it asks to wait 3600 s, and 60 s is the most"):
        connect()()
    assert (waits, len(server.requests)) == ([], 1)


def test_a_retry_after_may_be_a_date(connect, server, waits):
    moment = datetime.now(UTC) + timedelta(seconds=20)
    server.error(429, "", Retry_After=format_datetime(moment, usegmt=True))
    server.say("Hello")
    connect()()
    assert 15 < waits[0] <= 20


@pytest.mark.parametrize("header", ["soon", "-"])
def test_a_retry_after_that_is_nonsense_is_not_heeded(header, connect, server, waits):
    server.error(429, "", Retry_After=header)
    server.say("Hello")
    connect()()
    assert waits == [1.0]


def test_500_then_an_answer(connect, server, waits):
    server.error(500, "server_error")
    server.say("Hello")
    assert connect()().text == "Hello"
    assert waits == [1.0]


def test_500_for_ever(connect, server, waits):
    server.error(500, "server_error")
    with pytest.raises(faults.ServerFailed, match=r"the endpoint failed \(HTTP 500 server_error"):
        connect()()
    assert (waits, len(server.requests)) == ([1.0, 2.0], 3)


def test_a_connection_that_breaks_before_an_answer(connect, server, waits):
    server.raw(0, "", b"")
    with pytest.raises(faults.Unreachable, match="can't be reached") as caught:
        connect()()
    assert caught.value.where == server.url
    assert "OPENAI_BASE_URL" in caught.value.way_out
    assert len(waits) == 2


def test_an_address_that_is_none(waits):
    chat = ChatModel(Endpoint("k", "no address"), "m")
    with pytest.raises(faults.Unreachable):
        chat.ask(ASKED)
    chat.close()


def test_a_timeout(connect, server):
    server.slow(b"", pause=3)
    with pytest.raises(faults.TimedOut, match="did not answer in time"):
        connect(seconds=0.2)()
    assert len(server.requests) == 3


def test_a_stream_that_drops_is_asked_for_again(connect, server, waits):
    server.stream(events("Hel", "lo")[:1])
    server.say("Hello")
    assert connect()().text == "Hello"
    assert waits == [1.0]


def test_a_stream_that_always_drops(connect, server):
    server.stream(events("Hel", "lo")[:1])
    with pytest.raises(faults.StreamDropped, match=r"broke off \(there is no finish reason"):
        connect()()


def test_a_stream_cut_by_the_connection(connect, server):
    server.broken(events("Hel", "lo")[0], promised=5000)
    with pytest.raises(faults.StreamDropped, match="the answer broke off"):
        connect()()


def test_an_error_within_a_stream(connect, server):
    server.stream([b'data: {"error": {"message": "overloaded"}}\n\n'])
    with pytest.raises(faults.StreamDropped, match="overloaded"):
        connect()()


# what lasts: nothing is sent again


@pytest.mark.parametrize(
    ("status", "code", "fault", "way_out"),
    [
        (429, "insufficient_quota", faults.QuotaUsedUp, "raise it"),
        (402, "", faults.QuotaUsedUp, "raise it"),
        (401, "invalid_api_key", faults.KeyRejected, "check OPENAI_API_KEY"),
        (403, "", faults.KeyRejected, "what that key may do"),
        (404, "model_not_found", faults.ModelUnknown, "the model's name"),
        (400, "model_not_found", faults.ModelUnknown, "the model's name"),
        (404, "", faults.ModelUnknown, "usually ends in /v1"),
        (400, "context_length_exceeded", faults.RequestRejected, "--max-tokens"),
        (413, "", faults.RequestRejected, "--max-tokens"),
    ],
)
def test_what_lasts_is_not_asked_again(status, code, fault, way_out, connect, server, waits):
    server.error(status, code, Retry_After="0")
    with pytest.raises(fault) as caught:
        connect()()
    assert (type(caught.value), len(server.requests), waits) == (fault, 1, [])
    assert way_out in caught.value.way_out
    assert f"HTTP {status}" in caught.value.why
    assert "sk-test" not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", b"<html><body>Welcome</body></html>"),
        ("application/json", b"<!doctype html><p>Welcome"),
        ("text/plain", b"ok"),
    ],
)
def test_a_web_page(kind, body, connect, server):
    server.raw(200, kind, body)
    with pytest.raises(faults.WebPage, match="a web page, not with a completion") as caught:
        connect()()
    assert "/v1" in caught.value.way_out
    assert len(server.requests) == 1


# answers that are of no use


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
