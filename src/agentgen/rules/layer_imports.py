"""Layers import inwards only: router, dependencies, service, repository, models and schemas."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.layers import Layer, layer_of
from agentgen.codebase.model import ImportFact
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, forbids, is_example, plain
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

_FORBIDDEN_LAYERS = {
    Layer.ROUTER: {Layer.REPOSITORY, Layer.MODELS},
    Layer.SERVICE: {Layer.ROUTER, Layer.DEPENDENCIES},
    Layer.REPOSITORY: {Layer.ROUTER, Layer.DEPENDENCIES, Layer.SERVICE},
    Layer.MODELS: {Layer.ROUTER, Layer.DEPENDENCIES, Layer.SERVICE, Layer.REPOSITORY},
    Layer.SCHEMAS: {Layer.ROUTER, Layer.DEPENDENCIES, Layer.SERVICE, Layer.REPOSITORY},
}
_DATABASE = frozenset({"sqlalchemy", "sqlmodel", "asyncpg", "psycopg", "psycopg2", "pymongo"})
_HTTP = frozenset({"fastapi", "starlette"})
_SESSION = re.compile(
    r"(?:get_)?(?:async_)?(?:db|db_session|session|session_?(?:local|maker|factory))|engine",
    re.IGNORECASE,
)
_FORBIDDEN_PACKAGES = {
    Layer.ROUTER: _DATABASE,
    Layer.SERVICE: _HTTP | _DATABASE,
    Layer.REPOSITORY: _HTTP,
    Layer.MODELS: _HTTP,
}
_AMBIGUOUS = ("routes.py", "api.py", "handlers.py", "views.py", "endpoints.py")
_OUTER = r"\b(?:routers?|controllers?|api|routes?|endpoints?|handlers?)"
_CHAIN = (
    rf"{_OUTER}\b[^.]*?(?:>|,|\bthen)\s*(?:dependencies\s*>\s*)?services?\b"
    rf"|{_OUTER}/(?:\w+/)*services?\b(?!/)"
)
_SEPARATION = (
    r"separat\w*[^.;]*\b(?:business logic|concerns|layers?|services?|data access|controllers?)"
    r"|(?:business logic|data access|presentation)[^.;]*\b(?:distinct|separate|apart|isolated)"
    r"|\b(?:use|using|through|via|with|add|introduce)(?: an?| the)?(?: \w+)? service[- ]layer\b"
    r"|service[- ]layer (?:architecture|pattern)|layered architecture"
    r"|(?:3|4|5)-layer|clean architecture"
    r"|layer (?:boundaries|violations?)|repository pattern"
)
_LOGIC = (
    r"business logic (?:in|inside|into|within)[^.;]*"
    r"\b(?:controllers?|routes?|routers?|handlers?|endpoints?)"
)
_LOGIC_OF_ROUTES = (
    rf"{_OUTER}\b(?: must| should| may| can)?(?: not| never| do not)? "
    r"(?:contain|hold|have|own|implement|carry)(?:s|ing)? (?:any |the )?"
    r"(?:business|domain) (?:logic|rules)"
)
_THIN = (
    r"\b(?:keep|make) (?:the |all |your )?(?:api )?(?:routes?|routers?|controllers?|endpoints?"
    r"|(?:route )?handlers?) (?:thin|slim|lean)\b"
    rf"|{_OUTER} (?:are|is|stay|must be|should be|must stay|should stay) (?:thin|slim|lean)\b"
)
_SQL_IN_ROUTES = (
    r"\b(?:sql|database access|database queries|db quer(?:y|ies)|orm|repositor(?:y|ies)|sessions?"
    r"|data access)\b[^.;]*\b(?:in|inside|from|within)\b[^.;]*"
    r"\b(?:controllers?|routes?|routers?|handlers?|endpoints?|services?)"
)
_NO_HTTP = r"http(?:exception)?(?: code| objects| concerns| specifics)?\b|fastapi|starlette"
_SERVICE_WORD = r"\bservice|\bmicroservice"
_DUTY = re.compile(
    r"business logic|\bhttp\b|queries|data access|encapsulate|orchestration|repositories"
)
_LAYER_ROLE = (
    r"^(?:api )?(?:routes?|routers?|services?|service layer|repositor(?:y|ies)|dal|controllers?)"
    r"(?:/dal)?\s*(?:>|:|-|\()"
)


@needing(_LOGIC, _SQL_IN_ROUTES, _SERVICE_WORD, _SEPARATION, _CHAIN, r" logic", _LAYER_ROLE)
def phrases(statement: Statement) -> Params | None:
    """«Separate business logic from API routes», «Controller > Service > Repository», ….

    All of them ask for the same import directions, so there are no parameters.
    """
    if is_example(statement):
        return None
    text = plain(statement)
    of_logic = (_LOGIC, _LOGIC_OF_ROUTES) if "logic" in text or "rules" in text else ()
    if any(forbids(statement, thing) for thing in (*of_logic, _SQL_IN_ROUTES)):
        return {}
    if any(word in text for word in ("thin", "slim", "lean")) and demands(statement, _THIN):
        return {}
    if "service" in text and forbids(statement, _NO_HTTP):
        return {}
    if demands(statement, _SEPARATION) or ("service" in text and demands(statement, _CHAIN)):
        return {}
    if "service" in text and demands(statement, r"business logic (?:lives?|belongs?|goes|stays?)"):
        return {}
    role = re.match(_LAYER_ROLE, text) if demands(statement, _LAYER_ROLE) else None
    return {} if role and _DUTY.search(text, role.end()) else None


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at every import of every file that belongs to a layer."""
    examined, found = 0, list[Found]()
    for path in hand_written(codebase, codebase.python):
        layer = _layer(codebase, path)
        if layer is None:
            continue
        examined += 1
        for fact in codebase.python[path].imports:
            if not fact.typing_only:
                found += _violations(codebase, path, layer, fact)
    return found, examined


