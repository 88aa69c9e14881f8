"""Names given as examples of a pattern that they do not follow."""

import re
from collections.abc import Iterator, Sequence

from agentgen.ir.policy import Conflict, Statement
from agentgen.spec.contradictions.base import conflict, examples, of_rule, side
from agentgen.spec.settings import Recognised

_NAMES = re.compile(r"^[a-z]\w*(?:, [a-z]\w*)+$")
_TOPIC = "column-names"


def find(statements: Sequence[Statement], found: Sequence[Recognised]) -> Iterator[Conflict]:
    """A pattern in a comment (`{descriptor}_data`) and, right below it, names that differ."""
    stated = {
        (one.statement.place.path, one.statement.place.line): one for one in of_rule(found, _TOPIC)
    }
    for example in examples(statements):
        at = 0
        for offset, line in enumerate(example.text.split("\n")):
            above = stated.get((example.place.path, example.place.line + offset - 1))
            if above and _NAMES.match(line.strip()):
                yield from _broken(above, example, line.strip(), at)
            at += len(line) + 1


def _broken(above: Recognised, example: Statement, line: str, at: int) -> Iterator[Conflict]:
    patterns = [p for some in above.setting.params["columns"].values() for p in some]
    odd = [name for name in line.split(", ") if not any(_fits(name, p) for p in patterns)]
    if odd:
        taken = side(_TOPIC, above.statement, tuple(patterns))
        sides = (taken, side(_TOPIC, example, tuple(odd), at or 1))
        yield conflict(
            _TOPIC, sides, f"the pattern is taken; list {', '.join(odd)} as exceptions, or rename"
        )


def _fits(name: str, pattern: str) -> bool:
    parts = re.split(r"\{[^{}]*\}", pattern)
    return re.fullmatch(r"[a-z0-9_]+".join(map(re.escape, parts)), name) is not None
