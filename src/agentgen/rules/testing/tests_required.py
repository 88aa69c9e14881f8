"""There is no code without tests: each side has a suite, and its tests check something."""

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
        r"\bno (?:feature|code|change|pull request|pr|function)\b[^.;]{0,20}\bwithout\b"
        r"[^.;]{0,12}\btests?\b|\b(?:write|add|include)\b[^.;]{0,15}\btests?\b (?:for"
        r"|with) "
        r"(?:all |every |each |new |any )*(?:features?|code|functionality|changes?|bugs?)\b"
        r"|\b(?:write|add|include) (?:a few|some|several|enough"
        r"|representative)\b[^.;]{0,30}\btests\b"
        r"|\b(?:write|writing|add|adding)\b[^.;]{0,12}\btests? (?:alongside|together with"
        r"|along with"
        r"|as you)\b|\btests? (?:alongside|together with|along with) (?:the "
        r"|your )?(?:implementation"
        r"|code|features?|changes?)\b|\btest your code\b|\bregression tests?\b|\btests?\b (?:are"
        r"|is) (?:required"
        r"|mandatory|included)\b"
        r"|\bcover(?:s|ed)? (?:all |every |each |new |any |the )*(?:features?|code|functionality"
        r"|changes?|logic)\b[^.;]{0,12}\b(?:with|by) (?:\w+ )?tests\b"
        r"|\b(?:features?|changes?|code)\b[^.;]{0,12}\b(?:has|have|needs?"
        r"|comes? with) tests\b"
    ),
    forbidden(
        r"\b(?:write|ship|merge|commit|submit|deliver)\b[^.;]{0,25}\bwithout\b"
        r"[^.;]{0,12}\btests?\b"
    ),
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """A backend and a frontend with code have tests; tests that are skipped for good are none."""
    backend = [(p, 1) for p, f in lookup.product_python(codebase) if f.functions or f.classes]
    frontend = [(p, 1) for p, f in lookup.product_scripts(codebase) if f.functions]
    found: list[Found] = []
    if backend and not python_tests(codebase):
        found += lookup.absent(backend, f"{len(backend)} Python files, and no test")
    if frontend and not script_tests(codebase):
        found += lookup.absent(frontend, f"{len(frontend)} scripts, and no test")
    for path, python in python_tests(codebase):
        found += [
            Found(path, f.line, f"`{f.name}` never runs")
            for f in python.functions
            if "pytest.mark.skip" in f.decorators
        ]
    for path, script in script_tests(codebase):
        found += [
            Found(path, u.line, "this test never runs")
            for u in script.uses
            if u.name in ("it.skip", "test.skip", "describe.skip", "xit", "xdescribe", "it.todo")
        ]
    return found, len(backend) + len(frontend)


_CODE = "def f(): ...\n"
_TEST = "def test_f():\n    assert f() is None\n"


RULE = Rule(
    id="tests-required",
    title="No code without tests",
    help="write a test that fails when the behaviour breaks",
    what="source files and tests",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"app/a.py": _CODE, "tests/test_a.py": _TEST}),
        Example(
            {
                "src/a.ts": "export const f = () => 1;\n",
                "src/a.spec.ts": "test('f', () => { expect(f()).toBe(1); });\n",
            }
        ),
        Example(
            {
                "app/a.py": _CODE,
                "tests/test_a.py": "@pytest.mark.skipif(WINDOWS, reason='x')\n" + _TEST,
            }
        ),
    ),
    invalid=(
        Example({"app/a.py": _CODE}),
        Example({"app/a.py": _CODE, "tests/helpers.py": "def make(): ...\n"}),
        Example({"app/a.py": _CODE, "tests/test_a.py": "@pytest.mark.skip\n" + _TEST}),
        Example(
            {
                "src/a.ts": "export function f() {}\n",
                "src/a.test.ts": "it.skip('f', () => {});\nit('g', () => {});\n",
            }
        ),
    ),
    prose={
        "Writing tests alongside the implementation": {},
        "No feature is complete without tests": {},
        "Write tests for new features": {},
        "Never ship code without tests": {},
        "Test your code": {},
        "Every bug fix ships with a regression test": {},
        "Include a few representative end-to-end tests": {},
    },
    not_prose=("Tests are optional", "Write docs for new features", "Add several columns"),
    keywords=words("test regression"),
    status=Status.HEURISTIC,
)
