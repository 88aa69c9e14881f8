"""Rules about agents."""

from agentgen.rules.agents import (
    agent_input_checks,
    agent_sandbox,
    content_filter,
    context_window,
    llm_caching,
    llm_streaming,
    model_output_checks,
    prompt_injection,
    prompt_versioning,
    retrieval,
)
from agentgen.rules.base import Rule

RULES: tuple[Rule, ...] = (
    agent_input_checks.RULE,
    agent_sandbox.RULE,
    content_filter.RULE,
    context_window.RULE,
    llm_caching.RULE,
    llm_streaming.RULE,
    model_output_checks.RULE,
    prompt_injection.RULE,
    prompt_versioning.RULE,
    retrieval.RULE,
)
