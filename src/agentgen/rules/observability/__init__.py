"""Rules about observability."""

from agentgen.rules.base import Rule
from agentgen.rules.observability import (
    correlation_ids,
    health_endpoints,
)

RULES: tuple[Rule, ...] = (
    correlation_ids.RULE,
    health_endpoints.RULE,
)
