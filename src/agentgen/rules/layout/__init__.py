"""Rules about where things lie."""

from agentgen.rules.base import Rule
from agentgen.rules.layout import (
    artefact_path,
    one_module_per_service,
    test_location,
)

RULES: tuple[Rule, ...] = (
    artefact_path.RULE,
    one_module_per_service.RULE,
    test_location.RULE,
)
