"""Phrases: when a statement asks for a thing, forbids it, or speaks of it below a heading.

Rules, gates and topics compose them with the readers of `agentgen.ir.readers`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from agentgen.ir.needs import Needs, any_of, needs_of
from agentgen.ir.policy import Statement
from agentgen.ir.prose import compiled, demands, forbids, is_example, plain, plain_text
from agentgen.ir.readers import Extract, Params, nothing

Phrases = Callable[[Statement], Params | None]
"""Parameters that a statement carries, or None."""


@dataclass(frozen=True, slots=True)
class Worded:
    """Phrases that hold only where one of the patterns is found in the plain text."""

    phrases: Phrases
    patterns: tuple[str, ...]

    def __call__(self, statement: Statement) -> Params | None:
        """Parameters that the statement carries, or None."""
        return self.phrases(statement)


def needing(*patterns: str) -> Callable[[Phrases], Worded]:
    """Mark phrases of their own making that hold only where one of the patterns is found.

    The patterns are for the plain text; statements without the words they need are not shown.
    """

    def marked(phrases: Phrases) -> Worded:
        return Worded(phrases, patterns)

    return marked


def needed_by(phrases: Phrases) -> Needs:
    """What a text needs for phrases to hold; nothing where that is not known."""
    return any_of(map(needs_of, phrases.patterns)) if isinstance(phrases, Worded) else ()


def demanded(thing: str, params: Extract = nothing) -> Worded:
    """Phrases that hold where a thing (a pattern) is asked for."""

    def phrases(statement: Statement) -> Params | None:
        return params(plain(statement)) if demands(statement, thing) else None

    return Worded(phrases, (thing,))


def forbidden(thing: str, params: Extract = nothing) -> Worded:
    """Phrases that hold where a thing (a pattern) is forbidden."""

    def phrases(statement: Statement) -> Params | None:
        return params(plain(statement)) if forbids(statement, thing) else None

    return Worded(phrases, (thing,))


def either(
    *phrases: Phrases,
) -> Phrases:
    """Phrases that hold where one of several does; the first one gives the parameters."""

    def first(statement: Statement) -> Params | None:
        return next((p for one in phrases if (p := one(statement)) is not None), None)

    worded = [one.patterns for one in phrases if isinstance(one, Worded)]
    known = len(worded) == len(phrases)
    return Worded(first, tuple(p for one in worded for p in one)) if known else first


def both(one: Worded, other: Worded) -> Worded:
    """Phrases that hold where one of two does; where both do, their parameters are joined."""

    def joined(statement: Statement) -> Params | None:
        found = [params for each in (one, other) if (params := each(statement)) is not None]
        return {key: value for params in found for key, value in params.items()} if found else None

    return Worded(joined, (*one.patterns, *other.patterns))


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

    return Worded(phrases, (thing,))


def not_under(title: str, phrases: Worded) -> Worded:
    """Phrases that mean another thing below a heading: «pagination» below «What to test»."""

    def elsewhere(statement: Statement) -> Params | None:
        return None if headed(statement, title) else phrases(statement)

    return Worded(elsewhere, phrases.patterns)


def labelled(label: str, title: str, params: Extract = nothing) -> Phrases:
    """Phrases of lines that begin with a label, below a heading: «Unit: each function»."""
    told = rf"^(?:{label})(?: \([^()]{{0,40}}\))?\s*(?::|-?>|=| - )"

    def phrases(statement: Statement) -> Params | None:
        meant = headed(statement, title) and compiled(told).match(plain(statement))
        return params(plain(statement)) if meant and not is_example(statement) else None

    return Worded(phrases, (told,))
