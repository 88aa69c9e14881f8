"""Parts are tested together: each module with routes is driven through them by a test."""

from collections import defaultdict
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.coverage import covered_routes, documented_routes
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, labelled
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, together, union, words
from agentgen.ir.tests_prose import LABEL, LEVELS, SENTENCE
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.testing.suite import python_files

_SERVICES = r"postgres(?:ql)?|redis|s3|mysql|mongodb|kafka|rabbitmq|minio"

phrases = either(
    labelled(r"integration(?: tests?)?", LEVELS, LABEL),
    demanded(
        r"(?<!covered by )\bintegration(?:[- ]tests?\b|(?:,| and"
        r"|/) [\w, -]{0,40}\btests?\b)|\btest ?containers\b"
        r"|\btest\b[^.;]{0,12}\bhow\b[^.;]{0,40}\b(?:interact|work together|integrate)s?\b",
        together(SENTENCE, named("services", _SERVICES)),
    ),
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for modules with routes that no test requests; without routes, for stores unused."""
    covered = covered_routes(codebase)
    modules: dict[str, list[bool]] = defaultdict(list)
    for route in documented_routes(codebase):
        modules[route.place.path].append(route in covered)
    if modules:
        found = [
            Found(path, 1, "no test drives this module through its routes")
            for path, tested in modules.items()
            if not any(tested)
        ]
        return found, len(modules)
    stores = {t.path for t in codebase.tables}
    if stores and not _uses_database(codebase):
        return lookup.absent([(p, 1) for p in stores], "no test uses the database"), len(stores)
    return [], len(stores)


def _uses_database(codebase: Codebase) -> bool:
    words_of_stores = ("session", "engine", "database", "container", "db")
    return any(
        any(word in name.casefold() for word in words_of_stores)
        for _, file in python_files(codebase)
        for name in (
            *(u.name for u in file.uses),
            *(p.name for f in file.functions for p in f.parameters),
        )
    )


_ROUTES = "app = FastAPI()\n@app.get('/users/{i}')\nasync def a(i: int): ...\n"
_MORE = "from a import app\n@app.get('/teams')\nasync def b(): ...\n"
_TABLE = (
    "class A(Base):\n    __tablename__ = 'a'\n"
    "    id: Mapped[int] = mapped_column(primary_key=True)\n"
)

RULE = Rule(
    id="integration-tests",
    title="Parts are tested together",
    help="request its routes in a test that uses the real service and store",
    what="modules with routes or tables",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _ROUTES, "tests/test_a.py": "def test_a(c):\n    c.get('/users/1')\n"}),
        Example(
            {
                "models.py": _TABLE,
                "tests/test_a.py": "def test_a(session):\n    assert session.get(A, 1)\n",
            }
        ),
    ),
    invalid=(
        Example({"a.py": _ROUTES, "tests/test_a.py": "def test_a():\n    assert f(1)\n"}),
        Example(
            {
                "a.py": _ROUTES,
                "b.py": _MORE,
                "tests/test_a.py": "def test_a(c):\n    c.get('/users/1')\n",
            }
        ),
        Example({"models.py": _TABLE, "tests/test_a.py": "def test_a():\n    assert f(1)\n"}),
    ),
    prose={
        "Every API endpoint needs an integration test": {},
        "Test how new services interact with others": {},
        "# Test types\nIntegration: component interactions, database": {
            "covers": ("component interactions", "database")
        },
        "Leverage TestContainers for PostgreSQL and Redis": {
            "libraries": ("testcontainers",),
            "services": ("postgresql", "redis"),
        },
    },
    not_prose=(
        "Integration with Slack",
        "Integration: REST and WebSockets",
        "Skip integration tests",
    ),
    keywords=words("integration testcontainer container interact work integrate"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "covers": Param(ParamKind.WORDS, "what is covered"),
        "libraries": Param(ParamKind.WORDS, "libraries to test with"),
        "services": Param(ParamKind.WORDS, "services that the tests run against"),
    },
)
