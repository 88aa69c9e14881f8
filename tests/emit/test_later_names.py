"""Types that name a schema which is defined further down."""

import pytest

from agentgen.emit.backend.types import Typing
from agentgen.ir.schema import Kind, Schema


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (Schema(Kind.REF, ref="Node"), '"Node"'),
        (Schema(Kind.REF, ref="Node", nullable=True), '"Node | None"'),
        (Schema(Kind.REF, ref="Leaf", nullable=True), "Leaf | None"),
        (Schema(Kind.ARRAY, items=Schema(Kind.REF, ref="Node")), 'list["Node"]'),
    ],
)
def test_a_later_name_is_quoted_with_what_may_stand_instead(schema, expected):
    assert Typing({}, later={"Node"}).expression(schema) == expected
