"""A list of models: the next is asked when one does not succeed."""

import json
from decimal import Decimal

import pytest
from fill_world import PASSED, RIGHT, FakeVerifier, completion, git, snapshot
from test_fill_command import request

from agentgen.commands.fill import fill as really_fill
from agentgen.commands.fill_config import read_fill_config
from agentgen.errors import AgentgenError, ExitCode


def fill(asked):
    return really_fill(asked, verifier=lambda *_: FakeVerifier(PASSED))


def models_asked(server):
    return [asked["model"] for asked in server.requests]


def test_the_next_model_is_asked_with_what_went_wrong(shop, server):
    server.say("nothing", "nothing at all", RIGHT)
    report = fill(request(shop, models=("small", "large"), attempts=2))
    assert models_asked(server) == ["small", "small", "large"]
    result = report.filled[0].result
    assert (result.model, result.attempts, result.tokens) == ("large", 3, 300)
    assert "no block of Python" in server.requests[2]["messages"][3]["content"]


def test_a_model_that_refuses_is_not_asked_again(shop, server):
    server.json(completion(None, refusal="I can't."))
    server.say(RIGHT)
    report = fill(request(shop, models=("small", "large"), attempts=3))
    assert models_asked(server) == ["small", "large"]
    assert report.exit_code is ExitCode.OK


def test_a_model_that_the_endpoint_does_not_know_is_passed_over(shop, server):
    server.error(404, "model_not_found")
    server.say(RIGHT)
    report = fill(request(shop, models=("gone", "large")))
    assert models_asked(server) == ["gone", "large"]
    assert report.exit_code is ExitCode.OK


def test_when_no_model_is_known_the_run_ends(shop, server):
    server.error(404, "model_not_found")
    before = snapshot(shop)
    report = fill(request(shop, models=("gone", "gone too")))
    assert models_asked(server) == ["gone", "gone too"]
    assert report.exit_code is ExitCode.CANNOT_RUN
    assert "does not know the model" in str(report.failure)
    assert snapshot(shop) == before


def test_a_second_run_pays_for_nothing_twice(shop, server):
    server.say("nothing", RIGHT)
    first = fill(request(shop, attempts=1))
    second = fill(request(shop, attempts=2))
    git(shop, "revert", "--no-edit", "HEAD")
    third = fill(request(shop, attempts=1, cache=False))
    assert (first.requests, second.requests, third.requests) == (1, 1, 1)
    assert second.exit_code is ExitCode.OK


CONFIG = """fill:
  models: [small, large]
  base_url: http://127.0.0.1:9/v1
  answer: tool
  prices:
    small: {prompt: 0.5, answer: 2}
"""


def test_the_configuration_has_models_prices_and_address(shop):
    (shop / "agentgen.yaml").write_text(CONFIG)
    config = read_fill_config(shop)
    assert config.models == ("small", "large")
    assert (config.base_url, config.tool) == ("http://127.0.0.1:9/v1", True)
    assert str(config.prices["small"].of(1_000_000, 1_000_000)) == "2.5"


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ("{api_key: sk-1}", "`fill` has no `api_key`"),
        ("{models: small}", "`fill.models` must be a list"),
        ("{answer: xml}", "`fill.answer` must be `text` or `tool`"),
        ("{base_url: 7}", "`fill.base_url` must be a text"),
        ("{prices: [1]}", "`fill.prices` must be a mapping"),
        ("{prices: {m: 1}}", "`fill.prices.m` must be a mapping"),
        ("{prices: {m: {prompt: -1, answer: 1}}}", "figures that are not negative"),
        ("{prices: {m: {prompt: true, answer: 1}}}", "figures that are not negative"),
        ("{prices: {m: {prompt: 1}}}", "`fill.prices.m` must be a mapping"),
    ],
)
def test_a_configuration_that_is_wrong_is_told(section, message, shop):
    (shop / "agentgen.yaml").write_text(f"fill: {section}\n")
    with pytest.raises(AgentgenError, match=message) as caught:
        read_fill_config(shop)
    assert caught.value.way_out


def test_money_is_counted_and_bounded(shop, server):
    config = (shop / "agentgen.yaml").read_text()
    (shop / "agentgen.yaml").write_text(
        config + "fill: {prices: {scripted: {prompt: 0, answer: 1000}}}\n"
    )
    server.say("nothing", "nothing", RIGHT)
    spent = fill(request(shop, attempts=2, max_cost=Decimal("16.39")))
    assert "the budget of 16.39 is used up (0.0100 spent" in spent.filled[0].result.reason
    assert len(server.requests) == 1
    assert server.requests[0]["max_completion_tokens"] == 16384
    done = fill(request(shop, attempts=2, cache=False))
    assert (str(done.cost), done.exit_code) == ("0.02", ExitCode.OK)
    unpriced = request(shop, models=("other",), max_cost=Decimal(5), stubs=())
    with pytest.raises(AgentgenError, match="price of the model other"):
        fill(unpriced)


def test_code_may_be_asked_for_by_a_tool_call(shop, server):
    with (shop / "agentgen.yaml").open("a") as file:
        file.write("fill: {answer: tool}\n")
    code = RIGHT.split("```python\n")[1].split("```")[0]
    server.call("write_code", json.dumps({"code": code}))
    assert fill(request(shop)).exit_code is ExitCode.OK
