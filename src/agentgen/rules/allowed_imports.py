"""A part of the system imports nothing but what the spec allows it."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from agentgen.codebase import Codebase
from agentgen.codebase.model import ImportFact
from agentgen.ir.code_names import scope
from agentgen.ir.import_prose import imported, listed_modules
from agentgen.ir.policy import Statement
from agentgen.ir.prose import is_example, plain
from agentgen.rules.base import Example, Found, Params, Rule, united
from agentgen.rules.module_match import MODULES, SCOPE, files_in, imports_in, is_standard, matched

_LABEL = re.compile(r"^(?:only )?(?:allowed|permitted)[ -]imports?\s*[:=]\s*")
_ONLY = re.compile(
    r"\b(?:(?:may|can|must|should|shall) only import|only imports?|import only"
    r"|(?:may|can|must|should|shall) import only)\b"
)
_REFUSES = re.compile(r"\b(?:cannot|can't|must not|mustn't|may not|never)\b")
"""Says of another part what it must not import: whose list it is can't be told apart."""


def phrases(statement: Statement) -> Params | None:
    """«Allowed imports: fastapi, app.services.*», «routers may only import app.services»."""
    text = plain(statement)
    if is_example(statement):
        return None
    if _LABEL.match(text):
        modules = listed_modules(statement.text.partition(":")[2])
    elif _ONLY.search(text) and not _REFUSES.search(text):
        modules = imported(statement)
    else:
        return None
    held = scope(statement)
    return {"modules": modules, **held} if modules and held else None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every import of every file that the setting holds for.

    The standard library and the file's own directory are always allowed.
    """
    files = [p for p in files_in(codebase, params) if p in codebase.python]
    modules = tuple(params["modules"])
    found = [
        Found(path, fact.line, f"imports `{fact.module}`, which is not among the allowed imports")
        for path in files
        for fact in imports_in(codebase, path)
        if not is_standard(fact.module)
        and not matched(fact, modules)
        and not _is_beside(codebase, path, fact)
    ]
    return found, len(files)


def _is_beside(codebase: Codebase, path: str, fact: ImportFact) -> bool:
    target = codebase.modules.resolve(fact.module, path)
    return target is not None and PurePosixPath(target).parent == PurePosixPath(path).parent


RULE = Rule(
    id="allowed-imports",
    title="Parts import nothing but what the spec allows them",
    help="move the code to a part that may import it, or add the module to the spec",
    what="Python files",
    phrases=phrases,
    inspect=inspect,
    keywords=("import", "allow", "permit"),
    valid=(
        Example(
            {
                "app/routers/users.py": "import json\nfrom fastapi import APIRouter\n"
                "from app.services.users import Users\nfrom app.routers.shared import page\n",
                "app/routers/shared.py": "page = 1\n",
                "app/services/users.py": "import httpx\n",
            },
            {"modules": ("fastapi", "app.services.*"), "scope": ("routers",)},
        ),
        Example(
            {"app/domain/money.py": "from decimal import Decimal\n"},
            {"modules": ("pydantic",), "scope": ("domain",)},
        ),
    ),
    invalid=(
        Example(
            {"app/routers/users.py": "import fastapi\nimport httpx\nfrom app.db import engine\n"},
            {"modules": ("fastapi", "app.services.*"), "scope": ("routers",)},
            findings=2,
        ),
        Example(
            {"app/domain/money.py": "def f():\n    import sqlalchemy.orm\n"},
            {"modules": ("pydantic",), "scope": ("domain",)},
        ),
    ),
    prose={
        "Routers may only import fastapi and shop.services": {
            "modules": ("fastapi", "shop.services"),
            "scope": ("routers",),
        },
        "Services must import only `shop.ports`": {
            "modules": ("shop.ports",),
            "scope": ("services",),
        },
    },
    not_prose=(
        "Allowed imports: httpx",
        "Import orders only once a day",
        "Routers import services",
    ),
    combine=united,
    params={"modules": MODULES, "scope": SCOPE},
)
