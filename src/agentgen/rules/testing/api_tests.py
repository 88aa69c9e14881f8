"""The API is tested through its routes."""

from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, labelled
from agentgen.ir.policy import Status
from agentgen.ir.readers import union, words
from agentgen.ir.tests_prose import LABEL, SENTENCE
from agentgen.rules.base import Example, Rule
from agentgen.rules.route_tests import inspect

phrases = either(
    labelled(r"api(?: tests?)?", r"\btests? (?:types?|levels?|pyramid)\b", LABEL),
    demanded(
        r"\bapi(?:-level)? tests?\b|\btest\b[^.;]{0,20}\bapi (?:endpoints|routes)\b"
        r"|\btest(?:ing)? at the api\b",
        SENTENCE,
    ),
)


_ROUTES = "app = FastAPI()\n@app.get('/users/{i}')\nasync def a(i: int): ...\n"


RULE = Rule(
    id="api-tests",
    title="The API is tested through its routes",
    help="write a test that requests it",
    what="routes",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _ROUTES, "tests/test_a.py": "def test_a(c):\n    c.get('/users/1')\n"}),
        Example(
            {
                "a.py": _ROUTES,
                "tests/api/test_a.py": "async def test(client, u):\n"
                "    await client.request('GET', f'/users/{u.id}?x=1')\n",
            },
            {"covers": ("endpoints",)},
        ),
    ),
    invalid=(
        Example({"a.py": _ROUTES, "tests/test_a.py": "def test_a(c):\n    c.post('/users/1')\n"}),
        Example(
            {
                "a.py": _ROUTES,
                "tests/test_a.py": "# c.get('/users/1')\ndef test_a(c):\n    c.get('/orders/1')\n",
            }
        ),
    ),
    prose={
        "# Test types\nAPI: endpoints, validation": {"covers": ("endpoints", "validation")},
        "Write API tests with schemathesis": {"libraries": ("schemathesis",)},
        "Test all public API endpoints": {},
    },
    not_prose=("API: REST", "Do not test the API endpoints by hand"),
    keywords=words("api test"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "covers": Param(ParamKind.WORDS, "what is covered: endpoints, validation, …"),
        "libraries": Param(ParamKind.WORDS, "libraries to test with"),
    },
)
