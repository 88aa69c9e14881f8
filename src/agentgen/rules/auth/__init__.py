"""Rules about auth."""

from agentgen.rules.auth import (
    authentication,
    jwt,
    no_client_identity,
    role_based_access,
    session_cookies,
    token_validation,
)
from agentgen.rules.base import Rule

RULES: tuple[Rule, ...] = (
    authentication.RULE,
    jwt.RULE,
    no_client_identity.RULE,
    session_cookies.RULE,
    token_validation.RULE,
    role_based_access.RULE,
)
