"""Services depend on protocols or are handed what they need, not on the modules of details."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.layers import Layer, layer_of
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python

_DETAILS = re.compile(
    r"^(?:sqlalchemy|sqlmodel|asyncpg|psycopg2?|pymongo|motor|redis|boto3|httpx|requests|aiohttp"
    r"|stripe|openai|anthropic|smtplib|celery)(?:\.|$)"
)

_TYPES = re.compile(r"Error$|Exception$|^exc(?:eptions)?$")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at what the services import."""
    found, examined = [], 0
    for path, file in product_python(codebase):
        if layer_of(path) is not Layer.SERVICE or path.endswith("__init__.py"):
            continue
        examined += 1
        for fact in file.imports:
            kept = [n for n in fact.names if not _TYPES.search(n)]
            harmless = fact.typing_only or (fact.names and not kept)
            if _DETAILS.match(fact.module) and not harmless:
                message = f"the service depends on `{fact.module}`, a detail, not on an abstraction"
                found.append(Found(path, fact.line, message))
    return found, examined


RULE = Rule(
    id="dependency-inversion",
    title="Code depends on abstractions",
    help="describe what is needed as a `Protocol`, and hand the implementation in",
    what="services",
    phrases=demanded(
        r"\bdependency[- ]inversion\b|\bdepend(?:s|ing)? (?:up)?on (?:abstractions?"
        r"|interfaces?|protocols?)\b|\bprogram (?:to|against) (?:an )?interfaces?\b"
    ),
    inspect=inspect,
    valid=(
        Example({"app/services/a.py": "from typing import Protocol\nclass Store(Protocol): ...\n"}),
        Example(
            {"app/services/a.py": "from sqlalchemy.exc import IntegrityError\nimport structlog\n"}
        ),
    ),
    invalid=(
        Example({"app/services/a.py": "from sqlalchemy import select\n"}),
        Example({"app/services/pay_service.py": "import stripe\n"}),
        Example({"app/users/service.py": "from redis.asyncio import Redis\n"}),
    ),
    prose={
        "Dependency Inversion: depend on abstractions": {},
        "Modules depend on interfaces, not on classes": {},
        "Program to interfaces": {},
    },
    not_prose=("Deploys depend on the weather", "List the dependencies"),
    keywords=("depend", "program"),
    status=Status.HEURISTIC,
    combine=union,
)
