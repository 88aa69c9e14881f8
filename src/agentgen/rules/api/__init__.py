"""Rules about HTTP APIs."""

from agentgen.rules.api import (
    contract_first,
    request_response_models,
    restful_design,
    route_patterns,
    status_codes,
    websocket_routes,
)
from agentgen.rules.base import Rule

RULES: tuple[Rule, ...] = (
    contract_first.RULE,
    request_response_models.RULE,
    restful_design.RULE,
    route_patterns.RULE,
    status_codes.RULE,
    websocket_routes.RULE,
)
