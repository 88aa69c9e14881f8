"""A small product in a layout of its own: modules side by side in `app/`, a frontend in `web/`."""

SPEC = """# Working on the ticket desk

## Backend
- Functions have at most 40 lines.
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

## Frontend
- Never use `any` in TypeScript.
- No `console.log` in production code.
- Function components only, no class components.
- All requests go through the API client; no `fetch` in components.
- Images have alternative text.
- No inline styles.
- Never store tokens in localStorage.
- Do not use `dangerouslySetInnerHTML`.
- Never mutate state directly.
"""

_MAIN = '''"""The ticket desk."""

from fastapi import FastAPI

from app.tickets import desk

api = FastAPI(title="Desk")
api.include_router(desk, prefix="/api/v1")
'''

_SETTINGS = '''"""What differs between machines."""

from pydantic import SecretStr
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Read from the environment."""

    dsn: str = "postgresql+asyncpg://localhost/desk"
    signing_key: SecretStr
    mailer: str = "https://mail.example.org"


settings = Settings()
'''

_TABLES = '''"""Tables."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """All tables."""


class Person(Base):
    """Who works here."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str]


class Ticket(Base):
    """What somebody asks."""

    __tablename__ = "tickets"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    person: Mapped[Person] = relationship(lazy="selectin")
'''

_TICKETS = '''"""Tickets over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.store import session
from app.tables import Ticket

desk = APIRouter(prefix="/tickets")


class TicketOut(BaseModel):
    """A ticket as people see it."""

    id: int
    subject: str


@desk.get("", response_model=list[TicketOut])
async def tickets(
    db: Annotated[AsyncSession, Depends(session)],
    limit: Annotated[int, Query(le=100)] = 20,
) -> list[Ticket]:
    """List tickets."""
    return list(await db.scalars(select(Ticket).limit(limit)))


@desk.get("/count")
async def count(db: Annotated[AsyncSession, Depends(session)], subject: str) -> int:
    """Count tickets about a subject."""
    query = text("SELECT count(*) FROM tickets WHERE subject = :subject")
    return int(await db.scalar(query, {"subject": subject}) or 0)
'''

_STORE = '''"""Sessions of the database."""

from collections.abc import AsyncIterator

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from app.settings import settings

_make = async_sessionmaker(create_async_engine(settings.dsn))


async def session() -> AsyncIterator[AsyncSession]:
    """Give a session to one request."""
    async with _make() as opened:
        yield opened
'''

_DOORS = '''"""Passwords and tokens."""

import logging
from datetime import UTC, datetime, timedelta

import bcrypt
import jwt

from app.settings import settings

log = logging.getLogger(__name__)


def hashed(password: str) -> str:
    """Hash a password."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()


def token_for(person: int) -> str:
    """Sign a token that ends after an hour."""
    log.info("token issued", extra={"person": person})
    ends = datetime.now(UTC) + timedelta(hours=1)
    key = settings.signing_key.get_secret_value()
    return jwt.encode({"sub": str(person), "exp": ends}, key, algorithm="HS256")
'''

_MAIL = '''"""Mail that goes out."""

import httpx

from app.settings import settings


async def send(to: str, body: str) -> None:
    """Hand a mail to the mailer."""
    async with httpx.AsyncClient(timeout=5) as client:
        await client.post(settings.mailer, json={"to": to, "body": body})
'''

_TESTS = '''"""The desk answers."""


def test_tickets(client):
    assert client.get("/api/v1/tickets").status_code == 200


def test_count(client):
    assert client.get("/api/v1/tickets/count?subject=a").json() == 0
'''

_CLIENT = """export async function call<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(`/api/v1${path}`, init);
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()) as T;
}
"""

_LIST = """import { useEffect, useState } from "react";
import { call } from "../api/client";
import type { Ticket } from "../types";

export function TicketList() {
  const [tickets, setTickets] = useState<Ticket[]>([]);
  useEffect(() => {
    void call<Ticket[]>("/tickets").then(setTickets);
  }, []);
  return (
    <ul className="tickets">
      {tickets.map((ticket) => (
        <li key={ticket.id}>{ticket.subject}</li>
      ))}
    </ul>
  );
}
"""

HOUSE = {
    "AGENTS.md": SPEC,
    "pyproject.toml": '[project]\nname = "desk"\ndependencies = ["fastapi", "sqlalchemy", "httpx",'
    ' "bcrypt", "pyjwt", "pydantic-settings"]\n',
    "app/__init__.py": "",
    "app/main.py": _MAIN,
    "app/settings.py": _SETTINGS,
    "app/tables.py": _TABLES,
    "app/tickets.py": _TICKETS,
    "app/store.py": _STORE,
    "app/doors.py": _DOORS,
    "app/mail.py": _MAIL,
    "checks/test_desk.py": _TESTS,
    "web/package.json": '{"name": "desk", "dependencies": {"react": "19.0.0"}}\n',
    "web/src/api/client.ts": _CLIENT,
    "web/src/types.ts": "export type Ticket = { id: number; subject: string };\n",
    "web/src/pages/TicketList.tsx": _LIST,
}
"""The product, clean: path to text."""
