"""Every route is exercised by a test."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.coverage import covered_routes, documented_routes
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, forbids
from agentgen.rules.base import Example, Found, Params, Rule

_ROUTE = r"(?:routes?|endpoints?)"
_TESTED = (
    rf"\b(?:every|each|all)\b[^.;]*\b{_ROUTE}\b[^.;]*\btest(?:s|ed)?\b"
    rf"|\btest(?:s)? (?:for )?(?:each|every|all)\b[^.;]*\b{_ROUTE}\b"
)
_UNTESTED = rf"\b(?:untested {_ROUTE}|{_ROUTE} without (?:a )?tests?)\b"


@needing(_TESTED, _UNTESTED)
def phrases(statement: Statement) -> Params | None:
    """«Every API endpoint needs an integration test»; percentages are the route-coverage gate."""
    if "%" in statement.text:
        return None
    return {} if demands(statement, _TESTED) or forbids(statement, _UNTESTED) else None


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Compare the routes with the requests that the Python tests write down."""
    routes = documented_routes(codebase)
    covered = covered_routes(codebase)
    found = [
        Found(r.place.path, r.place.line, f"no test requests `{r}`")
        for r in routes
        if r not in covered
    ]
    return found, len(routes)


_APP = "from fastapi import FastAPI\napp = FastAPI()\n"
_ROUTES = _APP + "@app.get('/users/{i}')\nasync def a(i: int): ...\n"
RULE = Rule(
    id="route-tests",
    title="Every route is exercised by a test",
    help="write a test that requests it",
    what="routes",
    keywords=("test", "endpoint", "route"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _ROUTES, "tests/test_a.py": "def test_a(c):\n    c.get('/users/1')\n"}),
        Example(
            {
                "a.py": _ROUTES,
                "tests/test_a.py": "URL = '/users'\nasync def test(client, user):\n"
                "    await client.request('GET', f'{URL}/{user.id}?x=1')\n",
            }
        ),
        Example(
            {
                "a.py": _ROUTES + "@app.get('/health')\nasync def health(): ...\n",
                "tests/test_a.py": "ROWS = [('get', '/users/7', 200)]\n",
            }
        ),
    ),
    invalid=(
        Example({"a.py": _ROUTES, "tests/test_a.py": "def test_a(c):\n    c.post('/users/1')\n"}),
        Example({"a.py": _ROUTES, "tests/test_a.py": "def test_a(c):\n    c.get('/users')\n"}),
        Example({"a.py": _ROUTES, "other.py": "def test_a(c):\n    c.get('/users/1')\n"}),
    ),
    prose={
        "Every API endpoint needs an **integration test**": {},
        "Use PyTest to test each route and service": {},
        "No endpoint without a test": {},
        "All routes are tested": {},
    },
    not_prose=(
        "\u2265 95 % endpoints covered by integration tests",
        "Test endpoints by hand before the release",
        "Not every endpoint needs a test",
        "Every service method needs a unit test",
    ),
)
