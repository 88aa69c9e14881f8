"""Rules about the technologies of a project."""

from agentgen.rules.base import Rule
from agentgen.rules.stack import (
    avoided_technology,
    dependency_updates,
    technology,
)

RULES: tuple[Rule, ...] = (technology.RULE, avoided_technology.RULE, dependency_updates.RULE)
