"""The schema changes by migrations that are kept with the code, never by `create_all`."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, names, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import calls, depends_on


def _tools(text: str) -> Params:
    tools = names(
        re.findall(r"\b(?:alembic|prisma|flyway|liquibase|aerich|django|knex|drizzle)\b", text)
    )
    return {"tools": tools} if tools else {}


_VERSIONS = re.compile(
    r"(?:^|/)(?:alembic|migrations?)/(?:versions/)?[^/]+\.(?:py|sql)$|(?:^|/)migrations/[^/]+/migration\.sql$"
)

_HANDLED = re.compile(r"(?:^|/)(?:migrations?|alembic|seeds?|scripts)/")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for tables without migrations, and for schemas that code makes by itself."""
    found = []
    kept = [p for p in codebase.texts if _VERSIONS.search(p) and not p.endswith("env.py")]
    tables = codebase.tables
    if tables and not kept:
        first = min(tables, key=lambda t: (t.path, t.line))
        message = f"there are {len(tables)} tables, and no migration makes them"
        found.append(Found(first.path, first.line, message))
    for path, use in calls(codebase):
        made = use.name.endswith("metadata.create_all") or "metadata.create_all" in "".join(
            use.arguments[:1]
        )
        if made and not _HANDLED.search(path):
            message = "the schema is made by `create_all`, past the migrations"
            found.append(Found(path, use.line, message))
    found += _other_tool(codebase, tuple(params.get("tools", ())), bool(kept))
    return found, len(tables) + len(kept)


def _other_tool(codebase: Codebase, tools: tuple[str, ...], kept: bool) -> Iterator[Found]:
    """The spec says Alembic, and the repository has none."""
    python = bool(codebase.tables)
    if python and kept and "alembic" in tools and not depends_on(codebase, "alembic"):
        manifests = sorted({d.path for d in codebase.dependencies if d.ecosystem == "python"})
        if manifests:
            yield Found(manifests[0], 1, "Alembic is no dependency; the spec migrates with it")


_MODELS = (
    "from sqlalchemy import *\nfrom sqlalchemy.orm import *\nclass Base(DeclarativeBase):"
    " ...\nclass A(Base):\n    __tablename__ = 'a'\n    id: Mapped[int] ="
    " mapped_column(primary_key=True)\n"
)

_STEP = {"migrations/versions/0001.py": "def upgrade():\n    op.create_table('a')\n"}

RULE = Rule(
    id="migrations",
    title="The schema changes through versioned migrations",
    help="change the schema by a migration under version control",
    what="tables and migrations",
    phrases=either(
        demanded(
            r"\b(?:schema|database|db|explicit|versioned|alembic|prisma|new|each|every|all"
            r"|write|add"
            r"|create|generate|include|show|separate|review|reversible"
            r"|run)\b[^.;]{0,40}\bmigrat(?:ions?|e)\b"
            r"|\bmigrations?(?: files?| scripts?)?\b[^.;]{0,30}\b(?:versioned|tracked"
            r"|required|included|committed|reversible|explicit|via|with|through)\b"
            r"|^migrations?: |\b(?:database |db )?schema (?:changes?|management"
            r"|updates?) (?:go|goes"
            r"|runs?|happens?|(?:is|are) (?:made|done|managed)) (?:only |always )?(?:through"
            r"|via|with|by)"
            r" (?:alembic|prisma|flyway|liquibase|aerich|drizzle|migrations?)\b",
            _tools,
        ),
        forbidden(
            r"\bauto-?(?:sync|create|migrat)\w*|\bcreate_all\b|\b(?:edit|modify|change|alter|rewrite)"
            r"(?:ing|s)? (?:an? |the )?(?:applied|existing|merged|released|old|past) migrations?\b"
            r"|\bschema\b[^.;]{0,20}\bby hand\b|\bmanual(?:ly)? schema",
            _tools,
        ),
    ),
    inspect=inspect,
    valid=(
        Example({"app/models.py": _MODELS, **_STEP}),
        Example(
            {
                "app/models.py": _MODELS,
                **_STEP,
                "tests/conftest.py": "def engine():\n    Base.metadata.create_all(engine)\n",
                "pyproject.toml": "[project]\ndependencies = ['alembic']\n",
            },
            {"tools": ("alembic",)},
        ),
    ),
    invalid=(
        Example({"app/models.py": _MODELS}),
        Example(
            {
                "app/models.py": _MODELS,
                "app/main.py": "def start():\n    Base.metadata.create_all(bind=engine)\n",
                **_STEP,
            }
        ),
        Example(
            {
                "app/models.py": _MODELS,
                "app/db.py": (
                    "async def init(c):\n    await c.run_sync(SQLModel.metadata.create_all)\n"
                ),
                **_STEP,
            }
        ),
        Example(
            {
                "app/models.py": _MODELS,
                **_STEP,
                "pyproject.toml": "[project]\ndependencies = ['sqlalchemy']\n",
            },
            {"tools": ("alembic",)},
        ),
    ),
    prose={
        "Track schema changes with migrations (Alembic)": {"tools": ("alembic",)},
        "Write explicit migrations": {},
        "Database migrations included (if applicable)": {},
        "Never let the ORM auto-sync in production": {},
        "Migrations must be versioned": {},
        "Schema changes go through Alembic": {"tools": ("alembic",)},
        "Never edit an applied migration": {},
    },
    not_prose=("Users migrate to the new plan", "No migration is needed for docs"),
    keywords=("migrat", "auto", "create_all", "schema", "manual"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "tools": Param(ParamKind.WORDS, "tools that do it"),
    },
)
