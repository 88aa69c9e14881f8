"""A part of the system does not import what the spec forbids it."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.code_names import scope
from agentgen.ir.import_prose import code_line, imported, listed_modules
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import forbids, is_example, plain
from agentgen.rules.base import Example, Found, Params, Rule, united
from agentgen.rules.module_match import MODULES, SCOPE, files_in, imports_in, matched

_LABEL = re.compile(
    r"^(?:forbidden|prohibited|disallowed|banned|not allowed|no)[ -]?(?: to)? imports?\s*[:=]\s*"
)


def phrases(statement: Statement) -> Params | None:
    """«FORBIDDEN imports: httpx, app.models.*», «services must not import sqlalchemy»."""
    text = plain(statement)
    label = _LABEL.match(text)
    if label:
        modules = listed_modules(statement.text.partition(":")[2])
    elif statement.modality is Modality.NEVER and code_line(statement):
        held = scope(statement)
        return {"modules": code_line(statement), **held} if held else None
    elif forbids(statement, r"\bimport(?:s|ed|ing)?\b"):
        modules = imported(statement)
    else:
        return None
    if not modules or is_example(statement):
        return None
    return {"modules": modules, **scope(statement)}


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every import of every file that the setting holds for."""
    files = files_in(codebase, params)
    modules = tuple(params["modules"])
    found = [
        Found(path, fact.line, f"imports `{fact.module}`, which is forbidden here ({module})")
        for path in files
        for fact in imports_in(codebase, path)
        if (module := matched(fact, modules))
    ]
    return found, len(files)


RULE = Rule(
    id="forbidden-imports",
    title="Nothing imports what the spec forbids it",
    help="reach it through the layer that may import it",
    what="files",
    phrases=phrases,
    inspect=inspect,
    keywords=("import", "from"),
    valid=(
        Example(
            {
                "app/services/users.py": "import json\nimport httpx_tools\n",
                "app/clients/users.py": "import httpx\n",
            },
            {"modules": ("httpx",), "scope": ("services",)},
        ),
        Example(
            {"app/services/users.py": "from fastapi import status\n"},
            {"modules": ("fastapi.HTTPException",), "scope": ("services",)},
        ),
        Example(
            {
                "app/routers/users.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
                "    from app.models import User\n",
                "tests/test_users.py": "import app.models\n",
            },
            {"modules": ("app.models.*",)},
        ),
    ),
    invalid=(
        Example(
            {"app/services/users.py": "def load():\n    from httpx import get\n    return get\n"},
            {"modules": ("httpx",), "scope": ("services",)},
        ),
        Example(
            {"app/routers/users.py": "from app import models as m\nimport app.models.user\n"},
            {"modules": ("app.models.*",), "scope": ("routers",)},
            findings=2,
        ),
        Example(
            {"app/services/users.py": "from fastapi import Depends, HTTPException as Failure\n"},
            {"modules": ("fastapi.HTTPException",)},
        ),
        Example(
            {"src/pages/home.tsx": "import axios from 'axios';\nexport const a = axios;\n"},
            {"modules": ("axios",), "scope": ("pages",)},
        ),
        Example(
            {"app/core/a.py": "import celery\n", "app/coretools/a.py": "import celery\n"},
            {"modules": ("celery",), "scope": ("app/core/",)},
        ),
    ),
    prose={
        "`app/core/` must not import `celery`": {"modules": ("celery",), "scope": ("app/core/",)},
        "FORBIDDEN imports: redis, httpx, shop.models.*": {
            "modules": ("redis", "httpx", "shop.models.*")
        },
        "Services must not import sqlalchemy or FastAPI's HTTPException": {
            "modules": ("sqlalchemy",),
            "scope": ("services",),
        },
        "No imports: boto3, FastAPI Request/Response": {
            "modules": ("boto3", "fastapi.Request", "fastapi.Response")
        },
        "Never import `lodash` in components": {"modules": ("lodash",), "scope": ("components",)},
        "Do not import from `src/legacy`": {"modules": ("src/legacy",)},
    },
    not_prose=(
        "Never import unused modules",
        "Imports: sorted",
        "Services import the repositories",
        "Never import models from routers",
        "No other `libs/ui` can import from `libs/core`",
        "Do not import data without validation",
    ),
    combine=united,
    params={"modules": MODULES, "scope": SCOPE},
)
