"""Rules about what is written beside the code: change log, API documentation, comments, TODOs."""

from agentgen.rules.base import Rule
from agentgen.rules.documents import (
    api_documentation,
    changelog,
    comment_style,
    documentation_updates,
    todo_markers,
)

RULES: tuple[Rule, ...] = (
    api_documentation.RULE,
    changelog.RULE,
    comment_style.RULE,
    documentation_updates.RULE,
    todo_markers.RULE,
)
