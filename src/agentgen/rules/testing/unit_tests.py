"""Units have tests: there are tests with assertions, and each service method is called by one."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.coverage import covered_routes
from agentgen.codebase.layers import Layer, layer_of
from agentgen.codebase.model import FunctionFact, PythonFile
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, labelled
from agentgen.ir.policy import Status
from agentgen.ir.readers import union, words
from agentgen.ir.tests_prose import LABEL, LEVELS, LIBRARIES, SENTENCE
from agentgen.rules import lookup
from agentgen.rules.backend import handled
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.testing.suite import python_tests, script_tests

phrases = either(
    labelled(r"unit(?: tests?)?", LEVELS, LABEL),
    demanded(
        r"(?<!in )\bunit(?:[- ]tests?\b|(?:, | and |/)[\w, -]{0,40}\btests?\b)(?! file)"
        rf"|\b(?:{LIBRARIES}) to test (?:each|every|all)\b"
        r"|\btest (?:each|every|all)(?: new)? (?:functions?|methods?|services?|routes?)"
        r"|^(?:[\w ]+: )?test (?:\w+ )?(?:functions?|methods?|classes|units?|components?"
        r"|modules?)\b"
        r"[^.;]{0,25}\bin isolation\b",
        SENTENCE,
    ),
)

_SERVICE = re.compile(r"\bservices?\b")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Every service, or every public method of one, is called in a test; else there are tests."""
    covers = params.get("covers", ())
    if any("service method" in c for c in covers):
        return _methods(codebase)
    if any(_SERVICE.search(c) for c in covers):
        return _services(codebase)
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
    called = _called(codebase)
    methods = [(p, f) for p, of in _by_service(codebase).values() for f in of]
    found = [
        Found(path, function.line, f"no test calls `{function.qualname}`")
        for path, function in methods
        if function.name not in called
    ]
    return found, len(methods)


def _services(codebase: Codebase) -> tuple[list[Found], int]:
    """A service counts as tested by a call in a test, or by a route that a test requests."""
    called = _called(codebase) | _served(codebase)
    imported = {n for _, f in python_tests(codebase) for i in f.imports for n in i.names}
    services = _by_service(codebase)
    found = [
        Found(path, min(f.line for f in methods), f"no test calls anything of `{name}`")
        for (_, name), (path, methods) in services.items()
        if not called & {f.name for f in methods} and name not in called | imported
    ]
    return found, len(services)


def _called(codebase: Codebase) -> set[str]:
    return {u.name.rsplit(".", 1)[-1] for _, file in python_tests(codebase) for u in file.uses}


def _served(codebase: Codebase) -> set[str]:
    """What the handlers call whose routes the tests request."""
    covered = covered_routes(codebase)
    return {
        use.name.rsplit(".", 1)[-1]
        for route, handler, _ in handled(codebase)
        if route in covered
        for use in codebase.python[route.place.path].uses
        if handler.line <= use.line <= handler.end_line
    }


def _by_service(codebase: Codebase) -> dict[tuple[str, str], tuple[str, list[FunctionFact]]]:
    """The public methods of each class in the layer of services, holes and properties left out."""
    services: dict[tuple[str, str], tuple[str, list[FunctionFact]]] = {}
    for path, file in lookup.product_python(codebase):
        if layer_of(path) is not Layer.SERVICE:
            continue
        abstract = {c.qualname for c in file.classes if any(b in _ABSTRACT for b in c.bases)}
        for function in file.functions:
            owner = function.qualname.rpartition(".")[0]
            owned = owner and owner not in abstract and function.is_public
            if owned and not _is_hole(file, function) and "property" not in function.decorators:
                services.setdefault((path, owner), (path, []))[1].append(function)
    return services


def _is_hole(file: PythonFile, function: FunctionFact) -> bool:
    """True when all that a function calls is `NotImplementedError`."""
    inside = [u.name for u in file.uses if function.line < u.line <= function.end_line]
    return inside == ["NotImplementedError"]


_SERVICE_FILE = (
    "class Users:\n    def create(self): ...\n    def _hidden(self): ...\n"
    "    def later(self):\n        raise NotImplementedError()\n"
)
_METHODS = {"covers": ("service method",)}
_EACH_SERVICE = {"covers": ("service",)}
_ROUTE_FILE = (
    "from fastapi import APIRouter, FastAPI\nrouter = APIRouter()\n"
    "@router.post('/users')\nasync def add(s: Users):\n    return s.create()\n"
    "app = FastAPI()\napp.include_router(router)\n"
)


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
                "app/users/service.py": _SERVICE_FILE,
                "app/users/api.py": _ROUTE_FILE,
                "tests/test_users.py": "def test_a(client):\n    client.post('/users')\n",
            },
            _EACH_SERVICE,
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
                "app/users/api.py": _ROUTE_FILE,
                "tests/test_users.py": "def test_a(client):\n    client.get('/users')\n",
            },
            _EACH_SERVICE,
        ),
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
