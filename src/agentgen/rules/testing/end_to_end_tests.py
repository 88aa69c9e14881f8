"""Whole workflows are tested: some test goes through several steps of the running product."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.codebase.coverage import documented_routes
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, labelled
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, together, union, words
from agentgen.ir.tests_prose import LABEL, LEVELS, LIBRARIES_OF
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.testing.suite import python_tests, script_tests, tests_in

phrases = either(
    labelled(r"e2e(?: tests?)?|end-to-end(?: tests?)?", LEVELS, LABEL),
    demanded(
        r"\b(?:e2e|end[- ]to[- ]end)\b[- ](?:tests?|testing)\b|\bplaywright for e2e\b"
        r"|\b(?:playwright|cypress)\b[^.;]{0,20}\b(?:tests?|covers?|journeys?)\b"
        r"|\bfor e2e\b|\btests?\w*[^.;]{0,30}\b(?:are|is) (?:e2e|end[- ]to[- ]end)\b",
        together(LIBRARIES_OF, named("tests", r"test_\w+")),
    ),
)

_BROWSER = re.compile(r"^(?:@playwright/|playwright|cypress|puppeteer|selenium|webdriverio)")
_PAGE = re.compile(r"(?:^|\.)(?:page|cy|browser|driver)\.\w+$")
_STEPS = 2


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for tests of several requests, scenarios, and tests that drive a browser."""
    routes = documented_routes(codebase)
    pages = lookup.frontends(codebase)
    browser = list(_in_browser(codebase))
    journeys = [*browser, *_over_http(codebase)]
    asked = params.get("libraries", ())
    examined = len(journeys) or (1 if routes or pages else 0)
    if any(_BROWSER.match(name) for name in asked):
        spots = pages or [(r.place.path, r.place.line) for r in routes]
        missing = not browser
    else:
        spots = [(r.place.path, r.place.line) for r in routes] or pages
        missing = not journeys
    if missing:
        return lookup.absent(spots, "no test goes through a whole workflow"), examined
    return [], examined


def _in_browser(codebase: Codebase) -> Iterable[str]:
    """Tests that drive a browser."""
    for path, script in codebase.scripts.items():
        drives = any(_BROWSER.match(i.module) for i in script.imports) or any(
            u.name.startswith("cy.") for u in script.uses
        )
        if drives and any(_PAGE.search(u.name) for u in script.uses):
            yield path
    for path, file in python_tests(codebase):
        if any(_BROWSER.match(i.module) for i in file.imports) and is_test_file(path):
            yield path


def _over_http(codebase: Codebase) -> Iterable[str]:
    """Tests that send several different requests, and scenarios."""
    for path, file in python_tests(codebase):
        if any(i.module.split(".")[0] in ("pytest_bdd", "behave") for i in file.imports):
            yield path
        for test in tests_in(file):
            asked = {
                (c.method, c.url) for c in file.client_calls if test.line <= c.line <= test.end_line
            }
            if len(asked) >= _STEPS:
                yield f"{path}::{test.name}"
    for path, _ in script_tests(codebase):
        if re.search(r"e2e|end-to-end|journey|workflow", path):
            yield path


_ROUTES = (
    "app = FastAPI()\n@app.post('/users')\nasync def a(): ...\n"
    "@app.get('/users/{i}')\nasync def b(i: int): ...\n"
)
_MOUNT = "import { createRoot } from 'react-dom/client';\ncreateRoot(node).render(null);\n"

RULE = Rule(
    id="end-to-end-tests",
    title="Whole workflows are tested",
    help="write a test that goes through a workflow step by step",
    what="tests of workflows",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": _ROUTES,
                "tests/test_a.py": "def test_a(c):\n    c.post('/users')\n    c.get('/users/1')\n",
            }
        ),
        Example(
            {
                "web/main.tsx": _MOUNT,
                "e2e/a.spec.ts": "import { test, expect } from '@playwright/test';\n"
                "test('buys', async ({ page }) => { await page.goto('/'); });\n",
            },
            {"libraries": ("playwright",)},
        ),
    ),
    invalid=(
        Example({"a.py": _ROUTES, "tests/test_a.py": "def test_a(c):\n    c.post('/users')\n"}),
        Example(
            {
                "a.py": _ROUTES,
                "web/main.tsx": _MOUNT,
                "tests/test_a.py": "def test_a(c):\n    c.post('/users')\n    c.get('/users/1')\n",
            },
            {"libraries": ("playwright",)},
        ),
        Example({"web/main.tsx": _MOUNT, "web/a.test.ts": "it('adds', () => { add(1); });\n"}),
    ),
    prose={
        "# Testing\nE2E: complete workflows": {"covers": ("complete workflows",)},
        "Playwright for E2E": {"libraries": ("playwright",)},
        "Create end-to-end tests for user workflows": {},
        "`test_api` and `test_jobs` are E2E": {"tests": ("test_api", "test_jobs")},
    },
    not_prose=("End-to-end encryption", "E2E tests are optional"),
    keywords=words("e2e end playwright cypress"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "covers": Param(ParamKind.WORDS, "what is covered"),
        "libraries": Param(ParamKind.WORDS, "libraries to test with: playwright, cypress, …"),
        "tests": Param(ParamKind.WORDS, "tests that the spec names"),
    },
)
