"""Clean files full of what looks like a violation, and is none."""

LOOKALIKES = {
    "app/words.py": '''"""Words: print("x"), except:, SELECT * FROM a, eval(x), from a import *."""

# print("nothing"); os.environ["A"]; password = "hunter2"; except:
HELP = "Never print(secrets); use SELECT * with care, and eval() not at all"
PASSWORD_FIELD = "password"
TOKEN_HEADER = "X-Token"
SECRET_NAME = "SIGNING_KEY"


def blueprint(printer: str) -> str:
    """Print nothing: `print("a")` and `except:` stand in a text."""
    return f"{printer} prints"


def footprint(evaluate: int) -> int:
    """Give a number; `exec` and `eval` are words here."""
    evaluated = evaluate + 1
    return evaluated


class Printer:
    """Has a method of that name."""

    def print(self, text: str) -> str:
        """Give back what would be printed."""
        return text

    def eval(self, text: str) -> str:
        """Give the text back."""
        return text


def use(printer: Printer) -> str:
    """Call the methods of that name."""
    return printer.print("a") + printer.eval("b")
''',
    "app/queries.py": '''"""Queries with bound values."""

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.tables import Person, Ticket

COLUMNS = "id, subject"
BY_NAME = text(
    """
    SELECT id, subject
    FROM tickets  -- not all of them: * would be too much
    WHERE subject = :subject
    """
)


async def found(db: AsyncSession, subject: str) -> list[Ticket]:
    """Find tickets: the subject is bound."""
    rows = await db.scalars(select(Ticket).where(Ticket.subject == subject))
    message = f"select one of {subject}, update it from time to time"
    return [row for row in rows if message]


async def people(db: AsyncSession, ids: list[int]) -> dict[int, Person]:
    """Read all at once, then loop over what was read."""
    rows = list(await db.scalars(select(Person).where(Person.id.in_(ids))))
    named = {}
    for row in rows:
        named[row.id] = row
        named.get(row.id)
    return named


async def total(db: AsyncSession) -> int:
    """Count rows."""
    return int(await db.scalar(select(func.count("*")).select_from(Ticket)) or 0)
''',
    "app/rest.py": '''"""Waiting, calling and signing as it should be."""

import asyncio
import hashlib
import logging
import time
from collections.abc import Mapping

import httpx

log = logging.getLogger(__name__)
TIMEOUT = httpx.Timeout(5)


def wait() -> None:
    """Wait in a thread of its own."""
    time.sleep(0.1)


async def waited() -> None:
    """Wait without blocking, and let a thread block."""
    await asyncio.sleep(0.1)
    await asyncio.to_thread(wait)
    await asyncio.to_thread(time.sleep, 0.1)


async def asked(url: str, headers: Mapping[str, str]) -> int:
    """Ask with a limit that a name holds."""
    async with httpx.AsyncClient(timeout=TIMEOUT) as client:
        answer = await client.get(url, headers=headers)
        return answer.status_code


def etag(body: bytes) -> str:
    """Digest a body: no password is in it."""
    return hashlib.sha256(body).hexdigest()


def told(tokens: int, password: str) -> None:
    """Log how many tokens a text has, and that a password was changed."""
    log.info("the text has %d tokens", tokens)
    log.info("password changed", extra={"length_ok": len(password) > 8})
    log.info("reset password mail sent")


def lengthy(name: str) -> str:
    """Give a text back.

    The docstring is long.
    """
    return name
''',
    "app/forms.py": '''"""What people send, and what they get."""

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field


class NoteIn(BaseModel):
    """A note; the path says whose."""

    text: str = Field(max_length=200)


class NoteOut(BaseModel):
    """A note with its owner: it is answered, not taken."""

    text: str
    user_id: int


class Secretive(BaseModel):
    """Names of secrets without secrets."""

    password: str = Field(min_length=12, examples=["a long one"])
    token_type: str = "bearer"
    secret_question: str = ""


def router() -> APIRouter:
    """Make an empty router."""
    return APIRouter(dependencies=[Depends(NoteIn)])
''',
    "app/links.py": '''"""A table whose foreign keys are all indexed, each in its own way."""

from sqlalchemy import Column, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.tables import Base


class Link(Base):
    """Which ticket is about which."""

    __tablename__ = "links"
    __table_args__ = (Index("by_target", "target_id", "kind"),)
    source_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    person_id = Column(Integer, ForeignKey("people.id"), unique=True)
    kind: Mapped[int]
''',
    "checks/test_words.py": '''"""Tests may do what the product may not."""

import os
import time

PASSWORD = "correct horse battery staple"


def test_print(capsys):
    print("told")
    os.environ["A"] = "b"
    time.sleep(0)
    assert eval("1") == 1
    assert capsys.readouterr().out
''',
    "checks/conftest.py": '''"""Shared parts of the tests."""

import pytest
from fastapi.testclient import TestClient

from app.main import api


@pytest.fixture
def client():
    return TestClient(api)
''',
    "web/src/pages/Words.tsx": """// console.log("a"); const x: any = 1; fetch("/a");
// localStorage.setItem("token", t)
import { useState } from "react";
import { call } from "../api/client";

export const company = "any company";
export type Anything = { anyone: string; log: string };
const text = "console.log(1) and dangerouslySetInnerHTML and <img src='a'>";

export function Words({ fetch }: { fetch: (path: string) => string }) {
  const [rows, setRows] = useState<string[]>([]);
  const add = () => {
    const next = [...rows];
    next.push("a");
    setRows(next);
    localStorage.setItem("theme", "dark");
  };
  const sorted = [...rows].sort();
  return (
    <div className="style">
      {/* <p style={{ color: "red" }}> */}
      <img src="a.png" alt="" />
      <img src="b.png" alt={text} />
      <button type="button" onClick={add}>
        {sorted.join(fetch("a"))}
      </button>
    </div>
  );
}

export const load = () => call<string>("/words");
""",
    "web/src/pages/Words.test.tsx": """import { expect, it, vi } from "vitest";

it("tells", () => {
  const anything = { a: 1 };
  console.log(anything);
  vi.stubGlobal("fetch", vi.fn());
  localStorage.setItem("token", "t");
  expect(anything.a).toBe(1);
});
""",
    "web/src/Boundary.tsx": """export class Problem extends Error {}

export class Queue {
  private rows: string[] = [];
  push(row: string): void {
    this.rows.push(row);
  }
}
""",
}
