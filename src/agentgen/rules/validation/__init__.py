"""Rules about validation of input."""

from agentgen.rules.base import Rule
from agentgen.rules.validation import (
    boundary_validation,
    input_validation,
    shared_types,
)

RULES: tuple[Rule, ...] = (
    boundary_validation.RULE,
    input_validation.RULE,
    shared_types.RULE,
)
