"""Units have tests: there are tests with assertions, and each service method is called by one."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.layers import Layer, layer_of
from agentgen.codebase.model import FunctionFact, PythonFile
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, labelled
from agentgen.ir.policy import Status
from agentgen.ir.readers import union, words
from agentgen.ir.tests_prose import LABEL, LEVELS, LIBRARIES, SENTENCE
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.testing.suite import python_tests, script_tests

phrases = either(
    labelled(r"unit(?: tests?)?", LEVELS, LABEL),
    demanded(
        r"(?<!in )\bunit(?:[- ]tests?\b|(?:, | and |/)[\w, -]{0,40}\btests?\b)(?! file)"
        rf"|\b(?:{LIBRARIES}) to test (?:each|every|all)\b"
        r"|\btest (?:each|every|all)(?: new)? (?:functions?|methods?|services?|routes?)",
        SENTENCE,
    ),
)

_SERVICE = re.compile(r"\bservices?\b|\bservice methods?\b")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Every public method of a service is called in a test; else there must be tests at all."""
    covers = params.get("covers", ())
    if any(_SERVICE.search(c) for c in covers):
        return _methods(codebase)
    backend = [(p, 1) for p, f in lookup.product_python(codebase) if f.functions or f.classes]
    frontend = [(p, 1) for p, f in lookup.product_scripts(codebase) if f.functions]
    libraries = params.get("libraries", ())
    found: list[Found] = []
    if backend and not python_tests(codebase) and not (libraries and set(libraries) <= _SCRIPTS):
        found += lookup.absent(backend, "no test calls any of this code")
    if (
        frontend
        and not script_tests(codebase)
        and not (libraries and not set(libraries) & _SCRIPTS)
    ):
        found += lookup.absent(frontend, "no test runs any of these scripts")
    return found, len(backend) + len(frontend)


_ABSTRACT = ("Protocol", "typing.Protocol", "ABC", "abc.ABC")
_SCRIPTS = {"vitest", "jest", "mocha", "playwright", "cypress", "msw"}


def _methods(codebase: Codebase) -> tuple[list[Found], int]:
    called = {u.name.rsplit(".", 1)[-1] for _, file in python_tests(codebase) for u in file.uses}
    found, examined = list[Found](), 0
    for path, file in lookup.product_python(codebase):
        if layer_of(path) is not Layer.SERVICE:
            continue
        abstract = {c.qualname for c in file.classes if any(b in _ABSTRACT for b in c.bases)}
        for function in file.functions:
            owner = function.qualname.rpartition(".")[0]
            owned = owner and owner not in abstract and not function.is_nested
            is_hole = _is_hole(file, function)
            if (
                owned
                and function.is_public
                and not is_hole
                and "property" not in function.decorators
            ):
                examined += 1
                if function.name not in called:
                    found.append(Found(path, function.line, f"no test calls `{function.qualname}`"))
    return found, examined


def _is_hole(file: PythonFile, function: FunctionFact) -> bool:
    """True when all that a function calls is `NotImplementedError`."""
    inside = [u.name for u in file.uses if function.line < u.line <= function.end_line]
    return inside == ["NotImplementedError"]


_SERVICE_FILE = (
    "class Users:\n    def create(self): ...\n    def _hidden(self): ...\n"
    "    def later(self):\n        raise NotImplementedError()\n"
)
_METHODS = {"covers": ("service method",)}


RULE = Rule(
    id="unit-tests",
    title="Units have tests of their own",
    help="write a test that calls it",
    what="service methods, or files of the product",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "app/users/service.py": _SERVICE_FILE,
                "tests/test_users.py": "def test_a(s):\n    assert s.create()\n",
            },
            _METHODS,
        ),
        Example(
            {
                "app/a.py": "def f(): ...\n",
                "tests/test_a.py": "def test_f():\n    assert f() is None\n",
            }
        ),
        Example(
            {
                "src/a.ts": "export function f() {}\n",
                "src/a.test.ts": "it('f', () => { expect(f()).toBe(1); });\n",
            },
            {"covers": ("component",)},
        ),
    ),
    invalid=(
        Example(
            {
                "app/users/service.py": _SERVICE_FILE,
                "tests/test_users.py": "def test_a(s):\n    assert s.delete()\n",
            },
            _METHODS,
        ),
        Example(
            {
                "app/services/users.py": _SERVICE_FILE,
                "tests/helpers.py": "def make(s):\n    return s.create\n",
            },
            _METHODS,
        ),
        Example({"app/a.py": "def f(): ...\n", "tests/conftest.py": "x = 1\n"}),
        Example({"src/a.ts": "export function f() {}\n"}, {"libraries": ("vitest",)}),
    ),
    prose={
        "Vitest for unit/component tests": {"libraries": ("vitest",)},
        "Every service method needs a unit test": {"covers": ("service method",)},
        "Unit tests for each component": {"covers": ("component",)},
        "Unit, integration and e2e tests are part of the work": {},
        "# Test types\nUnit: functions, methods (pytest)": {
            "covers": ("functions", "methods"),
            "libraries": ("pytest",),
        },
        "Use pytest to test each route and service": {
            "covers": ("route",),
            "libraries": ("pytest",),
        },
    },
    not_prose=("Unit: seconds", "Unit tests are optional", "No unit tests for getters"),
    keywords=words("unit test"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "covers": Param(ParamKind.WORDS, "what is tested: service method, component, …"),
        "libraries": Param(ParamKind.WORDS, "libraries to test with"),
    },
)
