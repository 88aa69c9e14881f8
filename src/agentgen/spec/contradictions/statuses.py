"""HTTP statuses in examples that are missing from the list of allowed ones."""

import re
from collections.abc import Iterator, Sequence

from agentgen.ir.policy import Conflict, Decision, Statement
from agentgen.spec.contradictions.base import conflict, examples, of_rule, side
from agentgen.spec.settings import Recognised

_USED = re.compile(
    r"\bstatus(?:_?code)?[\"']?\s*(?:\(|=|:|==|===)\s*([1-5]\d\d)\b"
    r"|\bHTTPException\(\s*([1-5]\d\d)\b"
    r"|\bHTTP_([1-5]\d\d)_"
)
_TOPIC = "status-codes"
_A_LIST = 4


def find(statements: Sequence[Statement], found: Sequence[Recognised]) -> Iterator[Conflict]:
    """A list of at least four statuses, and an example of the same spec that uses another one."""
    by_file: dict[str, list[Recognised]] = {}
    for one in of_rule(found, _TOPIC):
        by_file.setdefault(one.statement.place.path, []).append(one)
    for path, of_file in by_file.items():
        lists = [one for one in of_file if len(one.setting.params.get("codes", ())) >= _A_LIST]
        if not lists:
            continue
        allowed = {code for one in of_file for code in one.setting.params.get("codes", ())}
        odd = list(_odd((s for s in examples(statements) if s.place.path == path), allowed))
        if odd:
            codes = sorted(allowed | {code for code, _ in odd})
            taken = side(_TOPIC, lists[0].statement, tuple(codes))
            sides = (taken, *(shown for _, shown in odd))
            yield conflict(
                _TOPIC, sides, "list and examples are taken together; add what is missing"
            )


def _odd(shown: Iterator[Statement], allowed: set[int]) -> Iterator[tuple[int, Decision]]:
    for example in shown:
        for match in _USED.finditer(example.text):
            code = int(match[1] or match[2] or match[3])
            if code not in allowed:
                yield code, side(_TOPIC, example, code, match.start() or 1)
