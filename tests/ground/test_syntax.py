"""Trees are read by many threads at once."""

import ast
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from agentgen.syntax import parse

SOURCE = "x = " + "+".join(f"f({n}, [{n}], {{{n}: (yes if no else {n})}})" for n in range(300))


def test_many_threads_read_trees() -> None:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            trees = list(pool.map(parse, [SOURCE] * 64))
    finally:
        sys.setswitchinterval(before)
    assert {ast.unparse(tree) for tree in trees} == {ast.unparse(ast.parse(SOURCE))}


def test_faults_are_told_as_by_ast() -> None:
    with pytest.raises(SyntaxError) as caught:
        parse("x =", "a.py")
    assert caught.value.filename == "a.py"
