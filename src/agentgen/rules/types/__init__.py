"""Rules about static types."""

from agentgen.rules.base import Rule
from agentgen.rules.types import (
    reusable_types,
    static_typing,
    typed_props,
)

RULES: tuple[Rule, ...] = (
    reusable_types.RULE,
    static_typing.RULE,
    typed_props.RULE,
)
