import json
from datetime import date

import pytest

from agentgen.baseline.document import baseline_text, read_baseline
from agentgen.errors import AgentgenError
from agentgen.ir.baseline import BaselineEntry

MARK = "0123456789ab-012345-abcdef-01234567"
ENTRY = BaselineEntry(
    "no-print", "b.py", MARK, 2, "«x»", "payments", "old importer", date(2027, 3, 31), 4
)


def test_entries_come_back_in_order_with_their_lines():
    other = BaselineEntry("no-print", "a.py", MARK)
    text = baseline_text([ENTRY, other])
    assert text == baseline_text([other, ENTRY])
    assert list(json.loads(text)["entries"][0]) == ["rule", "path", "fingerprint", "count"]
    first, second = read_baseline(text, "x.json")
    assert (first.path, first.line, first.expires) == ("a.py", 7, None)
    assert (second.path, second.line, second.expires) == ("b.py", 13, date(2027, 3, 31))
    assert (second.owner, second.reason, second.message) == ("payments", "old importer", "«x»")


def entries(**changes):
    entry = {"rule": "r", "path": "p", "fingerprint": MARK, **changes}
    return json.dumps({"version": 1, "entries": [entry]})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "the baseline is no JSON"),
        ("[" * 100_000, "the baseline is no JSON"),
        ("[]", "no list `entries`"),
        ('{"version": 1, "entries": {}}', "no list `entries`"),
        ('{"version": 9, "entries": []}', "version is 9"),
        ('{"version": 1, "entries": [3]}', "an entry is a mapping"),
        (entries(expiry="2027-01-01"), "key `expiry`"),
        (entries(rule=""), "`rule` must be a text"),
        (entries(owner=["a"]), "`owner` must be a text"),
        (entries(count=0), "`count`"),
        (entries(count=True), "`count`"),
        (entries(fingerprint="x"), "no fingerprint"),
        (entries(expires="31.3.2027"), "no day"),
    ],
)
def test_what_is_no_baseline_is_refused_with_a_way_out(text, why):
    with pytest.raises(AgentgenError) as caught:
        read_baseline(text, "x.json")
    assert why in str(caught.value)
    assert caught.value.where.startswith("x.json")
    assert caught.value.way_out
