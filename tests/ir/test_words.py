"""Words of a text, as they are looked up."""

import re

from hypothesis import given
from hypothesis import strategies as st

from agentgen.ir.words import words_in


@given(st.text(st.sampled_from("ab_9Z -é—\u212a\ud800\n")))
def test_words_are_runs_of_lower_case_ascii(text: str) -> None:
    assert words_in(text) == frozenset(re.findall("[a-z0-9_]+", text))