def _layer(codebase: Codebase, path: str) -> Layer | None:
    """The layer by the path; `routes.py` and its kin must also speak HTTP to be routers."""
    layer = layer_of(path)
    if layer is not Layer.ROUTER or path.rsplit("/", 1)[-1] not in _AMBIGUOUS:
        return layer
    file = codebase.python.get(path)
    if file is None or file.declared_routes or file.routers:
        return layer
    packages = {i.module.split(".")[0] for i in file.imports}
    return layer if packages & (_HTTP | _DATABASE) else None


def _violations(codebase: Codebase, path: str, layer: Layer, fact: ImportFact) -> Iterator[Found]:
    package = fact.module.split(".")[0]
    if package in _FORBIDDEN_PACKAGES.get(layer, ()):
        message = f"the {layer} layer imports {package} (`{fact.module}`)"
        yield Found(path, fact.line, message)
        return
    sessions = [n for n in fact.names if layer is Layer.ROUTER and _SESSION.fullmatch(n)]
    if sessions:
        yield Found(
            path, fact.line, f"the {layer} layer imports a database session (`{sessions[0]}`)"
        )
    forbidden = _FORBIDDEN_LAYERS.get(layer, set())
    for target in sorted(_targets(codebase, path, fact)):
        other = _layer(codebase, target)
        if other in forbidden and target != path:
            yield Found(path, fact.line, f"the {layer} layer imports the {other} layer ({target})")


def _targets(codebase: Codebase, path: str, fact: ImportFact) -> set[str]:
    """Files that an import reaches: submodules named in it, else the module itself."""
    found = set()
    for name in fact.names or ("",):
        dotted = f"{fact.module}.{name}" if name else fact.module
        target = codebase.modules.resolve(dotted, path)
        target = target or codebase.modules.resolve(fact.module, path)
        if target is not None:
            found.add(target)
    return found


_SERVICE = "class UserService:\n    pass\n"
RULE = Rule(
    id="layer-imports",
    title="Layers import inwards only: router, service, repository",
    help="go through the next layer (router > service > repository)",
    what="files in layers",
    keywords=(
        "logic",
        "layer",
        "service",
        "router",
        "route",
        "controller",
        "api",
        "handler",
        "endpoint",
        "repositor",
        "dal",
        "sql",
        "orm",
        "session",
        "data",
        "fastapi",
        "starlette",
        "http",
        "separat",
        "architecture",
        "boundar",
    ),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"tool/routes.py": "from tool.models import M\n", "tool/models.py": "M = 1\n"}),
        Example(
            {
                "app/features/users/router.py": "from fastapi import APIRouter\n"
                "from app.features.users.dependencies import UserServiceDep\n",
                "app/features/users/dependencies.py": "from .service import UserService\n"
                "from .repository import UserRepository\n",
                "app/features/users/service.py": _SERVICE,
                "app/features/users/repository.py": "from sqlalchemy import select\n",
            }
        ),
        Example(
            {
                "app/services/users.py": "from typing import TYPE_CHECKING\n"
                "if TYPE_CHECKING:\n    from app.repositories.users import Users\n"
                "    from sqlalchemy.orm import Session\n",
                "app/repositories/users.py": "class Users: ...\n",
            }
        ),
        Example(
            {"tests/api/test_x.py": "import sqlalchemy\n", "app/routers/x.py": "import json\n"}
        ),
    ),
    invalid=(
        Example({"app/routers/users.py": "from sqlalchemy.orm import Session\n"}),
        Example(
            {
                "app/features/users/router.py": "from .repository import UserRepository\n",
                "app/features/users/repository.py": "class UserRepository: ...\n",
            }
        ),
        Example({"app/routers/users.py": "from app.database import Base, get_db\n"}),
        Example({"app/routers/users.py": "import re\nfrom ..core.db import SessionLocal as S\n"}),
        Example({"app/api.py": "from fastapi import APIRouter\nimport sqlmodel\n"}),
        Example({"services/users/service.py": "from fastapi import HTTPException\n"}),
        Example(
            {
                "backend/database/repositories/users.py": "from core.services import users\n",
                "backend/core/services/users.py": _SERVICE,
                "backend/core/services/__init__.py": "",
            }
        ),
    ),
    prose={
        "Separate business logic from API endpoints": {},
        "Separate business logic from API routes using a service layer": {},
        "Default to **layered architecture**: Controller \u2192 Service \u2192 Repository": {},
        "**Services** \u2192 Business logic, orchestration, data transformation": {},
        "**Repositories/DAL** \u2192 Database queries and data access": {},
        "Keep business logic, presentation, and data access layers distinct.": {},
        "Never put business logic inside controllers or route handlers": {},
        "No SQL in routers": {},
        "Controllers should not contain business logic": {},
        "Keep route handlers thin": {},
        "Routers must be thin": {},
        "Services must not import HTTPException": {},
        "maintain separation of concerns (controller, service, repository)": {},
        "Services throw domain errors; no HTTP code in services": {},
    },
    not_prose=(
        "Repositories: typed",
        "Business logic is hard",
        "There is no need for a service layer in small apps",
        "Avoid a service layer",
        "Keep the layers of paint thin",
        "Services should not contain logic for the browser",
        "Exactly one service-layer module does the writing",
        "API code at /services/**/api.py",
        "Version your APIs (/api/v1/resource)",
        "Use HTTP status codes properly in services' documentation",
    ),
)
