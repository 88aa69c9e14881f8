"""Rules about speed: pages, caches, compression, what blocks."""

from agentgen.rules.base import Rule
from agentgen.rules.speed import (
    async_await,
    caching,
    compression,
    no_blocking_calls,
    pagination,
    threadpool,
)

RULES: tuple[Rule, ...] = (
    async_await.RULE,
    caching.RULE,
    compression.RULE,
    no_blocking_calls.RULE,
    pagination.RULE,
    threadpool.RULE,
)
