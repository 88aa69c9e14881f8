"""Tests get their data from fixtures and factories."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.testing.suite import python_files, python_tests

phrases = demanded(
    r"\b(?:use|reuse|with|via|share|existing|through|from|and)\b[^.;]{0,25}"
    r"\b(?:fixtures?|factor(?:y|ies))\b(?! (?:pattern|functions?|method))"
    r"|\bfixtures? (?:live|are|in|for)\b|\btest data\b[^.;]{0,20}\b(?:strategy"
    r"|builders?)\b",
    named("kinds", r"factories|factory|fixtures?|builders?"),
)

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
    },
    not_prose=("Use the factory pattern", "Avoid fixtures with state"),
    keywords=words("fixture factor strategy builder"),
    status=Status.HEURISTIC,
    combine=union,
    params={"kinds": Param(ParamKind.WORDS, "fixtures, factories, builders")},
)
