"""No file collects the routers, services or repositories of several things."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python

_ROLE = re.compile(r"^[A-Z]\w*?(Service|Repository|Controller)$")

_ABSTRACT = ("Protocol", "ABC")
_COLLECTION = re.compile(
    r"(?:^|/)(?:services|repositories|controllers|routers|routes|api|main)\.py$"
)
"""Files that collect; `billing/service.py` is the module of one service, whatever it holds."""


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at files with routers, services and repositories."""
    found, examined = [], 0
    for path, file in product_python(codebase):
        roles = _roles(file)
        examined += bool(roles)
        for role, holders in roles.items():
            if len(holders) > 1 and (role == "routers" or _COLLECTION.search(path)):
                listed = ", ".join(f"`{name}`" for name, _ in holders)
                found.append(
                    Found(path, holders[1][1], f"{listed}: {len(holders)} {role} in one file")
                )
    return found, examined


def _roles(file: PythonFile) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for item in file.classes:
        match = _ROLE.match(item.name)
        abstract = any(b.rsplit(".", 1)[-1] in _ABSTRACT for b in item.bases)
        if match and "." not in item.qualname and not abstract:
            role = match[1].lower()
            plural = role[:-1] + "ies" if role.endswith("y") else role + "s"
            found.setdefault(plural, []).append((item.name, item.line))
    routed = {r.router for r in file.declared_routes}
    for router in file.routers:
        if not router.is_app and not router.scope and router.name in routed:
            found.setdefault("routers", []).append((router.name, router.line))
    return found


_ROUTER = "from fastapi import APIRouter\n"

RULE = Rule(
    id="one-module-per-service",
    title="Each service, feature or resource has a module of its own",
    help="give each its own file",
    what="files with routers, services or repositories",
    phrases=either(
        demanded(
            r"\b(?:one|1|a|its own|own|separate|single) (?:module|package|folder|directory"
            r"|file|router|class)s? (?:per|for (?:each|every))"
            r" (?!methods?\b|tests?\b|functions?\b|scenarios?\b)\w+"
            r"|\beach \w+ (?:has|gets|in) (?:its own|a separate|an own) (?:module|package"
            r"|folder|directory|file|router)"
        ),
        forbidden(r"\bseveral services in (?:one|1|a) (?:module|file)"),
    ),
    inspect=inspect,
    valid=(
        Example({"services.py": "class UserService: ...\nclass StoreService(Protocol): ...\n"}),
        Example({"billing/service.py": "class PlanService: ...\nclass InvoiceService: ...\n"}),
        Example({"a.py": _ROUTER + "router = APIRouter()\n@router.get('/a')\ndef a(): ...\n"}),
    ),
    invalid=(
        Example({"app/services.py": "class UserService: ...\nclass OrderService: ...\n"}),
        Example(
            {
                "a.py": (
                    _ROUTER + "users = APIRouter()\norders = APIRouter()\n"
                    "@users.get('/a')\ndef a(): ...\n@orders.get('/b')\ndef b(): ...\n"
                )
            }
        ),
        Example({"main.py": "class UserRepository(Base): ...\nclass OrderRepository(Base): ...\n"}),
    ),
    prose={
        "One module per service": {},
        "Each feature has its own folder": {},
        "Create a separate router for each resource": {},
    },
    not_prose=("A module for fun", "One review per week", "One test class per method"),
    keywords=("one", "1", "a", "its", "own", "separate", "single", "each", "several"),
    status=Status.HEURISTIC,
    combine=union,
)
