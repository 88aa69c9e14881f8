"""The rules in a layout that is not ours: what is seeded is found, what only looks so is not.

The figures are those of `python -m tests.rules.independent.bench`, which prints what is behind.
"""

from functools import cache

from tests.rules.independent.bench import measure

RESULT = cache(measure)


def test_seeded_violations_are_found():
    missed = [f"{seed.rule} {seed.name}" for seed in RESULT().missed]
    assert len(RESULT().found) + len(missed) > 100
    assert RESULT().recall >= 0.98, missed


def test_what_is_found_is_right():
    wrong = [f"{where}: {finding.rule} {finding.message}" for where, finding in RESULT().wrong]
    assert RESULT().right > 100
    assert RESULT().precision >= 0.98, wrong
