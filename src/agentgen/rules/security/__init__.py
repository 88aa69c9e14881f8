"""Rules about security."""

from agentgen.rules.base import Rule
from agentgen.rules.security import (
    csrf_and_xss_protection,
    encrypted_transport,
    no_sensitive_storage,
    password_hashing,
    security_headers,
    vulnerability_scan,
    webhook_signatures,
)

RULES: tuple[Rule, ...] = (
    csrf_and_xss_protection.RULE,
    encrypted_transport.RULE,
    no_sensitive_storage.RULE,
    password_hashing.RULE,
    security_headers.RULE,
    vulnerability_scan.RULE,
    webhook_signatures.RULE,
)
