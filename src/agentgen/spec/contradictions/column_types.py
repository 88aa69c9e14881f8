"""Columns whose type differs from the one demanded for their kind."""

import re
from collections.abc import Iterator, Sequence

from agentgen.ir.policy import Conflict, Statement
from agentgen.spec.contradictions.base import conflict, of_rule, side
from agentgen.spec.settings import Recognised

_TOPIC = "column-types"
_KINDS = {
    "timestamps": re.compile(r"_at$"),
    "ids": re.compile(r"(?:^|[._])id$"),
    "keys": re.compile(r"(?:^|[._])id$"),
    "amounts": re.compile(r"(?:^|[._])amount(?:_\w+)?$"),
    "money": re.compile(r"(?:^|[._])(?:amount|price)(?:_\w+)?$"),
}


def find(_statements: Sequence[Statement], found: Sequence[Recognised]) -> Iterator[Conflict]:
    """«DATETIME(6) for timestamps» and, elsewhere, `payments.created_at TIMESTAMP`."""
    stated = [
        (one.statement, subject, kind)
        for one in of_rule(found, _TOPIC)
        for subject, kind in one.setting.params["types"].items()
    ]
    general = {subject: (s, kind) for s, subject, kind in stated if subject in _KINDS}
    for subject, (statement, kind) in general.items():
        for other, column, type_ in stated:
            if "." in column and _KINDS[subject].search(column) and type_ != kind:
                sides = (
                    side(_TOPIC, statement, {subject: kind}),
                    side(_TOPIC, other, {column: type_}),
                )
                yield conflict(
                    _TOPIC, sides, f"{subject} are {kind}; the database's dialect decides"
                )
                break
