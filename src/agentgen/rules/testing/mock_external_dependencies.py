"""Tests replace what is outside: none sends a request to the real network."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import items, named, together, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.testing.suite import python_files, script_tests

_EXTERNAL = (
    r"(?:outbound|outgoing) (?:http|calls?|requests?)|external (?:dependenc(?:y|ies)|services?"
    r"|apis?|calls?|systems?)|(?:third-party|api|network"
    r"|http)(?: api)? (?:calls?|requests?|apis?)|\w{2,20} api (?:calls?|requests?)"
    r"|dependencies"
)

phrases = demanded(
    rf"\b(?:mock|stub|fake|patch)(?:s|ed|ing)?\b[^.;]{{0,15}}\b(?:{_EXTERNAL})\b"
    r"|\bno (?:real |live )?(?:network|http)(?: access| calls| requests"
    r"| traffic)?\b[^.;]{0,25}\btests?\b"
    r"|\bmock only\b[^.;]{0,12}\b(?:boundar(?:y|ies)|edges?|external\w*|i/o)\b"
    r"|\bno (?:real )?network (?:access|calls)\b|\b(?:mocks?|stubs?) for\b"
    r"|\bfor (?:api )?mocking\b",
    together(items("targets"), named("libraries", r"msw|respx|responses|unittest\.mock|moq")),
)

_SENDS = re.compile(
    r"(?:httpx|requests|aiohttp)\.(?:get|post|put|patch|delete|request|head)|urllib\.request\.urlopen"
)
_OUTSIDE = re.compile(
    r"^https?://(?!(?:localhost|127\.|0\.0\.0\.0|test(?:server)?\b|[\w-]+(?:[:/]|$)|[\w.-]*\.(?:test|example|invalid|local)\b"
    r"|(?:[\w-]+\.)*example\.(?:com|org|net)))"
)
_MOCKS = re.compile(
    r"^(?:respx|responses|pytest_httpx|httpretty|vcr|requests_mock|aioresponses|pook|nock|msw)\b"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for requests with a URL of another machine, in files that replace nothing."""
    found, files = list[Found](), python_files(codebase)
    for path, file in files:
        if any(_MOCKS.match(i.module) for i in file.imports) or "e2e" in path:
            continue
        mocked = {"requests_mock", "httpx_mock", "respx_mock", "mocker", "monkeypatch", "responses"}
        for use in file.uses:
            sends = _SENDS.fullmatch(lookup.full_name(file, use.name))
            if sends and _OUTSIDE.match(use.arguments[0]):
                given = {
                    p.name
                    for f in file.functions
                    if f.qualname == use.function
                    for p in f.parameters
                }
                if not given & mocked:
                    found.append(
                        Found(
                            path, use.line, f"`{use.name}` reaches the real {use.arguments[0][:60]}"
                        )
                    )
    scripts = script_tests(codebase)
    for path, script in scripts:
        if any(_MOCKS.match(i.module) for i in script.imports) or "e2e" in path:
            continue
        for call in script.uses:
            url = (*call.arguments, "")[0].strip("'\"`")
            if call.name in ("fetch", "axios.get", "axios.post") and _OUTSIDE.match(url):
                found.append(Found(path, call.line, f"`{call.name}` reaches the real {url[:60]}"))
    return found, len(files) + len(scripts)


RULE = Rule(
    id="mock-external-dependencies",
    title="Tests replace what is outside by mocks",
    help="replace it, for example with respx, responses, MSW or a fake",
    what="test files",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "tests/test_a.py": "def test_a(client):\n    client.get('/x')\n"
                "    httpx.get('http://testserver/x')\n"
            }
        ),
        Example(
            {
                "tests/test_a.py": "import respx, httpx\n@respx.mock\ndef test_a():\n"
                "    httpx.get('https://api.shop.eu')\n"
            }
        ),
        Example(
            {
                "src/a.test.ts": "it('x', () => { fetch('/api'); });\n",
                "app/a.py": "requests.get('https://api.shop.eu')\n",
            }
        ),
    ),
    invalid=(
        Example({"tests/test_a.py": "def test_a():\n    requests.get('https://api.shop.eu/v1')\n"}),
        Example(
            {
                "tests/test_a.py": "from httpx import post\nasync def test_a():\n"
                "    post('https://api.stripe.com', json={})\n"
            }
        ),
        Example(
            {"src/a.test.ts": "it('x', async () => { await fetch('https://api.shop.eu'); });\n"}
        ),
    ),
    prose={
        "Mock external dependencies (DB, APIs) in unit tests": {"targets": ("db", "apis")},
        "MSW for API mocking": {"libraries": ("msw",)},
        "Stub third-party calls": {},
        "No network access in unit tests": {},
    },
    not_prose=("Never mock external services in end-to-end tests", "Mock the header design"),
    keywords=words("mock stub fake patch network"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "targets": Param(ParamKind.WORDS, "what is replaced"),
        "libraries": Param(ParamKind.WORDS, "libraries that replace"),
    },
)
