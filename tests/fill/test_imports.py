import ast

import pytest

from agentgen.fill.imports import add_imports, used_names
from agentgen.fill.model import Rejection


def added(text, imports, used):
    nodes = ast.parse(imports).body
    return add_imports(text, nodes, used_names([ast.parse(used)]))


@pytest.mark.parametrize(
    ("text", "imports", "used", "expected"),
    [
        ("x = 1\n", "import math", "math.pi", "import math\n\nx = 1\n"),
        ('"""Doc."""\nx = 1\n', "import math", "math.pi", '"""Doc."""\nimport math\nx = 1\n'),
        ("import a\n", "import a.b, c as d", "a.b(d)", "import a\nimport a.b\nimport c as d\n"),
        ("import a\n", "from . import b", "b", "import a\nfrom . import b\n"),
        ("", "from b import c, d", "def f(x: 'c'): d", "from b import c\nfrom b import d\n\n"),
        ("import a\n", "from b import c\nfrom b import c", "c", "import a\nfrom b import c\n"),
        ("import a\n", "from __future__ import annotations", "annotations", "import a\n"),
    ],
)  # fmt: skip
def test_imports_are_added_when_used_and_new(text, imports, used, expected):
    assert added(text, imports, used) == expected


@pytest.mark.parametrize(
    "text", ["def c(): ...", "class c: ...", "c = 1", "c: int = 1", "from z import c", "import c"]
)
def test_names_that_are_taken_are_not_hidden(text):
    with pytest.raises(Rejection, match="`c` would hide"):
        added(text + "\n", "from b import c", "c")
