import time

import pytest
from fill_world import completion

from agentgen.errors import AgentgenError
from agentgen.fill.client import ChatModel, Endpoint, read_completion
from agentgen.fill.model import Message

ASKED = (Message("system", "Be brief."), Message("user", "Hi"))


@pytest.fixture
def waits():
    return []


@pytest.fixture
def chat(server, waits):
    endpoint = Endpoint("scripted", "sk-test", server.url, seconds=2, retries=2)
    model = ChatModel(endpoint, waits.append)
    yield model
    model.close()


def test_a_conversation_is_sent_as_it_is(chat, server):
    server.say("Hello")
    reply = chat.ask(ASKED)

    assert (reply.text, reply.tokens, reply.problem) == ("Hello", 100, "")
    assert server.requests == [
        {
            "model": "scripted",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "Hi"},
            ],
        }
    ]
    assert {k.lower(): v for k, v in server.headers[0].items()}["authorization"] == "Bearer sk-test"


@pytest.mark.parametrize(
    ("header", "expected"), [("120", 30.0), ("3", 3.0), ("-1", 0.0), ("soon", 1.0)]
)
def test_what_passes_is_tried_again_after_a_bounded_wait(header, expected, chat, server, waits):
    server.json({"error": {"message": "slow down"}}, 429, Retry_After=header)
    server.say("Hello")

    assert chat.ask(ASKED).text == "Hello"
    assert waits == [expected]


def test_a_dropped_connection_is_tried_again_and_then_told(chat, server, waits):
    server.raw(0, "", b"")
    server.raw(0, "", b"")
    server.say("Hello")
    assert chat.ask(ASKED).text == "Hello"
    assert waits == [1.0, 2.0]

    server.answers = [(0, {}, b"")]
    with pytest.raises(AgentgenError, match="can't be reached") as caught:
        chat.ask(ASKED)
    assert caught.value.where == server.url
    assert "OPENAI_BASE_URL" in caught.value.way_out


def test_a_silent_endpoint_times_out(server, waits, monkeypatch):
    server.say("late")
    original = server._server.RequestHandlerClass.do_POST

    def slow(handler):
        time.sleep(0.5)
        original(handler)

    monkeypatch.setattr(server._server.RequestHandlerClass, "do_POST", slow)
    chat = ChatModel(Endpoint("m", "k", server.url, seconds=0.1, retries=0), waits.append)
    with pytest.raises(AgentgenError, match="can't be reached"):
        chat.ask(ASKED)
    chat.close()


def test_the_key_is_never_shown(server):
    endpoint = Endpoint.of({"OPENAI_API_KEY": " sk-secret "}, "m")
    assert "sk-secret" not in repr(endpoint)
    assert (endpoint.api_key, endpoint.base_url) == ("sk-secret", "")


@pytest.mark.parametrize(
    ("environment", "model", "way_out"),
    [({}, "m", "OPENAI_API_KEY"), ({"OPENAI_API_KEY": "k"}, "", "AGENTGEN_MODEL")],
)
def test_what_is_missing_is_named(environment, model, way_out):
    with pytest.raises(AgentgenError) as caught:
        Endpoint.of(environment, model)
    assert way_out in caught.value.way_out


def test_anything_else_is_a_problem_and_no_crash():
    for odd in (None, 7, {}, [], object()):
        assert read_completion(odd).problem


def test_counts_that_are_none_are_zero(chat, server):
    server.json({**completion("x"), "usage": None})
    assert chat.ask(ASKED).tokens == 0
