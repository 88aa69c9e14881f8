"""One request to a model, over HTTP: each fault is recognised and told apart."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from fill_world import ASKED, events

from agentgen.fill.access import faults
from agentgen.fill.access.client import ChatModel
from agentgen.fill.access.endpoint import Endpoint


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
