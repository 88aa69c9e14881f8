"""Tests do not depend on their order, on the clock's patience, or on each other."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.testing.suite import python_tests, script_tests

phrases = either(
    demanded(
        r"(?<!single )(?<!a )(?<!failing )\btests?\b[^.;]{0,20}\b(?:independent|isolated|isolation"
        r"|deterministic)\b"
        r"|\b(?:independent|isolated|deterministic) tests?\b"
        r"|\breset state between tests\b|^(?:[\w ]+: )?test (?!(?:\w+ )?(?:functions?|methods?"
        r"|classes|units?"
        r"|components?|modules?)\b)[^.;]{0,30}\bin isolation\b"
        r"|\b(?:clean up|delete|remove)\b[^.;]{0,20}\b(?:temp(?:orary)?|test) (?:files|data"
        r"|director(?:y|ies))\b"
    ),
    forbidden(
        r"\btests?\b[^.;]{0,20}\b(?:depend\w* on (?:execution order|order|each other"
        r"|one another|another|other tests)\b"
        r"|shar\w+ (?:mutable )?state)"
    ),
)

_ORDERED = re.compile(r"(?:^|\.)mark\.(?:order|run|dependency|first|last|second)$")
_SLEEPS = re.compile(r"^(?:time|asyncio)\.sleep$")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for marks of order, for naps, and for tests that call other tests."""
    found, tests = list[Found](), python_tests(codebase)
    for path, file in tests:
        own = {f.name for f in file.functions if f.name.startswith("test_")}
        for function in file.functions:
            if any(_ORDERED.search(d) for d in function.decorators):
                found.append(
                    Found(path, function.line, f"`{function.name}` needs a place in the order")
                )
        for use in file.uses:
            nap = _SLEEPS.match(lookup.full_name(file, use.name))
            if nap and re.fullmatch(r"(?:[1-9]\d*(?:\.\d+)?|0?\.[1-9]\d*)", use.arguments[0]):
                found.append(
                    Found(path, use.line, f"the test waits {use.arguments[0]} s and hopes")
                )
            if use.name in own and use.function.rsplit(".", 1)[-1] in own:
                found.append(Found(path, use.line, f"a test calls the test `{use.name}`"))
    scripts = script_tests(codebase)
    for path, script in scripts:
        found += [
            Found(path, u.line, "only this test runs")
            for u in script.uses
            if u.name in ("it.only", "test.only", "describe.only", "fit", "fdescribe")
        ]
    return found, len(tests) + len(scripts)


_TEST = "def test_a():\n    assert f()\n"


RULE = Rule(
    id="test-isolation",
    title="Tests do not depend on each other",
    help="let each test arrange what it needs",
    what="test files",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "tests/test_a.py": "@pytest.mark.anyio\n"
                + _TEST
                + "def test_b():\n    await asyncio.sleep(0)\n"
            }
        ),
        Example(
            {
                "a.test.ts": "it('x', () => { expect(1).toBe(1); });\n",
                "app/a.py": "import time\ntime.sleep(5)\n",
            }
        ),
    ),
    invalid=(
        Example({"tests/test_a.py": "@pytest.mark.order(1)\n" + _TEST}),
        Example(
            {
                "tests/test_a.py": "from time import sleep\ndef test_b():\n    sleep(2)\n"
                "    assert f()\n"
            }
        ),
        Example({"tests/test_a.py": _TEST + "def test_b():\n    test_a()\n    assert g()\n"}),
        Example({"a.test.ts": "it.only('x', () => { expect(1).toBe(1); });\n"}),
    ),
    prose={
        "Each test should be independent": {},
        "Ensure tests are deterministic": {},
        "Tests must not depend on each other": {},
        "No test may depend on another": {},
        "Never let tests share state: no tests sharing mutable state": {},
    },
    not_prose=("Independent teams test the app", "Isolate the server"),
    keywords=words("test"),
    status=Status.HEURISTIC,
)
