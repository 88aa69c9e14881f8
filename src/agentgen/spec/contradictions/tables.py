"""Tables in examples that are named otherwise than the specs demand."""

import re
from collections.abc import Iterator, Sequence

from agentgen.ir.policy import Conflict, Statement
from agentgen.names import plural, singular
from agentgen.spec.contradictions.base import conflict, examples, of_rule, side
from agentgen.spec.settings import Recognised

_TABLE = re.compile(r"\bcreate table (?:if not exists )?[`\"]?(?:\w+\.)?(\w+)", re.I)
_TOPIC = "table-names"


def find(statements: Sequence[Statement], found: Sequence[Recognised]) -> Iterator[Conflict]:
    """`CREATE TABLE order` where tables are to be plural."""
    for one in of_rule(found, _TOPIC):
        number = str(one.setting.params.get("number", ""))
        for example in examples(statements) if number else ():
            for match in _TABLE.finditer(example.text):
                if not _has_number(match[1], number):
                    sides = (
                        side(_TOPIC, one.statement, number),
                        side(_TOPIC, example, match[1], match.start() or 1),
                    )
                    yield conflict(_TOPIC, sides, f"tables are {number}; rename `{match[1]}`")


def _has_number(table: str, number: str) -> bool:
    last = table.lower().rsplit("_", 1)[-1]
    return last == (plural(last) if number == "plural" else singular(last))
