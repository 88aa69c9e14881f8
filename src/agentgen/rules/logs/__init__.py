"""Rules about logs."""

from agentgen.rules.base import Rule
from agentgen.rules.logs import (
    audit_log,
    log_events,
    log_fields,
    log_levels,
    no_secrets_in_logs,
    structured_logging,
)

RULES: tuple[Rule, ...] = (
    audit_log.RULE,
    log_events.RULE,
    log_fields.RULE,
    log_levels.RULE,
    no_secrets_in_logs.RULE,
    structured_logging.RULE,
)
