"""Rules about frontend."""

from agentgen.rules.base import Rule
from agentgen.rules.frontend import (
    accessibility,
    api_client_errors,
    browser_storage,
    central_api_client,
    error_boundaries,
    hook_dependencies,
    immutable_state,
    lazy_loading,
    loading_and_error_states,
    memoization,
    responsive_design,
    styling_rules,
    suspense,
)

RULES: tuple[Rule, ...] = (
    accessibility.RULE,
    api_client_errors.RULE,
    browser_storage.RULE,
    central_api_client.RULE,
    error_boundaries.RULE,
    hook_dependencies.RULE,
    immutable_state.RULE,
    lazy_loading.RULE,
    loading_and_error_states.RULE,
    memoization.RULE,
    responsive_design.RULE,
    styling_rules.RULE,
    suspense.RULE,
)
