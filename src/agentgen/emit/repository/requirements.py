"""Packages the generated backend needs, in versions that were tried together."""

from agentgen.ir.blueprint import AuthKind, Blueprint
from agentgen.ir.decisions import Logging, Orm

_BASE = (
    "alembic==1.20.1", "aiosqlite==0.22.1", "asyncpg==0.32.0", "fastapi==0.165.0",
    "greenlet==3.5.6", "pydantic==2.14.3", "pydantic-settings==2.16.3",
    "python-multipart==0.0.34", "sqlalchemy==2.1.9", "uvicorn==0.54.0",
)  # fmt: skip
_ORM = {Orm.SQLMODEL: "sqlmodel==0.0.50"}
_LOGGING = {Logging.STRUCTLOG: "structlog==26.1.0", Logging.LOGURU: "loguru==0.7.3"}
_DEV = (
    "httpx==0.28.1", "import-linter==2.16", "mypy==2.4.1", "pytest==9.2.0",
    "pytest-asyncio==1.5.0", "pytest-cov==7.1.0", "ruff==0.17.5",
)  # fmt: skip


_TOKENS, _PASSWORDS = "pyjwt==2.15.1", "argon2-cffi==25.1.0"
_AUTH = (_TOKENS, _PASSWORDS)
_BLACK = "black==26.10.1"
_SCENARIOS = ("jsonschema==4.26.0", "pytest-bdd==9.0.1")


def requirements(blueprint: Blueprint) -> list[str]:
    """Requirements of the application, sorted."""
    decisions = blueprint.decisions
    found = list(_BASE)
    found += [_ORM[decisions.orm]] if decisions.orm in _ORM else []
    found += [_LOGGING[decisions.logging]] if decisions.logging in _LOGGING else []
    if blueprint.auth.kind is not AuthKind.NONE:
        found.append(_TOKENS)
    if blueprint.auth.kind is AuthKind.ACCOUNTS:
        found.append(_PASSWORDS)
    return sorted(found)


def dev_requirements(blueprint: Blueprint) -> list[str]:
    """Requirements of its tests and checks, sorted."""
    says_black = any("black" in s.text.lower() for s in blueprint.policy.statements)
    scenarios = _SCENARIOS if blueprint.stories.features else ()
    return sorted([*_DEV, *scenarios, *([_BLACK] if says_black else [])])


def all_requirements() -> list[str]:
    """Everything that any generated backend can require, for environments that many share."""
    parts = (*_BASE, *_ORM.values(), *_LOGGING.values(), *_AUTH, *_DEV, *_SCENARIOS, _BLACK)
    return sorted(parts)
