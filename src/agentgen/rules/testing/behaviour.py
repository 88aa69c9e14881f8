"""Tests check behaviour: they call what is public."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.testing.suite import python_tests

phrases = either(
    demanded(
        r"\btests?\b[^.;]{0,12}\bbehaviou?r\b[^.;]{0,6}\bnot\b[^.;]{0,12}\bimplementation"
        r"|\btests? (?:real|observable|user) behaviou?r\b"
        r"|\b(?:query|find|select|get)\b[^.;]{0,12}\belements?\b[^.;]{0,6}\bby (?:accessible )?"
        r"(?:roles?|labels?)\b|\bquer(?:y|ies) by (?:accessible )?roles?\b|\bgetbyrole\b"
    ),
    forbidden(
        r"\b(?:test(?:s|ing)?|assert(?:s|ing|ions)?) (?:that test |on |against |about )?(?:the )?"
        r"(?:internal |private )?implementation\b"
    ),
)

_PRIVATE = re.compile(r"^_[a-z]\w*$")
_OWN = ("self", "cls", "mock", "os", "sys")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for calls of private methods of other objects, and for mocks of private names."""
    found, examined = list[Found](), 0
    for path, file in python_tests(codebase):
        for use in file.uses:
            examined += 1
            owner, _, name = use.name.rpartition(".")
            if owner and _PRIVATE.match(name) and owner.split(".")[0] not in _OWN:
                found.append(Found(path, use.line, f"the test calls the private `{use.name}`"))
            elif (
                name == "object"
                and owner.endswith("patch")
                and _PRIVATE.match((*use.arguments, "", "")[1])
            ):
                found.append(
                    Found(path, use.line, f"the test replaces the private `{use.arguments[1]}`")
                )
    return found, examined


RULE = Rule(
    id="test-behaviour",
    title="Tests check behaviour, not implementation",
    help="test it through what callers use",
    what="calls in tests",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "tests/test_a.py": "def test_a(self):\n    self._check()\n"
                "    assert Settings(_env_file=None)\n"
            }
        ),
        Example(
            {
                "tests/test_a.py": "def test_a():\n    point = row._replace\n"
                "    assert f() and _helper(1)\n"
            }
        ),
    ),
    invalid=(
        Example({"tests/test_a.py": "def test_a(service):\n    assert service._total(1) == 2\n"}),
        Example(
            {
                "tests/test_a.py": "def test_a(mocker):\n"
                "    mocker.patch.object(Service, '_load')\n    assert f()\n"
            }
        ),
        Example(
            {
                "tests/test_a.py": "from app import module\nasync def test_a():\n"
                "    assert await module._fetch()\n"
            }
        ),
    ),
    prose={
        "Test behaviour, not implementation details": {},
        "Tests check behavior and not the implementation": {},
        "Avoid testing implementation details": {},
        "Find elements by role, not by test id": {},
        "Prefer getByRole queries": {},
    },
    not_prose=("Test the implementation", "Behaviour matters", "Find users by role"),
    keywords=words("behavio implementation role label getbyrole element quer"),
    status=Status.HEURISTIC,
)
