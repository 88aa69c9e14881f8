"""Rules about resilience."""

from agentgen.rules.base import Rule
from agentgen.rules.resilience import (
    circuit_breaker,
    idempotency_keys,
    outbound_rate_limit,
    retry,
    timeouts,
)

RULES: tuple[Rule, ...] = (
    circuit_breaker.RULE,
    idempotency_keys.RULE,
    outbound_rate_limit.RULE,
    retry.RULE,
    timeouts.RULE,
)
