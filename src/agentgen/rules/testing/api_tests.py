"""The API is tested through its routes."""

import re

from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, labelled
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, names, together, union, words
from agentgen.rules.base import Example, Params, Rule
from agentgen.rules.route_tests import inspect

_LIBRARIES = (
    r"pytest|vitest|jest|playwright|cypress|testcontainers|unittest|xunit|httpx|supertest"
    r"|locust|k6|schemathesis|selenium|mocha|msw"
)
_UNITS = (
    r"components?|functions?(?:/methods?)?|methods?|service methods?|services?|modules?|classes"
    r"|routes?|endpoints?|use cases?|hooks?"
)


def _covers(text: str) -> Params:
    """What stands behind the label: `Unit: functions, methods (pytest)`."""
    tail = re.sub(r"\([^()]*\)", "", text.split(": ", 1)[-1])
    found = names(part.strip(" .") for part in re.split(r",| and ", tail))
    return {"covers": found} if ": " in text and found else {}


_LABEL_READ = together(_covers, named("libraries", _LIBRARIES))
_EACH = named("covers", rf"(?:every|each|all|for)(?: new)? ({_UNITS})")
_READ = together(_EACH, named("libraries", _LIBRARIES))

phrases = either(
    labelled(r"api(?: tests?)?", r"\btests? (?:types?|levels?|pyramid)\b", _LABEL_READ),
    demanded(
        r"\bapi(?:-level)? tests?\b|\btest\b[^.;]{0,20}\bapi (?:endpoints|routes)\b"
        r"|\btest(?:ing)? at the api\b",
        _READ,
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
