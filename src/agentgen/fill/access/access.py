"""Ask models: from the cache, within the budget, with patience."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from agentgen.fill.access.budget import Budget
from agentgen.fill.access.cache import Cache
from agentgen.fill.access.faults import Fault, StreamDropped, TimedOut
from agentgen.fill.model import LanguageModel, Message, Reply
from agentgen.fill.tokens import Tokens

MAX_ANSWER_TOKENS = 16_384


@dataclass(frozen=True, slots=True)
class Patience:
    """How faults that pass are met.

    Attributes:
        retries: how often a request is repeated.
        max_wait: the longest `Retry-After` that is waited for, in seconds.
    """

    retries: int = 2
    max_wait: float = 60
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Access:
    """Models to ask, the cheapest first, and what they may cost.

    Attributes:
        max_answer_tokens: what is kept back of the budget for an answer.
    """

    models: tuple[LanguageModel, ...]
    budget: Budget
    cache: Cache = Cache()  # noqa: RUF009 - frozen
    patience: Patience = Patience()
    tokens: Tokens = Tokens()  # noqa: RUF009 - frozen
    max_answer_tokens: int = MAX_ANSWER_TOKENS
    _gone: dict[str, Fault] = field(default_factory=dict)

    def usable(self) -> tuple[LanguageModel, ...]:
        """The models that the endpoint did not turn down.

        Raises:
            Fault: when it turned down all of them.
        """
        found = tuple(m for m in self.models if m.name not in self._gone)
        if not found:
            raise self._gone[self.models[-1].name]
        return found

    def ask(
        self, model: LanguageModel, messages: Sequence[Message]
    ) -> tuple[Reply, Decimal | None]:
        """Ask a model; returns the answer and what it cost, None where that is not known.

        Raises:
            BudgetSpent: before a request that might exceed the budget.
            Fault: when there is no answer, also after some patience.
        """
        parameters = model.parameters()
        if kept := self.cache.get(parameters, messages):
            return kept, Decimal(0)
        reply, cost = self._ask_patiently(model, messages)
        self.cache.put(parameters, messages, reply)
        return reply, cost

    def _ask_patiently(
        self, model: LanguageModel, messages: Sequence[Message]
    ) -> tuple[Reply, Decimal | None]:
        waits = iter(2.0**n for n in range(self.patience.retries))
        while True:
            try:
                return self._ask_once(model, messages)
            except Fault as fault:
                if fault.of_model:
                    self._gone[model.name] = fault
                pause = next(waits, None) if fault.passing else None
                if pause is None:
                    raise
                wait = pause if fault.wait is None else fault.wait
                if wait > self.patience.max_wait:
                    limit = self.patience.max_wait
                    fault.why += f"; it asks to wait {wait:g} s, and {limit:g} s is the most"
                    raise
            self.patience.sleep(wait)

    def _ask_once(
        self, model: LanguageModel, messages: Sequence[Message]
    ) -> tuple[Reply, Decimal | None]:
        asked = self.tokens.of_messages(model.name, messages)
        kept = self.budget.reserve(model.name, asked, self.max_answer_tokens)
        try:
            reply = model.ask(messages)
        except (StreamDropped, TimedOut):
            self.budget.settle(kept, Reply("", asked))
            raise
        except BaseException:
            self.budget.settle(kept, None)
            raise
        if not reply.counted:
            answered = self.tokens.of_text(model.name, reply.text)
            reply = replace(reply, prompt_tokens=asked, answer_tokens=answered)
        return reply, self.budget.settle(kept, reply)
