"""Rules about errors."""

from agentgen.rules.base import Rule
from agentgen.rules.errors import (
    central_error_handler,
    consistent_errors,
    error_flow,
    error_handling,
    error_kinds,
    exception_hierarchy,
    fail_fast,
    meaningful_error_messages,
    no_error_details_to_clients,
)

RULES: tuple[Rule, ...] = (
    central_error_handler.RULE,
    consistent_errors.RULE,
    error_flow.RULE,
    error_handling.RULE,
    error_kinds.RULE,
    exception_hierarchy.RULE,
    fail_fast.RULE,
    meaningful_error_messages.RULE,
    no_error_details_to_clients.RULE,
)
