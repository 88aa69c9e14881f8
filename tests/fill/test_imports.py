import ast
import sys

import pytest

from agentgen.fill import limits
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


def test_limits_are_set_before_the_program_begins(monkeypatch):
    calls = []
    monkeypatch.setattr(limits.resource, "getrlimit", lambda kind: (0, 50 if kind else -1))
    monkeypatch.setattr(limits.resource, "setrlimit", lambda *given: calls.append(given))
    monkeypatch.setattr(limits.os, "execvp", lambda *given: calls.append(given))
    monkeypatch.setattr(sys, "argv", ["-c", "60", "70", "40", "80", "prog", "arg"])
    limits.main()
    assert [pair for _, pair in calls[:5]] == [(60, 60), (50, 50), (40, 40), (50, 50), (0, 0)]
    assert calls[5] == ("prog", ["prog", "arg"])


def test_a_limit_that_cannot_be_set_is_said(monkeypatch, capsys):
    def refuse(kind, pair):
        if pair != (0, 0):
            raise ValueError

    monkeypatch.setattr(limits.resource, "setrlimit", refuse)
    monkeypatch.setattr(limits.os, "execvp", lambda *given: None)
    monkeypatch.setattr(sys, "argv", ["-c", "60", "70", "40", "80", "prog"])
    limits.main()
    assert capsys.readouterr().err.count("can't be set") == 4
