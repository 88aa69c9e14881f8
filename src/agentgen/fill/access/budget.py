"""What a run may spend: requests, tokens, money, minutes. Checked before every request."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from agentgen.errors import AgentgenError
from agentgen.fill.model import Reply

_MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Price:
    """Money for a million tokens of prompts, and of answers."""

    prompt: Decimal
    answer: Decimal

    def of(self, prompt: int, answer: int) -> Decimal:
        """What so many tokens cost."""
        return (self.prompt * prompt + self.answer * answer) / _MILLION


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that may be spent; None is no bound."""

    requests: int | None = None
    tokens: int | None = None
    cost: Decimal | None = None
    minutes: float | None = None


class BudgetSpent(Exception):  # noqa: N818 - the end of a run, not an error of ours
    """The next request might exceed a bound; the text says which."""


@dataclass(slots=True)
class Reservation:
    """What a request that is under way may cost at most."""

    model: str
    prompt: int
    answer: int
    cost: Decimal = Decimal(0)


class Budget:
    """Counts what is spent, and keeps back what requests under way may still cost."""

    def __init__(
        self,
        bounds: Bounds = Bounds(),
        prices: Mapping[str, Price] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bounds, self._prices, self._clock = bounds, dict(prices or {}), clock
        self._began = clock()
        self._lock = threading.Lock()
        self._open: list[Reservation] = []
        self.requests = 0
        self.tokens = 0
        self.cost = Decimal(0)
        self.unpriced = False
        """A request was made of a model without a price: the cost is not known."""

    def require_prices(self, models: tuple[str, ...]) -> None:
        """Refuse to begin with a bound on money that can't be kept.

        Raises:
            AgentgenError: when a model has no price.
        """
        missing = [name for name in models if name not in self._prices]
        if self._bounds.cost is not None and missing:
            raise AgentgenError(
                f"the price of the model {', '.join(missing)} is not known",
                where="agentgen.yaml",
                why="there is a bound on money",
                way_out="write `fill: {prices: {NAME: {prompt: 0.5, answer: 2}}}`, per million"
                " tokens, or leave --max-cost out",
            )

    def reserve(self, model: str, prompt: int, answer: int) -> Reservation:
        """Keep back what a request may cost at most.

        Raises:
            BudgetSpent: when a bound could be exceeded.
        """
        price = self._prices.get(model)
        kept = Reservation(model, prompt, answer, price.of(prompt, answer) if price else Decimal(0))
        with self._lock:
            if reason := self._refusal(kept):
                raise BudgetSpent(reason)
            self._open.append(kept)
            self.requests += 1
        return kept

    def settle(self, kept: Reservation, reply: Reply | None) -> Decimal | None:
        """Book what a request did cost, None for one without an answer; None: no price."""
        price = self._prices.get(kept.model)
        with self._lock:
            self._open.remove(kept)
            if reply is None:
                return Decimal(0)
            self.tokens += reply.tokens
            if price is None:
                self.unpriced = True
                return None
            cost = price.of(reply.prompt_tokens, reply.answer_tokens)
            self.cost += cost
            return cost

    def _refusal(self, next_one: Reservation) -> str:
        bounds = self._bounds
        if bounds.requests is not None and self.requests >= bounds.requests:
            return f"the budget of {bounds.requests} requests is used up"
        waiting = (*self._open, next_one)
        tokens = sum(kept.prompt + kept.answer for kept in waiting)
        if bounds.tokens is not None and self.tokens + tokens > bounds.tokens:
            return (
                f"the budget of {bounds.tokens} tokens is used up ({self.tokens} spent,"
                f" up to {tokens} needed)"
            )
        cost = sum((kept.cost for kept in waiting), Decimal(0))
        if bounds.cost is not None and self.cost + cost > bounds.cost:
            return (
                f"the budget of {bounds.cost} is used up ({self.cost:.4f} spent,"
                f" up to {cost:.4f} needed)"
            )
        minutes = (self._clock() - self._began) / 60
        if bounds.minutes is not None and minutes >= bounds.minutes:
            return f"the budget of {bounds.minutes:g} minutes is used up"
        return ""
