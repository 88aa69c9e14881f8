"""Retries in examples that wait or give up otherwise than the specs demand."""

import re
from collections.abc import Iterator, Sequence

from agentgen.ir.policy import Conflict, Statement
from agentgen.spec.contradictions.base import conflict, examples, of_rule, side
from agentgen.spec.settings import Recognised

_TOPIC = "retry"
_SHOWN = {
    "attempts": re.compile(r"\b(?:stop_after_attempt\(|max_(?:retries|attempts)\s*[=:]\s*)(\d+)"),
    "wait_min": re.compile(r"\bwait_\w+\([^()]*\bmin\s*=\s*(\d+)"),
    "wait_max": re.compile(r"\bwait_\w+\([^()]*\bmax\s*=\s*(\d+)"),
}


def find(statements: Sequence[Statement], found: Sequence[Recognised]) -> Iterator[Conflict]:
    """`wait_exponential(min=2)` where the specs say four seconds."""
    stated = of_rule(found, _TOPIC)
    for key, pattern in _SHOWN.items():
        one = next((o for o in stated if key in o.setting.params), None)
        for example in examples(statements) if one else ():
            match = pattern.search(example.text)
            if one and match and int(match[1]) != one.setting.params[key]:
                sides = (
                    side(_TOPIC, one.statement, {key: one.setting.params[key]}),
                    side(_TOPIC, example, {key: int(match[1])}, match.start() or 1),
                )
                yield conflict(
                    _TOPIC, sides, f"the sentence is taken: {key} = {sides[0].value[key]}"
                )
