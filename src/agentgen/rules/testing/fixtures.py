"""Tests get their data from fixtures and factories."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.code_names import spans
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import demands, mentions, plain
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.testing.suite import python_files, python_tests

_FIXTURES = (
    r"\b(?:use|reuse|with|via|share|existing|through|from|and)\b[^.;]{0,25}"
    r"\b(?:fixtures?|factor(?:y|ies))\b(?! (?:pattern|functions?|method))"
    r"|\bfrom\b[^;]{0,60}\bfixtures?\b|\b\w*fixture\("
    r"|\b(?:shared|seed|common|global) (?:\w+ )?fixtures?\b"
    r"|\bfixtures? (?:live|are|in|for|params?|parameters?|arguments?)\b"
    r"|\btest data\b[^.;]{0,20}\b(?:strategy|builders?)\b"
)
_KINDS = named("kinds", r"factories|factory|fixtures?|builders?")
_OF_TESTS = r"\b(?:py)?tests?\b|fixtures?\b|\bfactories\b|\btest data\b|\bfactory_boy\b|\bspecs?\b"
_LABEL = re.compile(r"^[^:()]{1,40}: ")
_REFUSED = re.compile(r"\b(?:never|don't|do not|instead of|rather than|not)\b", re.IGNORECASE)


def phrases(statement: Statement) -> Params | None:
    """«Use factories», «reuse existing fixtures (`make_user`)», «from the `@mark` fixture»."""
    if not demands(statement, _FIXTURES) or not mentions(statement, _OF_TESTS):
        return None
    wanted = _LABEL.sub("", _REFUSED.split(statement.text, maxsplit=1)[0])
    names = tuple(s for s in spans(wanted) if "/" not in s and not s.endswith(".py"))
    return {**_KINDS(plain(statement)), **({"names": names} if names else {})}


_FIXTURE = re.compile(r"(?:^|\.)fixture$|^setUp(?:Class)?$|^setup_method$")
_FACTORY = re.compile(
    r"factory|factories|builder|(?:^|_)(?:make|build|create|given|sample)_|^a_|^an_", re.IGNORECASE
)
_LIBRARIES = r"factory-boy|polyfactory|model-bakery|mimesis|faker|pytest-factoryboy"


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Somewhere in the suite fixtures are declared, and factories where those are asked for."""
    tests, files = python_tests(codebase), python_files(codebase)
    spots = [(path, 1) for path, _ in tests]
    kinds = params.get("kinds", ())
    names = [
        n for _, f in files for n in (*(x.name for x in f.functions), *(c.name for c in f.classes))
    ]
    fixtures = any(
        _FIXTURE.search(d) for _, f in files for x in f.functions for d in (*x.decorators, x.name)
    )
    found: list[Found] = []
    if not fixtures and (not kinds or any(k.startswith("fixture") for k in kinds)):
        found += lookup.absent(spots, "no test shares a fixture")
    makes = any(map(_FACTORY.search, names)) or lookup.depends_on(codebase, _LIBRARIES)
    if any(k.startswith(("factor", "builder")) for k in kinds) and not makes:
        found += lookup.absent(spots, "no factory makes the records of the tests")
    return found, len(tests)


_TEST = "def test_a(order):\n    assert order\n"


RULE = Rule(
    id="test-fixtures",
    title="Tests get their data from factories and fixtures",
    help="put what tests share into fixtures, and records into factories",
    what="Python test files",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {"tests/conftest.py": "@pytest.fixture\ndef order(): ...\n", "tests/test_a.py": _TEST}
        ),
        Example(
            {
                "tests/factories.py": "class OrderFactory: ...\n",
                "tests/test_a.py": "@pytest.fixture(scope='module')\ndef order(): ...\n" + _TEST,
            },
            {"kinds": ("factories", "fixtures")},
        ),
    ),
    invalid=(
        Example({"tests/test_a.py": _TEST}),
        Example(
            {"tests/test_a.py": "@pytest.fixture\ndef order(): ...\n" + _TEST},
            {"kinds": ("factories", "fixtures")},
        ),
        Example(
            {"tests/test_a.py": _TEST + "# fixture, factory\n"},
            {"kinds": ("factories", "fixtures")},
            findings=2,
        ),
    ),
    prose={
        "Use factories and fixtures": {"kinds": ("factories", "fixtures")},
        "Reuse existing fixtures": {"kinds": ("fixtures",)},
        "Fixtures live in conftest.py": {"kinds": ("fixtures",)},
        "Reuse the fixtures (`save_order`, `client`), don't make a `Session`": {
            "kinds": ("fixtures",),
            "names": ("save_order", "client"),
        },
        "`KeyError`: use the `orders` fixture": {"kinds": ("fixture",), "names": ("orders",)},
        "Take the buyer from the `@mark.buyer` marker and the `buyer` fixture": {
            "kinds": ("fixture",),
            "names": ("@mark.buyer", "buyer"),
        },
        "Mark tests with `@pytest.mark.role(RoleFixture('admin'))`": {
            "names": ("@pytest.mark.role(RoleFixture('admin'))",)
        },
    },
    not_prose=(
        "Use the factory pattern",
        "Query keys come from a factory",
        "Avoid fixtures with state",
        "Use `@pytest.mark.asyncio` for async tests",
    ),
    keywords=words("fixture factor strategy builder pytest"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "kinds": Param(ParamKind.WORDS, "fixtures, factories, builders"),
        "names": Param(ParamKind.WORDS, "fixtures and markers that the spec names"),
    },
)
