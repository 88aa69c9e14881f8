"""Rules about names."""

from agentgen.rules.base import Rule
from agentgen.rules.naming import (
    column_names,
    consistent_naming,
    descriptive_names,
    identifier_case,
    table_names,
)

RULES: tuple[Rule, ...] = (
    column_names.RULE,
    consistent_naming.RULE,
    descriptive_names.RULE,
    identifier_case.RULE,
    table_names.RULE,
)
