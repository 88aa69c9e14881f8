"""Tests arrange, act, then assert: each one asserts something."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.testing.suite import calls_in, python_tests, script_tests, tests_in

phrases = demanded(
    r"\baaa[- ](?:pattern|structure|style)\b|\barrange\W{1,4}act\W{1,4}(?:and )?assert\b" r"|\baaa:"
)

_ASSERTS = re.compile(
    r"(?:^|[._])(?:assert\w*|expect\w*|check\w*|verify\w*|should\w*|must\w*|fail|raises|warns|ensure\w*|require\w*"
    r"|approx|deprecated_call|validate\w*|compare\w*|match\w*)(?:$|[(.])",
    re.IGNORECASE,
)
_SCENARIO = re.compile(r"(?:pytest_bdd\.)?scenario")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for tests without an assertion; helpers whose name says that they check count as one.

    A scenario of pytest-bdd is arranged by Given, acts by When and asserts by Then.
    """
    found, examined = list[Found](), 0
    for path, file in python_tests(codebase):
        scenarios = any(i.module.split(".")[0] == "pytest_bdd" for i in file.imports)
        for test in tests_in(file):
            examined += 1
            if scenarios and any(_SCENARIO.fullmatch(name) for name in test.decorators):
                continue
            asserts = any(test.line <= line <= test.end_line for line in file.asserts)
            inside = [u.name for u in file.uses if test.line <= u.line <= test.end_line]
            if not asserts and not any(_ASSERTS.search(name) for name in inside):
                found.append(Found(path, test.line, f"`{test.name}` asserts nothing"))
    for path, script in script_tests(codebase):
        for call in calls_in(script):
            examined += 1
            names = [
                u.name
                for u in script.uses
                if call.line <= u.line <= call.end_line and u is not call
            ]
            if not any(
                _ASSERTS.search(n) or re.search(r"(?:^|\.)(?:find|get)(?:All)?By", n) for n in names
            ):
                found.append(Found(path, call.line, f"{call.arguments[0][:60]} asserts nothing"))
    return found, examined


RULE = Rule(
    id="arrange-act-assert",
    title="Tests arrange, act, then assert",
    help="assert what the behaviour is; a test that can't fail proves nothing",
    what="tests",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "tests/test_a.py": "def test_a():\n    x = f()\n    assert x == 1\n"
                "def test_b():\n    with pytest.raises(E):\n        f()\n"
            }
        ),
        Example(
            {
                "tests/test_a.py": "class TestA(TestCase):\n    def test_a(self):\n"
                "        self.assertEqual(f(), 1)\ndef test_b():\n"
                "    check_order(f())\n"
            }
        ),
        Example(
            {
                "tests/test_a.py": "from pytest_bdd import scenario\n"
                "@scenario('a.feature', 'Paying')\ndef test_paying():\n    pass\n"
            }
        ),
        Example({"a.test.ts": "it('adds', () => { expect(add(1, 2)).toBe(3); });\n"}),
    ),
    invalid=(
        Example({"tests/test_a.py": "def test_a():\n    f()\n"}),
        Example(
            {
                "tests/test_a.py": "async def test_a(client):\n    # assert it works\n"
                "    await client.get('/x')\n"
            }
        ),
        Example({"a.test.ts": "it('adds', () => { add(1, 2); });\n"}),
        Example({"tests/test_a.py": "@scenario('a.feature')\ndef test_a():\n    f()\n"}),
    ),
    prose={
        "Follow the AAA pattern: Arrange -> Act -> Assert": {},
        "Write tests as arrange-act-assert": {},
        "Tests have AAA structure": {},
    },
    not_prose=("Arrange a meeting", "The AAA pattern is optional"),
    keywords=words("aaa arrange"),
    status=Status.HEURISTIC,
)
