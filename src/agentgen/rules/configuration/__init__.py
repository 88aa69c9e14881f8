"""Rules about configuration."""

from agentgen.rules.base import Rule
from agentgen.rules.configuration import (
    central_configuration,
    environment_example,
    environment_variables,
    secure_defaults,
    settings_fields,
    test_mode,
)

RULES: tuple[Rule, ...] = (
    central_configuration.RULE,
    environment_example.RULE,
    environment_variables.RULE,
    secure_defaults.RULE,
    settings_fields.RULE,
    test_mode.RULE,
)
