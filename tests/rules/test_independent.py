"""The rules in layouts that are not ours: what is seeded is found, what only looks so is not.

The figures are those of `python -m tests.rules.independent.bench`, which prints what is behind.
"""

from functools import cache

import pytest
from tests.rules.independent.bench import PRODUCTS, measure

RESULT = cache(measure)
EVERY = pytest.mark.parametrize("product", PRODUCTS.values(), ids=PRODUCTS.keys())


@EVERY
def test_seeded_violations_are_found(product):
    result = RESULT(product)
    missed = [f"{seed.rule} {seed.name}" for seed in result.missed]
    assert len(result.found) + len(missed) > 100
    assert result.recall >= 0.98, missed


@EVERY
def test_what_is_found_is_right(product):
    result = RESULT(product)
    wrong = [f"{where}: {finding.rule} {finding.message}" for where, finding in result.wrong]
    assert result.right > 100
    assert result.precision >= 0.98, wrong
