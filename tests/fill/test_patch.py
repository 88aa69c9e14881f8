import ast

import pytest
from fill_world import FILES, RIGHT

from agentgen.fill.model import Rejection
from agentgen.fill.patch import make_patch
from agentgen.fill.proof import prove
from agentgen.fill.stubs import find_stubs
from agentgen.fill.unmark import without_xfail

PRICES, TESTS = "shop/prices.py", "tests/test_prices.py"


def stub_of(texts=FILES, name="GetTotal"):
    return next(s for s in find_stubs(texts).stubs if s.label == name)


def patched(code, texts=FILES, name="GetTotal", fence="```python"):
    return make_patch(f"{fence}\n{code}\n```", stub_of(texts, name), texts).texts[PRICES]


def body(text, name="get_total"):
    tree = ast.parse(text)
    found = next(n for n in ast.walk(tree) if getattr(n, "name", "") == name)
    return ast.unparse(found.body)


SIGNATURE = "def get_total(self, net: int) -> int:"
PLAIN = f"{SIGNATURE}\n    return net + 1"
ACCEPTED = {
    "plain": PLAIN,
    "tabs": f"{SIGNATURE}\n\treturn net + 1",
    "two spaces": f"{SIGNATURE}\n  return net + 1",
    "one line": f"{SIGNATURE} return net + 1",
    "its own docstring": f'{SIGNATURE}\n    """Other words."""\n    return net + 1',
    "as a method": "    " + PLAIN.replace("\n", "\n    "),
    "in its class": "class PriceService:\n    " + PLAIN.replace("\n", "\n    "),
    "the whole file": FILES[PRICES].replace(
        '# agentgen:stub operation="GetTotal"\n'
        '        raise NotImplementedError("GetTotal: GET /total stores or shows no record")',
        "return net + 1",
    ).replace('# agentgen:stub operation="ListPrices" parameter="cheap"\n', "\n"),
    "an import nobody uses": f"import math\n\n{PLAIN}",
    "an import that is there": f"from shop.rates import rate_of\n\n{PLAIN}",
}  # fmt: skip


@pytest.mark.parametrize("case", ACCEPTED)
def test_only_the_hole_is_replaced(case):
    before = FILES[PRICES]
    after = patched(ACCEPTED[case])

    assert body(after) == "'Add the tax to a net price in cents.'\nreturn net + 1"
    head, tail = before.split('        # agentgen:stub operation="GetTotal"\n')
    assert after.startswith(head)
    assert after.endswith(tail.split("\n", 1)[1])


REJECTED = {
    "syntax": (f"{SIGNATURE}\n    return (", "does not parse"),
    "signature": (PLAIN.replace("int:", "float:"), "signature"),
    "async": (f"async {PLAIN}", "signature"),
    "decorated": (f"@staticmethod\n{PLAIN}", "signature"),
    "another name": ("def total(self) -> int:\n    return 1", "`total` is new and not private"),
    "nothing": ("import math", "`get_total` is not in the answer"),
    "twice": (f"{PLAIN}\n\n\n{PLAIN}", "more than once"),
    "docstring alone": (f'{SIGNATURE}\n    """Add."""', "no code"),
    "a stub": (f'{SIGNATURE}\n    raise NotImplementedError("x")', "NotImplementedError"),
    "a stub in a helper": (f"{PLAIN}\n\n\ndef _a() -> None:\n    raise NotImplementedError",
                           "NotImplementedError"),
    "marker": (f'{SIGNATURE}\n    # agentgen:stub operation="GetTotal"\n    return 1', "marker"),
    "placeholder": (f"{SIGNATURE}\n    # ... rest of the code\n    return 1", "placeholder"),
    "ellipsis": (f"{SIGNATURE}\n    ...", "placeholder"),
    "to do": (f"{SIGNATURE}\n    # TODO: tax\n    return net", "placeholder"),
    "another method": (f"{PLAIN}\n\n\ndef get_rate(self) -> int:\n    return 0",
                       "`PriceService.get_rate` is not to be changed"),
    "a constant": (f"TAX = 19\n\n\n{PLAIN}", "`TAX = 19` is outside"),
    "a class": (f"class Other:\n    pass\n\n\n{PLAIN}", "`class Other:` is outside"),
    "a class attribute": ("class PriceService:\n    tax = 1", "`tax = 1` is outside"),
    "two helpers": (f"{PLAIN}\n\n\ndef _a() -> None:\n    pass\n\n\ndef _a() -> int:\n    return 1",
                    "same name"),
    "a hidden name": (f"from shop.rates import RATES as rate_of\n\n{SIGNATURE}\n    return rate_of",
                      "would hide"),
    "os": (f"import os.path\n\n{PLAIN}", "`os.path` is not allowed"),
    "from": (f"{SIGNATURE}\n    from subprocess import run\n    return net", "`subprocess`"),
    "star": (f"from math import *\n\n{PLAIN}", r"import \*"),
    "eval": (f'{SIGNATURE}\n    return eval("1")', "`eval` is not allowed"),
    "builtins": (f"{SIGNATURE}\n    return rate_of.__globals__", "`__globals__`"),
    "global": (f"{SIGNATURE}\n    global rate_of\n    return 1", "`global rate_of`"),
}  # fmt: skip


