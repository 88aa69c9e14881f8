"""What a pattern needs is never more than what it matches."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentgen.commands.recognizers import all_recognizers
from agentgen.ir.needs import Needs, any_of, needs_of
from agentgen.ir.phrases import Worded, either, needed_by, needing
from agentgen.ir.prose import plain_text
from agentgen.ir.words import words_in

KNOWN = all_recognizers()
TEXTS = sorted({plain_text(s) for r in KNOWN for s in (*r.prose, *r.not_prose)})  # type: ignore[attr-defined]  # all of ours have examples
PATTERNS = sorted({p for r in KNOWN if isinstance(r.phrases, Worded) for p in r.phrases.patterns})  # type: ignore[attr-defined]  # all of ours have phrases


def meets(needs: Needs, text: str) -> bool:
    words = [f"{word} " for word in words_in(text)]
    return any(all(any(w.startswith(tuple(one)) for w in words) for one in need) for need in needs)


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\bretr(?:y|ies)\b", [[{"retry ", "retries "}]]),
        (r"\blogs?\b", [[{"log"}]]),
        (r"\bfoo\b[^.;]{0,20}\bbars?", [[{"foo "}, {"bar"}]]),
        (r"\ba b\b|\bcd", [[{"a "}, {"b "}], [{"cd"}]]),
        (r"\bone\b|\btwo\b", [[{"one ", "two "}]]),
        (r"\b(?:db )?keys", [[{"keys"}]]),
        (r"(?<![\w.])[45]\d\d\b", [[{"4", "5"}]]),
        (r"\boptimi[sz]e", [[{"optimis", "optimiz"}]]),
        (r"\bset\b(?=[^.]*\bget\b)", [[{"get "}, {"set "}]]),
        (r"^name [a-z]+ after\b", [[{"after "}, {"name "}]]),
        (r"(?:(?!)|ab) cd", [[{"cd"}]]),
    ],
)
def test_needs_are_read_off_a_pattern(pattern: str, needs: list[list[set[str]]]) -> None:
    found = needs_of(pattern)
    as_sets = [sorted(map(sorted, need)) for need in found]
    assert sorted(as_sets) == sorted(sorted(map(sorted, need)) for need in needs)


@pytest.mark.parametrize(
    "pattern",
    [r"foo", r"\bfoo|bar", r"\w+ly\b", r"(?i)\bfoo", r"(?P<a>x)(?P=a)", r"\b(?:foo)?\d*", r"a{"],
)
def test_what_is_not_understood_needs_nothing(pattern: str) -> None:
    assert needs_of(pattern) == ()


def test_the_patterns_in_use_are_nearly_all_understood() -> None:
    assert len(PATTERNS) > 250
    assert sum(not needs_of(pattern) for pattern in PATTERNS) <= len(PATTERNS) / 50


def test_no_sentence_that_a_pattern_matches_lacks_what_it_needs() -> None:
    assert len(TEXTS) > 1500
    matched = 0
    for pattern in PATTERNS:
        needs, compiled = needs_of(pattern), re.compile(pattern)
        for text in TEXTS:
            if needs and compiled.search(text):
                matched += 1
                assert meets(needs, text), (pattern, text)
    assert matched > 1500


PIECES = st.sampled_from(
    ["ab", "c", "ab?", "a+", " ", "-", r"\b", r"\b", "(?:ab|c)", "(?:a |b)?", "(?:x|yz)+", "[ac]",
     "[ -]", "[^.]{0,3}", r"\w*", r"\s?", "(?=[^.]*b)", r"(?<!\w)", "(?!c)", "|", "^", r"\d",
     "b{2}"]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=8), st.text("abcxyz _-.1é", max_size=14))
def test_no_text_that_matches_lacks_what_is_needed(pieces: list[str], text: str) -> None:
    pattern = "".join(pieces)
    needs = needs_of(pattern)
    if needs and re.search(pattern, text):
        assert meets(needs, text)


def test_several_needs_are_met_by_one() -> None:
    one, other = ((frozenset("a"), frozenset("b")),), ((frozenset("c"),),)
    assert any_of([one, other]) == (one[0], (frozenset("c"),))
    assert any_of([one, ()]) == ()


def test_phrases_carry_the_needs_of_their_patterns() -> None:
    @needing(r"\bfoo\b")
    def own(_statement: object) -> dict[str, object]:
        return {}

    assert needed_by(own) == needs_of(r"\bfoo\b")
    assert needed_by(either(own, needing(r"\bbar\b")(own))) == needs_of(r"\bfoo\b|\bbar\b")
    assert needed_by(either(own, own.phrases)) == ()
