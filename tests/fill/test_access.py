"""Budgets, prices, the cache, patience and escalation."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agentgen.errors import AgentgenError
from agentgen.fill import tokens as tokens_module
from agentgen.fill.access.access import Access, Patience
from agentgen.fill.access.budget import Bounds, Budget, BudgetSpent, Price
from agentgen.fill.access.cache import Cache
from agentgen.fill.access.faults import KeyRejected, ModelUnknown, ServerFailed, StreamDropped
from agentgen.fill.model import Message, Reply
from agentgen.fill.tokens import Tokens, estimate, tokenizer

ASKED = (Message("user", "x" * 30),)
PRICES = {"m": Price(Decimal(1), Decimal(10))}


class Model:
    """Answers, or raises, what it was told."""

    def __init__(self, *answers, name="m"):
        self.name, self.answers, self.asked = name, list(answers), []

    def parameters(self):
        return {"model": self.name}

    def ask(self, messages):
        self.asked.append(messages)
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


def access(*models, bounds=Bounds(), prices=PRICES, **more):  # noqa: B008 - frozen
    patience = Patience(sleep=lambda seconds: None)
    return Access(models, Budget(bounds, prices), patience=patience, max_answer_tokens=100, **more)


def test_what_is_spent_is_counted_and_priced():
    model = Model(Reply("a", 1000, 200), Reply("b", 500, 0))
    found = access(model)
    assert found.ask(model, ASKED) == (Reply("a", 1000, 200), Decimal("0.003"))
    found.ask(model, ASKED)
    budget = found.budget
    assert (budget.requests, budget.tokens, budget.cost) == (2, 1700, Decimal("0.0035"))
    assert budget.unpriced is False


def test_a_model_without_a_price_costs_nobody_knows_what():
    model = Model(Reply("a", 10, 2), name="other")
    found = access(model)
    assert found.ask(model, ASKED)[1] is None
    assert found.budget.unpriced is True


def test_a_bound_on_money_needs_prices():
    budget = Budget(Bounds(cost=Decimal(1)), PRICES)
    budget.require_prices(("m",))
    with pytest.raises(AgentgenError, match="price of the model other is not known") as caught:
        budget.require_prices(("m", "other"))
    assert "prices" in caught.value.way_out
    Budget(Bounds(tokens=5), {}).require_prices(("other",))


@pytest.mark.parametrize(
    ("bounds", "reason"),
    [
        (Bounds(requests=1), "the budget of 1 requests"),
        (Bounds(tokens=250), r"the budget of 250 tokens is used up \(150 spent, up to 114 needed"),
        (
            Bounds(cost=Decimal("0.0015")),
            r"the budget of 0.0015 is used up \(0.0006 spent, up to 0.0010",
        ),
    ],
)
def test_a_request_that_might_exceed_a_bound_is_not_sent(bounds, reason):
    model = Model(Reply("a", 100, 50), Reply("b"))
    found = access(model, bounds=bounds)
    found.ask(model, ASKED)
    with pytest.raises(BudgetSpent, match=reason):
        found.ask(model, ASKED)
    assert len(model.asked) == 1


def test_requests_under_way_are_kept_back():
    budget = Budget(Bounds(tokens=250))
    first = budget.reserve("m", 10, 100)
    budget.reserve("m", 10, 100)
    with pytest.raises(BudgetSpent, match="up to 330 needed"):
        budget.reserve("m", 10, 100)
    budget.settle(first, Reply("a", 5, 5))
    budget.reserve("m", 10, 100)


def test_minutes_are_a_bound():
    now = [0.0]
    budget = Budget(Bounds(minutes=2), clock=lambda: now[0])
    budget.reserve("m", 1, 1)
    now[0] = 120.0
    with pytest.raises(BudgetSpent, match="2 minutes"):
        budget.reserve("m", 1, 1)


def test_every_try_is_a_request():
    model = Model(ServerFailed(), ServerFailed(), Reply("a", 1, 1))
    found = access(model, bounds=Bounds(requests=2))
    with pytest.raises(BudgetSpent):
        found.ask(model, ASKED)
    assert len(model.asked) == 2


def test_what_an_endpoint_has_begun_to_answer_is_paid_for():
    model = Model(StreamDropped(), Reply("a", 100, 5))
    found = access(model)
    found.ask(model, ASKED)
    assert found.budget.tokens == 14 + 105


def test_other_failures_cost_nothing():
    model = Model(ServerFailed(), Reply("a", 100, 5))
    found = access(model)
    found.ask(model, ASKED)
    assert found.budget.tokens == 105


def test_the_same_question_is_answered_from_the_cache(tmp_path):
    cache = Cache(tmp_path / "cache")
    model = Model(Reply("a", 1, 1), Reply("b", 1, 1), Reply("c", 1, 1))
    found = access(model, cache=cache)
    found.ask(model, ASKED)
    again, cost = found.ask(model, ASKED)
    assert (again, cost) == (Reply("a", cached=True), 0)
    assert found.ask(model, (Message("user", "other"),))[0].text == "b"
    model.name = "another"
    assert found.ask(model, ASKED)[0].text == "c"
    assert found.budget.requests == 3


@pytest.mark.parametrize(
    "reply", [Reply("", problem="cut off"), Reply("key = correct-horse-7"), Reply("")]
)
def test_what_is_of_no_use_or_secret_is_not_kept(reply, tmp_path):
    cache = Cache(tmp_path, ("correct-horse-7",))
    cache.put({}, ASKED, reply)
    assert cache.get({}, ASKED) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"text": 7}'])
def test_a_broken_file_of_the_cache_is_no_answer(text, tmp_path):
    cache = Cache(tmp_path)
    cache.put({}, ASKED, Reply("a"))
    (file,) = tmp_path.glob("*.json")
    file.write_text(text)
    assert cache.get({}, ASKED) is None


def test_without_a_folder_nothing_is_kept():
    Cache().put({}, ASKED, Reply("a"))
    assert Cache().get({}, ASKED) is None


def test_a_model_that_is_turned_down_is_not_asked_again():
    unknown, known = Model(ModelUnknown(), name="a"), Model(name="b")
    found = access(unknown, known)
    with pytest.raises(ModelUnknown):
        found.ask(unknown, ASKED)
    assert found.usable() == (known,)
    with pytest.raises(ModelUnknown):
        access_of_none(found)


def access_of_none(found):
    return replace(found, models=found.models[:1]).usable()


def test_a_rejected_key_is_not_asked_with_again():
    model = Model(KeyRejected())
    with pytest.raises(KeyRejected):
        access(model).ask(model, ASKED)
    assert len(model.asked) == 1


# tokens


def test_tokens_are_estimated_high_where_no_vocabulary_is_at_hand():
    assert tokenizer("some-model-nobody-knows") is None
    assert Tokens().exact("some-model-nobody-knows") is False
    assert Tokens().of_text("some-model-nobody-knows", "x" * 31) == 11
    assert estimate("字" * 3) == 3


class FakeTiktoken:
    """As tiktoken: one token a word."""

    def encoding_name_for_model(self, model):
        if model != "known":
            raise KeyError(model)
        return "words"

    def get_encoding(self, name):
        return self

    def encode_ordinary(self, text):
        return text.split()


@pytest.mark.parametrize(
    ("variable", "there"),
    [("TIKTOKEN_CACHE_DIR", True), ("DATA_GYM_CACHE_DIR", True), ("TIKTOKEN_CACHE_DIR", False)],
)
def test_a_vocabulary_counts_when_it_needs_no_download(variable, there, tmp_path, monkeypatch):
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR", raising=False)
    monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.setattr(tokens_module, "import_module", lambda name: FakeTiktoken())
    address = "https://openaipublic.blob.core.windows.net/encodings/words.tiktoken"
    name = tokens_module.hashlib.sha1(address.encode()).hexdigest()
    if there:
        (tmp_path / name).write_text("")
    tokenizer.cache_clear()
    try:
        count = Tokens().of_messages("known", (Message("user", "one two three"),))
        assert count == (7 if there else 9)
        assert Tokens().exact("known") is there
        assert tokenizer("unknown") is None
    finally:
        tokenizer.cache_clear()
