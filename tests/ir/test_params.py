from typing import Any

import pytest

from agentgen.gates.registry import GATES
from agentgen.ir.params import Param, ParamKind, declared
from agentgen.rules.registry import RULES


@pytest.mark.parametrize("recognizer", [*RULES, *GATES], ids=lambda r: r.id)
def test_what_prose_carries_is_declared(recognizer: Any) -> None:
    params = declared(recognizer)
    assert params is not None
    for carried in recognizer.prose.values():
        assert carried.keys() <= params.keys()
        assert all(params[name].accepts(value) for name, value in carried.items())
        assert {name for name, param in params.items() if param.required} <= carried.keys()


@pytest.mark.parametrize(
    ("param", "text", "value"),
    [
        (Param(ParamKind.WHOLE, "", low=1, high=9), "7", 7),
        (Param(ParamKind.NUMBER, "", high=100), "99.5", 99.5),
        (Param(ParamKind.FLAG, ""), "true", True),
        (Param(ParamKind.TEXT, ""), "/v1", "/v1"),
        (Param(ParamKind.WORDS, "", choices=("a", "b")), "b, a", ("b", "a")),
    ],
)
def test_texts_become_values(param: Param, text: str, value: object) -> None:
    assert param.parse(text) == value


@pytest.mark.parametrize(
    ("param", "text", "told"),
    [
        (
            Param(ParamKind.WHOLE, "", "lines", 1, 9),
            "10",
            "a whole number from 1 to 9 \\(lines\\)",
        ),
        (Param(ParamKind.WHOLE, "", low=1), "many", "a whole number"),
        (Param(ParamKind.NUMBER, "", "%", 0, 100), "nan", "a number from 0 to 100 \\(%\\)"),
        (Param(ParamKind.FLAG, ""), "yes", "true or false"),
        (Param(ParamKind.TEXT, "", choices=("x", "y")), "z", "x or y"),
        (Param(ParamKind.WORDS, "", choices=("x", "y")), "x,z", "x or y joined by commas"),
        (Param(ParamKind.WORDS, ""), "x,,y", "words joined by commas"),
    ],
)
def test_other_texts_are_refused(param: Param, text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        param.parse(text)


def test_a_flag_is_no_number() -> None:
    assert not Param(ParamKind.WHOLE, "").accepts(True)
