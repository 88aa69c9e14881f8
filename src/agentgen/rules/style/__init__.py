"""Rules about the look of code."""

from agentgen.rules.base import Rule
from agentgen.rules.style import (
    export_style,
    import_style,
    modern_syntax,
    nesting_and_parameters,
    quotes,
    semicolons,
    trailing_commas,
)

RULES: tuple[Rule, ...] = (
    export_style.RULE,
    import_style.RULE,
    modern_syntax.RULE,
    nesting_and_parameters.RULE,
    quotes.RULE,
    semicolons.RULE,
    trailing_commas.RULE,
)
