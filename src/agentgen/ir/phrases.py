"""Phrases: when a statement asks for a thing, forbids it, or speaks of it below a heading.

Rules, gates and topics compose them with the readers of `agentgen.ir.readers`.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from agentgen.ir.policy import Statement
from agentgen.ir.prose import compiled, demands, forbids, is_example, plain, plain_text
from agentgen.ir.readers import Extract, Params, nothing

Phrases = Callable[[Statement], Params | None]
"""Parameters that a statement carries, or None."""


def demanded(thing: str, params: Extract = nothing) -> Phrases:
    """Phrases that hold where a thing (a pattern) is asked for."""

    def phrases(statement: Statement) -> Params | None:
        return params(plain(statement)) if demands(statement, thing) else None

    return phrases


def forbidden(thing: str, params: Extract = nothing) -> Phrases:
    """Phrases that hold where a thing (a pattern) is forbidden."""

    def phrases(statement: Statement) -> Params | None:
        return params(plain(statement)) if forbids(statement, thing) else None

    return phrases


def either(
    *phrases: Phrases,
) -> Phrases:
    """Phrases that hold where one of several does; the first one gives the parameters."""

    def first(statement: Statement) -> Params | None:
        return next((p for one in phrases if (p := one(statement)) is not None), None)

    return first


@lru_cache(maxsize=8192)
def _matches(pattern: str, title: str) -> bool:
    return compiled(pattern).search(plain_text(title)) is not None


def headed(statement: Statement, title: str, levels: int = 2) -> bool:
    """True when one of the nearest headings or lead-ins matches a pattern."""
    return any(_matches(title, one) for one in statement.section[-levels:])


def under(title: str, thing: str, params: Extract = nothing, levels: int = 2) -> Phrases:
    """Phrases of a thing that is only meant below a heading: «3 attempts» below «Retries»."""

    def phrases(statement: Statement) -> Params | None:
        meant = headed(statement, title, levels) and demands(statement, thing)
        return params(plain(statement)) if meant else None

    return phrases


def labelled(label: str, title: str, params: Extract = nothing) -> Phrases:
    """Phrases of lines that begin with a label, below a heading: «Unit: each function»."""
    pattern = re.compile(rf"(?:{label})(?: \([^()]{{0,40}}\))?\s*(?::|-?>|=| - )")

    def phrases(statement: Statement) -> Params | None:
        meant = headed(statement, title) and pattern.match(plain(statement))
        return params(plain(statement)) if meant and not is_example(statement) else None

    return phrases
