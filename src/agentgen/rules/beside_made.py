"""Rules whose demands `agentgen new` does not write yet: they look at what people wrote."""

from collections.abc import Iterable
from dataclasses import replace
from functools import wraps

from agentgen.codebase import Codebase
from agentgen.codebase.made import untouched
from agentgen.codebase.narrow import narrowed
from agentgen.ir.readers import Params
from agentgen.rules.base import Found, Rule


def beside_made(rule: Rule) -> Rule:
    """The rule, without the files that stand as `agentgen new` made them.

    A team can mend only what it wrote. Where everything is as made, nothing is examined, so the
    statement is unverified, not passed.
    """

    @wraps(rule.inspect)
    def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
        made = untouched(codebase.texts)
        if not made:
            return rule.inspect(codebase, params)
        return rule.inspect(narrowed(codebase, lambda path: path not in made), params)

    return replace(rule, inspect=inspect, what=f"{rule.what} beside those that agentgen made")