@pytest.mark.parametrize("case", REJECTED)
def test_answers_are_rejected_with_the_reason(case):
    code, reason = REJECTED[case]
    with pytest.raises(Rejection, match=reason):
        patched(code)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Just words.", "no block"),
        ("```python\nx = 1\n```\n```python\ny = 1\n```", "2 block"),
        ("```json\n{}\n```", "no block"),
    ],
)
def test_one_block_is_wanted(text, reason):
    with pytest.raises(Rejection, match=reason):
        make_patch(text, stub_of(), FILES)


def test_thoughts_are_not_the_answer():
    text = f"<think>\n```python\nx = 1\n```\n</think>\n```python\n{PLAIN}\n```"
    assert "return net + 1" in make_patch(text, stub_of(), FILES).texts[PRICES]


def test_other_fences_are_understood():
    text = f"```json\n{{}}\n```\n~~~py title=x\n{PLAIN}\n~~~\n"
    assert "return net + 1" in make_patch(text, stub_of(), FILES).texts[PRICES]
    assert "return net + 1" in patched(PLAIN, fence="```")


def test_imports_and_helpers_find_their_places():
    code = (
        "from functools import reduce\nimport collections.abc\n\n\n"
        "def _half(value: int) -> int:\n    # comment\n    return value // 2\n\n\n"
        "def _tax(self, net: int) -> int:\n    return self.get_rate() * net // 100\n\n\n"
        f"{SIGNATURE}\n    numbers: collections.abc.Sequence[int] = [net, self._tax(net)]\n"
        "    return _half(2 * reduce(int.__add__, numbers))"
    )
    after = patched(code)
    lines = after.split("\n")

    assert lines[2:5] == [
        "from shop.rates import rate_of", "from functools import reduce", "import collections.abc"
    ]  # fmt: skip
    assert lines.index("def _half(value: int) -> int:") < lines.index("class PriceService:")
    assert lines.index("    def _tax(self, net: int) -> int:") > lines.index(f"    {SIGNATURE}")
    assert "    # comment" in lines
    namespace = {"__name__": "m"}
    exec(after.replace("from shop.rates import rate_of", "rate_of = {'de': 19}.get"), namespace)
    assert namespace["PriceService"]("de").get_total(100) == 119


def test_strings_over_several_lines_keep_their_text():
    code = (
        f'{SIGNATURE}\n    text = """a\n  b\n\n        c"""\n'
        "    if net:\n        text += f'''{net\n  }d\n e'''\n    return len(text)"
    )
    function = ast.parse(patched(code)).body[2].body[2]
    literal = function.body[1].value
    assert literal.value == "a\n  b\n\n        c"
    assert "d\n e" in ast.unparse(function).encode().decode("unicode_escape")


def test_a_function_without_docstring_and_class_is_filled():
    head = "def total(\n    net: int,\n) -> int:  # sum\n"
    text = head + '    # agentgen:stub operation="GetTotal"\n    raise NotImplementedError\n'
    texts = {PRICES: text}
    after = patched("def total(\n  net: int) -> int:\n    # why\n    return net", texts)
    assert after == head + "    # why\n    return net\n"


def test_windows_line_ends_stay():
    texts = {name: text.replace("\n", "\r\n") for name, text in FILES.items()}
    patch = make_patch(RIGHT, stub_of(texts), texts)
    for text in patch.texts.values():
        assert text.count("\n") == text.count("\r\n")


def test_the_marker_of_the_test_goes_and_pytest_stays_when_it_is_used():
    texts = {
        **FILES,
        TESTS: FILES[TESTS] + "\n\n@pytest.fixture\ndef one() -> int:\n    return 1\n",
    }
    after = without_xfail(texts[TESTS], stub_of(texts).test)
    mark = '@pytest.mark.xfail(strict=True, reason="GetTotal: to be written")\n'
    assert after == texts[TESTS].replace(mark, "")


def test_pytest_goes_from_within_a_group_of_imports():
    text = FILES[TESTS].replace("import pytest\n", "import json\nimport pytest\nimport re\n")
    after = without_xfail(text, stub_of({**FILES, TESTS: text}).test)
    assert "import json\nimport re\n\nfrom shop" in after


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda t: t.replace("rate_of(self._country)", "1"), "a line outside the hole"),
        (lambda t: t.replace("from shop.rates import rate_of\n", ""), "an import was taken away"),
        (lambda t: t + "X = 1\n", "lines were added"),
        (lambda t: t.replace("def get_total", "def total"), "is gone"),
        (lambda t: t.replace("Prices of a shop", "Prices\n\nof a shop"), "a line outside"),
        (lambda t: t.replace("class", "clas"), "no longer parses"),
        (lambda t: t.replace('"""What can be done', '"""\nWhat can be done'), "a line outside"),
    ],
)
def test_changes_outside_the_hole_are_seen(change, reason):
    before = FILES[PRICES]
    with pytest.raises(Rejection, match=reason):
        prove(before, change(before), "PriceService.get_total", ())


def test_a_blank_line_inside_a_string_is_seen():
    before = 'TEXT = """a\n\nb"""\n\n\ndef f() -> int:\n    raise NotImplementedError\n'
    with pytest.raises(Rejection, match="code outside the hole"):
        prove(before, before.replace("a\n\nb", "a\nb"), "f", ())
