"""Tests that are demanded here and left for later there; tests in two places."""

import re
from collections.abc import Iterator, Sequence

from agentgen.ir.policy import Conflict, Statement
from agentgen.ir.prose import plain
from agentgen.spec.contradictions.base import conflict, of_rule, side
from agentgen.spec.settings import Recognised

_LATER = re.compile(
    r"\btests? (?:aren't|are not|may not be|need not be|don't have to be|can be|may be|are)"
    r" (?:\w+ )?(?:included|written|added|there|skipped|omitted|optional|postponed)?"
    r" ?(?:initially|at first|later|yet|for now)|\btests? (?:are|is) optional\b"
)


def find(statements: Sequence[Statement], found: Sequence[Recognised]) -> Iterator[Conflict]:
    """«Even if tests aren't included initially» and «nothing is complete without tests»."""
    demanded = next(iter(of_rule(found, "tests-required")), None)
    for statement in statements if demanded else ():
        if demanded and _LATER.search(plain(statement)):
            sides = (
                side("tests-required", demanded.statement, True),
                side("tests-required", statement, False),
            )
            yield conflict("tests-required", sides, "the demand is taken")
    yield from _places(of_rule(found, "test-location"))


def _places(located: Sequence[Recognised]) -> Iterator[Conflict]:
    for number, one in enumerate(located):
        for other in located[:number]:
            mine, theirs = (tuple(o.setting.params["where"]) for o in (one, other))
            if not set(mine) & set(theirs):
                sides = (
                    side("test-location", other.statement, theirs),
                    side("test-location", one.statement, mine),
                )
                yield conflict("test-location", sides, "say once where tests lie")
                return
