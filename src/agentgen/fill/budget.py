"""What a run may spend on requests and tokens."""

from dataclasses import dataclass


@dataclass(slots=True)
class Budget:
    """Counts requests and tokens; a limit of None is no limit."""

    max_requests: int | None = None
    max_tokens: int | None = None
    requests: int = 0
    tokens: int = 0

    def refusal(self, estimated: int) -> str:
        """Why the next request may not be sent; empty when it may."""
        if self.max_requests is not None and self.requests >= self.max_requests:
            return f"the budget of {self.max_requests} requests is used up"
        if self.max_tokens is not None and self.tokens + estimated > self.max_tokens:
            return (
                f"the budget of {self.max_tokens} tokens is used up"
                f" ({self.tokens} spent, about {estimated} needed)"
            )
        return ""

    def spend(self, tokens: int) -> None:
        """Note a request that was sent."""
        self.requests += 1
        self.tokens += tokens
