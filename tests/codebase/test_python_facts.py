import pytest

from agentgen.codebase import build_codebase
from agentgen.codebase.model import ImportFact, NamedString


def facts(text, path="pkg/mod.py", **others):
    return build_codebase({path: text, **others}).python[path]


def test_functions_and_classes_are_described():
    file = facts(
        '"""Module."""\n'
        "@decorated(1)\n"
        "async def f(a: int, b, *c, d: str = 'x', **e) -> None:\n"
        '    """Do."""\n'
        "    def inner(): ...\n"
        "class A(Base, Generic[T]):\n"
        "    x: int = 1\n"
        "    def m(self, a): ...\n"
        "    @staticmethod\n"
        "    def s(a: int) -> int: ...\n"
        "    class _B: ...\n"
    )
    f, inner, method, static = file.functions
    assert file.docstring == "Module."
    assert (f.is_async, f.returns, f.docstring, f.decorators) == (True, True, "Do.", ("decorated",))
    assert [(p.name, p.annotated) for p in f.parameters] == [
        ("a", True), ("b", False), ("d", True), ("c", False), ("e", False),
    ]  # fmt: skip
    assert (f.line, f.end_line, f.length) == (3, 5, 3)
    assert (inner.qualname, inner.is_nested, inner.is_public) == ("f.inner", True, False)
    assert (method.qualname, method.is_method, method.is_public) == ("A.m", True, True)
    assert [p.name for p in method.parameters] == ["a"]
    assert [p.name for p in static.parameters] == ["a"]
    assert [c.qualname for c in file.classes] == ["A", "A._B"]
    assert file.classes[0].bases == ("Base", "Generic")
    assert file.classes[0].members == ("m", "s")


def test_imports_are_made_absolute():
    file = facts(
        "import os.path as p, json\n"
        "from . import sibling\n"
        "from ..up import thing as t\n"
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import late\nelse:\n    import early\n",
        "a/b/c.py",
    )
    assert file.imports[:4] == (
        ImportFact("os.path", (), 1, {"p": "os.path"}),
        ImportFact("json", (), 1, {"json": "json"}),
        ImportFact("a.b", ("sibling",), 2, {"sibling": "a.b.sibling"}),
        ImportFact("a.up", ("thing",), 3, {"t": "a.up.thing"}),
    )
    late, early = file.imports[5:]
    assert (late.module, late.typing_only) == ("late", True)
    assert (early.module, early.typing_only) == ("early", False)


def test_strings_bound_to_names_are_collected_wherever_they_are_bound():
    file = facts(
        "a = 'one'\n"
        "self.b: str = 'two'\n"
        "d['c'] = 'three'\n"
        "f(k='four')\n"
        "{'e': 'five', **rest}\n"
        "def g(h='six', *, i='seven', j): ...\n"
    )
    assert {(s.name, s.value) for s in file.named_strings} == {
        ("a", "one"), ("b", "two"), ("c", "three"), ("k", "four"), ("e", "five"), ("h", "six"),
        ("i", "seven"),
    }  # fmt: skip
    assert file.named_strings[0] == NamedString("a", "one", 1)


@pytest.mark.parametrize(
    ("code", "value", "dynamic"),
    [
        ("q = 'select 1'", "select 1", False),
        ("q = f'select {x!r}'", "select {}", True),
        ("q = 'select %s' % x", "select {}", True),
        ("q = 'select ' + x", "select {}", True),
        ("q = 'select {}'.format(x)", "select {}", True),
        ("C = 'a, b'\nq = f'select {C}'", "select a, b", False),
        ("q = f(g(f'select {h()}'))", "select {}", True),
    ],
)
def test_sql_is_read_with_its_holes(code, value, dynamic):
    assert [(t.value, t.dynamic) for t in facts(code).texts] == [(value, dynamic)]


def test_docstrings_and_comments_are_no_sql():
    assert facts('def f():\n    """select a from b"""\n    # select\n    1 - 2\n').texts == ()


def test_handlers_tell_what_they_catch_and_whether_they_swallow():
    file = facts(
        "try: f()\nexcept: pass\ntry: f()\nexcept (A, b.C): 'why'\ntry: f()\nexcept D as e: raise\n"
    )
    assert [(h.types, h.swallows) for h in file.handlers] == [
        ((), True),
        (("A", "b.C"), True),
        (("D",), False),
    ]


def test_a_file_in_newer_syntax_is_reported_and_still_described():
    text = (
        "import a.b\nfrom .c import d as e\n"
        "class K[T](Base):\n"
        '    "Doc."\n'
        "    async def m(self, x: int, y=1, *z) -> T:\n"
        "        def inner(): ...\n"
        "        return x\n"
    )
    codebase = build_codebase({"p/new.py": text})
    file = codebase.python["p/new.py"]
    ((place, reason),) = codebase.unparsed
    assert (place.path, place.line) == ("p/new.py", 3)
    assert reason
    assert [f.qualname for f in file.functions] == ["K.m", "K.m.inner"]
    assert [(p.name, p.annotated) for p in file.functions[0].parameters] == [
        ("x", True), ("y", False), ("z", False),
    ]  # fmt: skip
    assert (file.functions[0].is_async, file.functions[0].returns) == (True, True)
    assert file.functions[1].is_nested
    assert (file.classes[0].name, file.classes[0].docstring) == ("K", "Doc.")
    assert [(i.module, i.names) for i in file.imports] == [("a.b", ()), ("p.c", ("d",))]


@pytest.mark.parametrize(
    "text",
    [
        "\0",
        "(" * 5000,
        "def",
        "x = '\\ud800'\n",
        "\ufffd\n",
        "",
        "a" + ".b" * 3000 + "\n",
        "]" * 99,
    ],
)
def test_no_content_breaks_the_reader(text):
    codebase = build_codebase({"a.py": text, "b.ts": text, "tests/test_c.py": text})
    assert set(codebase.python) == {"a.py", "tests/test_c.py"}
    assert {*codebase.scripts, *dict(codebase.skipped)} == {"b.ts"}
