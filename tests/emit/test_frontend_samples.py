"""Sample values satisfy the schemas they are made from."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentgen.emit.frontend.patterns import matching
from agentgen.emit.frontend.samples import Sampler, satisfies
from agentgen.ir.api import Api
from agentgen.ir.schema import Kind, Property, Schema


def api(**schemas: Schema) -> Api:
    return Api("t", "1", "", "", (), schemas, {})


def sample(schema: Schema, **schemas: Schema) -> Any:
    return Sampler(api(**schemas)).of(schema)


@given(st.integers(-999, 999), st.integers(0, 999), st.sampled_from([None, 2, 5]))
def test_integers_lie_within_their_bounds(low: int, span: int, step: int | None) -> None:
    schema = Schema(Kind.INTEGER, minimum=low, maximum=low + span + 5, multiple_of=step)

    assert satisfies(schema, sample(schema))


@given(st.floats(-99, 99), st.floats(1, 99))
def test_numbers_lie_within_exclusive_bounds(low: float, span: float) -> None:
    schema = Schema(Kind.NUMBER, exclusive_minimum=low, exclusive_maximum=low + span)

    assert low < sample(schema) < low + span


@given(st.integers(0, 40), st.integers(0, 40))
def test_texts_have_the_length_they_must(least: int, more: int) -> None:
    text = sample(Schema(Kind.STRING, min_length=least, max_length=least + more))

    assert least <= len(text) <= least + more


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[A-Z]{3}-\d{4}$",
        r"^(foo|bar)+\s?[^a-z]$",
        r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
        r"\w.\W\D\S",
        r"^[^\s@]+@[^\s@]+$",
        r"^(?!x)y$",
        r"^a*?$",
    ],
)
def test_a_pattern_that_can_be_met_is_met(pattern: str) -> None:
    found = matching(pattern)

    assert found is not None
    assert re.search(pattern, found)


@pytest.mark.parametrize("pattern", ["(", "(?i)x", r"^\p{L}$", "^a$b", "x" * 501, "(?=b)a", r"a++"])
def test_other_patterns_are_left_to_the_server(pattern: str) -> None:
    assert matching(pattern) is None


def test_lengths_count_in_patterns() -> None:
    assert matching("^[a-z]+$", 5, 8) == "aaaaaaaa"[: len(matching("^[a-z]+$", 5, 8) or "")]
    assert 5 <= len(matching("^[a-z]+$", 5, 8) or "") <= 8
    assert matching("^[a-z]{3}$", 5, 8) is None


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (Schema(Kind.STRING, enum=("a", "b")), "a"),
        (Schema(Kind.STRING, examples=("Ada",)), "Ada"),
        (Schema(Kind.STRING, examples=("  ",), default="x"), "x"),
        (Schema(Kind.STRING, pattern="^b+$", examples=("a",)), "b"),
        (Schema(Kind.STRING, format="date"), "2026-03-14"),
        (Schema(Kind.BOOLEAN), True),
        (Schema(Kind.BOOLEAN, default=False), False),
        (Schema(Kind.INTEGER, examples=(True, 1.5, 3)), 3),
        (Schema(Kind.NULL), None),
        (Schema(Kind.ARRAY, items=Schema(Kind.INTEGER), min_items=2), [7, 7]),
        (Schema(Kind.ARRAY, items=Schema(Kind.INTEGER), max_items=0), []),
        (Schema(Kind.ARRAY), []),
        (Schema(Kind.ANY), "sample"),
    ],
)
def test_what_the_contract_states_is_used_if_it_is_valid(schema: Schema, value: Any) -> None:
    assert sample(schema) == value


def test_objects_are_filled_and_recursion_ends() -> None:
    node = Schema(
        Kind.OBJECT,
        properties=(
            Property("id", Schema(Kind.INTEGER), required=True),
            Property("next", Schema(Kind.REF, ref="Node")),
            Property("must", Schema(Kind.REF, ref="Node"), required=True),
        ),
    )

    found = sample(Schema(Kind.REF, ref="Node"), Node=node)

    assert found["id"] == 7
    assert found["next"]["id"] == 7


def test_a_union_shows_its_first_variant_under_its_tag() -> None:
    cat = Schema(Kind.OBJECT, properties=(Property("kind", Schema(Kind.STRING), required=True),))
    union = Schema(
        Kind.UNION,
        variants=(Schema(Kind.REF, ref="Cat"), Schema(Kind.STRING)),
        discriminator="kind",
        discriminator_values=(("cat", 0),),
    )

    assert sample(union, Cat=cat) == {"kind": "cat"}
