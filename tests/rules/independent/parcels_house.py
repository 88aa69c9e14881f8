"""A second product: flat `src/` with domain packages, SQLModel, and a frontend in features."""

from tests.rules.independent.parcels_page import BILLS, HTTP, TESTS

PARCELS_SPEC = """# Working on parcels

## Python
- Functions have at most 48 lines.
- Never use `print()`.
- No bare `except:` clauses.
- Do not hard-code secrets, keys or passwords.
- Never build SQL by string concatenation or f-strings.
- No `SELECT *`.
- All route handlers are async.
- Every function has type hints for parameters and return values.
- Public functions and classes need docstrings.
- All API routes are versioned under `/api/v1`.
- Every list endpoint is paginated.
- Avoid N+1 queries.
- Index every foreign key.
- Outgoing HTTP requests always have a timeout.
- No blocking calls in async code.
- Hash passwords with bcrypt or argon2.
- Never log passwords, tokens or other secrets.
- Read environment variables only in the settings module.
- No wildcard imports.
- Never use `eval` or `exec`.
- Access tokens must expire.
- Do not trust user ids in the request body.
- Every route is covered by a test.
- Protect all endpoints with authentication; authentication is required.
- Never let raw errors reach the client.
- Demand f-strings over .format().
- Handle webhooks with signature verification.
- Define clear request/response models with validation.

## Tests
- Tests follow Arrange, Act, Assert.

## Interface
- Never use `any` in TypeScript.
- No `console.log` in production code.
- Function components only, no class components.
- All requests go through the API client; no `fetch` in components.
- Images have alternative text.
- No inline styles.
- Never store tokens in localStorage.
- Do not use `dangerouslySetInnerHTML`.
- Never mutate state directly.
- Implement proper dependency arrays in useEffect.
- Define clear interfaces for all props.
"""

_API = '''"""What people ask over HTTP."""

from fastapi import FastAPI

from billing.views import views
from depots.views import make_views

application = FastAPI(title="Parcels")
for each in (views, make_views()):
    application.include_router(each, prefix="/api/v1")
'''

_SETTINGS = '''"""What differs between machines."""

from functools import lru_cache

from pydantic import SecretStr
from pydantic_settings import BaseSettings


class Config(BaseSettings):
    """Read from the environment."""

    database: str = "postgresql+asyncpg://localhost/parcels"
    signing: SecretStr
    carrier: str = "https://carrier.example.org"


@lru_cache
def config() -> Config:
    """Give the settings."""
    return Config()
'''

_DB = '''"""The database: tables and sessions."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from settings import config

engine = create_async_engine(config().database)


class Customer(SQLModel, table=True):
    """Who sends."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    digest: str


class Parcel(SQLModel, table=True):
    """What is sent."""

    id: int | None = Field(default=None, primary_key=True)
    weight: int
    customer_id: int = Field(foreign_key="customer.id", index=True)


async def opened() -> AsyncIterator[AsyncSession]:
    """Open a session for one request."""
    async with AsyncSession(engine) as session:
        yield session


Db = Annotated[AsyncSession, Depends(opened)]
'''

_BILLING = '''"""Bills over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from sqlmodel import select

from db import Db, Parcel
from doors import Member, member

views = APIRouter(prefix="/bills", dependencies=[Depends(member)])


class Bill(BaseModel):
    """What a parcel costs."""

    parcel: int
    cents: int


class NewBill(BaseModel):
    """What is asked for."""

    parcel: int


@views.get("", response_model=list[Bill])
async def bills(db: Db, size: Annotated[int, Query(le=50)] = 20) -> list[Bill]:
    """List bills."""
    found = await db.exec(select(Parcel).limit(size))
    return [Bill(parcel=one.id or 0, cents=one.weight * 3) for one in found]


@views.post("", status_code=201)
async def add_bill(asked: NewBill, who: Member) -> Bill:
    """Write a bill."""
    return Bill(parcel=asked.parcel, cents=who.discount)
'''

_DEPOTS = '''"""Depots over HTTP, in a router made by a function."""

from fastapi import APIRouter
from pydantic import BaseModel

from doors import Member


class Depot(BaseModel):
    """Where parcels lie."""

    name: str
    asked_by: str


def make_views() -> APIRouter:
    """Make the router."""
    made = APIRouter(prefix="/depots")

    @made.get("/{name}")
    async def depot(name: str, who: Member) -> Depot:
        """Tell of a depot."""
        return Depot(name=name, asked_by=who.name)

    return made
'''

_DOORS = '''"""Who comes in: passwords and tokens."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

import jwt
from argon2 import PasswordHasher
from fastapi import Depends, Header, HTTPException

from settings import config

log = logging.getLogger("doors")
_hasher = PasswordHasher()


@dataclass
class Signed:
    """Who is signed in."""

    name: str
    discount: int = 0


def digest(password: str) -> str:
    """Hash a password."""
    return _hasher.hash(password)


def signed(name: str) -> str:
    """Sign a token for a quarter of an hour."""
    claims = {"sub": name, "exp": datetime.now(UTC) + timedelta(minutes=15)}
    log.info("signed in", extra={"name": name})
    return jwt.encode(claims, config().signing.get_secret_value(), algorithm="HS256")


def member(authorization: Annotated[str, Header()]) -> Signed:
    """Know who asks."""
    try:
        key = config().signing.get_secret_value()
        claims = jwt.decode(authorization.removeprefix("Bearer "), key, algorithms=["HS256"])
    except jwt.InvalidTokenError as error:
        raise HTTPException(401, "sign in first") from error
    return Signed(claims["sub"])


Member = Annotated[Signed, Depends(member)]
'''

_CARRIER = '''"""The carrier's own service."""

import httpx

from settings import config


class Carrier:
    """Speaks to the carrier."""

    def __init__(self) -> None:
        self._http = httpx.AsyncClient(base_url=config().carrier, timeout=httpx.Timeout(4.0))

    async def where(self, parcel: int) -> str:
        """Ask where a parcel is."""
        answer = await self._http.get(f"/parcels/{parcel}")
        answer.raise_for_status()
        return str(answer.json()["where"])
'''

PARCELS = {
    "AGENTS.md": PARCELS_SPEC,
    "requirements.txt": "fastapi\nsqlmodel\nhttpx\nargon2-cffi\npyjwt\npydantic-settings\n",
    "src/api.py": _API,
    "src/settings.py": _SETTINGS,
    "src/db.py": _DB,
    "src/doors.py": _DOORS,
    "src/carrier.py": _CARRIER,
    "src/billing/__init__.py": "",
    "src/billing/views.py": _BILLING,
    "src/depots/__init__.py": "",
    "src/depots/views.py": _DEPOTS,
    "tests/test_service.py": TESTS,
    "ui/package.json": '{"name": "parcels", "dependencies": {"react": "19.0.0"}}\n',
    "ui/tsconfig.json": '{"compilerOptions": {"strict": true, "paths": {"@/*": ["./src/*"]}}}\n',
    "ui/src/shared/http.ts": HTTP,
    "ui/src/features/bills/Bills.tsx": BILLS,
}
"""The product, clean: path to text."""
