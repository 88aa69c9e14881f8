"""Clean files of the second product, full of what looks like a violation and is none."""

PARCELS_LOOKALIKES = {
    "src/depots/words.py": '''"""Words about `print()`, `except:`, `SELECT *`, `eval(x)` and `from a import *`."""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

# except: pass; print("x"); os.environ["A"]; "{}".format(1)
PASSWORD_MINIMUM = 12
SECRET_HEADER = "X-Signature"
TOKEN_KIND = "bearer"
API_KEY_NAME = "api_key"
PASSWORD_HINT = "Choose a long password"
TEMPLATE = "SELECT a depot and delete from the list * of them"
_PRINTED = re.compile(r"print\\((?P<what>[^)]*)\\)")


@dataclass
class Evaluation:
    """The result of an evaluation."""

    score: int

    def print(self) -> str:
        """Give what is printed."""
        return str(self.score)

    def format(self, name: str) -> str:
        """Format a name."""
        return f"{name}: {self.score}"

    def eval(self) -> int:
        """Give the score."""
        return self.score


def literal(text: str) -> object:
    """Read a literal; `ast.literal_eval` runs nothing."""
    return ast.literal_eval(text)


def blueprints(found: Evaluation) -> list[str]:
    """Call methods that are named like builtins."""
    print_it: Callable[[], str] = found.print
    compiled = re.compile("a+")
    return [print_it(), found.format("a"), str(found.eval()), compiled.pattern]


def labelled(zone: str, depot: int) -> str:
    """Label a depot with an f-string, and a number by `format`."""
    width = format(depot, "04d")
    return f"{zone}-{width}"


pretty = partial(labelled, "north")


class Blueprint:
    """Prints are made from it."""

    def __init__(self, depot: int) -> None:
        self.depot = depot

    def __repr__(self) -> str:
        return f"Blueprint({self.depot})"

    def _private(self):
        return self.depot
'''.replace(
        "    def _private(self):\n", "    def _private(self) -> int:\n"
    ),
    "src/depots/careful.py": '''"""Errors that are caught by type, waiting that does not block, calls with a limit."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator

import httpx
import requests

from settings import config

log = logging.getLogger(__name__)
LIMIT = 5
session = requests.Session()
shared = httpx.AsyncClient(timeout=LIMIT)


class Unreachable(RuntimeError):
    """The carrier does not answer."""


def backup() -> str:
    """Wait in a thread of its own: this function is no coroutine."""
    time.sleep(0.1)
    return session.get(config().carrier, timeout=LIMIT).text


async def careful() -> str:
    """Ask twice, then give up."""
    for _ in range(2):
        try:
            answer = await shared.get(config().carrier)
        except (httpx.TimeoutException, httpx.ConnectError) as problem:
            log.warning("no answer: %s", problem)
            await asyncio.sleep(0.1)
        else:
            return answer.text
    raise Unreachable


async def in_thread() -> str:
    """Hand blocking work to a thread."""
    return await asyncio.to_thread(backup)


async def closing() -> None:
    """Close what may be closed."""
    with contextlib.suppress(FileNotFoundError):
        await asyncio.to_thread(contextlib.nullcontext)
    try:
        await asyncio.wait_for(careful(), timeout=3)
    except Exception:
        log.exception("closing failed")
        raise


async def lines() -> AsyncIterator[str]:
    """Read lines as they come."""
    async with httpx.AsyncClient(timeout=httpx.Timeout(5, read=30)) as client:
        async with client.stream("GET", config().carrier) as answer:
            async for line in answer.aiter_lines():
                yield line
''',
    "src/depots/signing.py": '''"""Passwords, tokens and logs as they should be."""

import hashlib
import hmac
import logging
import secrets
from datetime import UTC, datetime, timedelta

import jwt
from argon2 import PasswordHasher

from settings import config

log = logging.getLogger(__name__)
hasher = PasswordHasher()


def etag(content: bytes) -> str:
    """A fingerprint of a file; no password."""
    return hashlib.sha256(content).hexdigest()


def cache_key(name: str) -> str:
    """A short key for a cache."""
    return hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()


def right(stored: str, password: str) -> bool:
    """Compare a password with its hash."""
    return hasher.verify(stored, password)


def same(signature: str, body: bytes) -> bool:
    """Compare signatures."""
    key = config().signing.get_secret_value().encode()
    return hmac.compare_digest(hmac.new(key, body, "sha256").hexdigest(), signature)


def ticket(name: str) -> str:
    """Sign a ticket with an end."""
    claims: dict[str, object] = {"sub": name}
    claims["exp"] = datetime.now(UTC) + timedelta(minutes=5)
    log.info("password changed for %s; token count %d", name, 1)
    log.debug("tokens left: %d", len(name))
    return jwt.encode(claims, config().signing.get_secret_value(), "HS256")


def fresh() -> str:
    """A new secret from the system."""
    password = secrets.token_urlsafe(16)
    return password
''',
    "src/depots/stock.py": '''"""Queries with bound values, one for all."""

from collections import defaultdict

from sqlalchemy import func, text
from sqlmodel import Field, SQLModel, col, select

from db import Customer, Db, Parcel

BY_WEIGHT = text(
    """
    SELECT p.id, p.weight * 2 AS doubled, count(*) AS number
      FROM parcel AS p
     WHERE p.weight > :weight
    """
)
COLUMNS = ", ".join(["id", "weight"])
FIXED = text("SELECT id " + "FROM parcel")


class Stock(SQLModel, table=True):
    """What lies where."""

    id: int | None = Field(default=None, primary_key=True)
    parcel_id: int = Field(foreign_key="parcel.id", unique=True)
    customer_id: int | None = Field(default=None, foreign_key="customer.id", index=True)
    note: str = ""


async def heavy(db: Db, weight: int) -> object:
    """Find heavy parcels."""
    note = f"select parcels from {weight} up"
    return await db.exec(BY_WEIGHT, params={"weight": weight, "note": note})


async def by_sender(db: Db, numbers: list[int]) -> dict[str, list[int]]:
    """Group parcels by sender: two queries, then loops over what was read."""
    parcels = (await db.exec(select(Parcel).where(col(Parcel.customer_id).in_(numbers)))).all()
    senders = (await db.exec(select(Customer).where(col(Customer.id).in_(numbers)))).all()
    names = {sender.id: sender.name for sender in senders}
    grouped: dict[str, list[int]] = defaultdict(list)
    for parcel in parcels:
        name = names.get(parcel.customer_id)
        grouped[name or ""].append(parcel.weight)
    return grouped


async def total(db: Db) -> int:
    """Count parcels."""
    return (await db.exec(select(func.count()).select_from(Parcel))).one()
''',
    "src/depots/more.py": '''"""Routes as they should be, written in other ways."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from pydantic import BaseModel

from depots.signing import same
from doors import Member, member

open_views = APIRouter(prefix="/hooks")
more = APIRouter(prefix="/stock", tags=["stock"], dependencies=[Depends(member)])


class Pages:
    """What all lists take."""

    def __init__(
        self, skip: Annotated[int, Query(ge=0)] = 0, limit: Annotated[int, Query(le=100)] = 20
    ) -> None:
        self.skip = skip
        self.limit = limit


class Page(BaseModel):
    """One page."""

    items: list[int]
    next: int | None = None


class Heard(BaseModel):
    """That the carrier was heard."""

    heard: bool


class Move(BaseModel):
    """A parcel changes its place."""

    parcel: int
    users: int = 1


@more.get("", response_model=list[Move])
async def stock(pages: Annotated[Pages, Depends()], who: Member) -> list[Move]:
    """List what lies here."""
    return [Move(parcel=n) for n in range(pages.skip, pages.limit)]


@more.get("/pages")
async def stock_pages(who: Member, cursor: str | None = None, limit: int = 20) -> Page:
    """List by cursor."""
    return Page(items=list(range(min(limit, 100))), next=int(cursor or 0))


@more.post("/moves", status_code=201)
async def move(asked: Move, who: Member) -> Move:
    """Move a parcel."""
    if asked.parcel < 0:
        raise HTTPException(422, detail=f"parcel {asked.parcel} is unknown")
    return asked


@more.get("/label/{parcel}", response_class=Response)
async def label(parcel: int, who: Member) -> Response:
    """Draw a label."""
    try:
        return Response(f"<svg>{int(parcel)}</svg>", media_type="image/svg+xml")
    except ValueError as problem:
        raise HTTPException(404, "there is no such parcel") from problem


@open_views.post("/carrier")
async def carrier_hook(request: Request) -> Heard:
    """Hear from the carrier, when it is the carrier."""
    if not same(request.headers["x-signature"], await request.body()):
        raise HTTPException(401, "wrong signature")
    return Heard(heard=True)
''',
    "src/wire.py": '''"""Where more routes are hung in."""

from fastapi import APIRouter

from api import application
from depots.more import more, open_views

root = APIRouter(prefix="/api/v1")
root.include_router(more)
root.include_router(open_views)
application.include_router(root)
''',
    "tests/test_more.py": '''"""More answers."""

import pytest

STOCK = "/api/v1/stock"


@pytest.fixture
async def parcel(http):
    return (await http.post(f"{STOCK}/moves", json={"parcel": 1})).json()


class TestStock:
    async def test_list(self, http):
        answer = await http.get(STOCK, params={"limit": 3})
        assert answer.is_success

    async def test_pages(self, http):
        assert (await http.get(f"{STOCK}/pages")).json()["items"]

    async def test_label(self, http, parcel):
        answer = await http.get(f"{STOCK}/label/{parcel['parcel']}")
        expect_drawn(answer)

    async def test_refuses(self, http):
        with pytest.raises(ValueError, match="label"):
            raise ValueError("label")

    async def test_hook(self, http):
        answer = await http.post("/api/v1/hooks/carrier", content=b"{}")
        assert answer.status_code == 401


def expect_drawn(answer):
    assert answer.text.startswith("<svg")
''',
    "tests/helpers.py": '''"""What tests share: print(x) is a word here."""

PASSWORD = "correct horse battery staple"
TOKEN = "test-token"


def printed(text: str) -> str:
    return text
''',
    "ui/src/shared/words.ts": """// console.log("a"); any; fetch("/x"); localStorage.setItem("token", t)
export const company = "any company";
export const anything = (text: string): string => `any ${text}: console.log`;
export type Many = { any: number; fetch: () => void };
export const logger = {
  log: (text: string) => document.dispatchEvent(new CustomEvent("log", { detail: text })),
};
logger.log("console.log(1)");
export const keepTheme = (theme: "dark" | "light") => localStorage.setItem("theme", theme);
export const forget = () => {
  localStorage.removeItem("token");
};
""",
    "ui/src/shared/catalog.ts": """import { ask } from "./http";

export class Catalog {
  private rows: string[] = [];

  add(row: string): void {
    this.rows.push(row);
  }
}

export const prefetch = async (): Promise<string[]> => ask<string[]>("/stock");
export const sorted = (rows: readonly string[]): string[] => [...rows].sort();
export const refetch = (fetchRows: () => void): void => fetchRows();
""",
    "ui/src/features/stock/Stock.tsx": """import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { prefetch } from "@/shared/catalog";
import "./stock.css";

interface StockProps {
  title: string;
  onOpen?: (row: string) => void;
}

type Action = { row: string };

const reduce = (rows: string[], action: Action): string[] => [...rows, action.row];

export const Stock = ({ title, onOpen }: StockProps) => {
  const [rows, setRows] = useState<string[]>([]);
  const [seen, dispatch] = useReducer(reduce, []);
  const count = useRef(0);
  const style = "plain";

  useEffect(() => {
    let live = true;
    const load = async () => {
      const found: string[] = [];
      for (const row of await prefetch()) found.push(row);
      if (live) setRows(found);
    };
    void load();
    return () => {
      live = false;
    };
  }, []);

  const ordered = useMemo(() => [...rows].sort(), [rows]);
  const open = useCallback(
    (row: string) => {
      count.current = count.current + 1;
      dispatch({ row });
      onOpen?.(row);
    },
    [onOpen],
  );
  const add = () => setRows((old) => old.concat(title));

  return (
    <section className={style} aria-label={title}>
      <img src="/box.svg" alt="" />
      <button type="button" onClick={add}>
        Add
      </button>
      <ul>
        {ordered.map((row) => (
          <li key={row}>
            <button type="button" onClick={() => open(row)}>
              {row} {seen.includes(row) ? "seen" : "new"}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
""",
    "ui/src/features/stock/Badge.tsx": """import React, { memo, type PropsWithChildren } from "react";

type BadgeProps = PropsWithChildren<{ kind: "any" | "some"; picture: { alt: string; src: string } }>;

function BadgeView({ kind, picture, children }: BadgeProps) {
  return (
    <span className={`badge badge-${kind}`}>
      <img {...picture} />
      {children}
    </span>
  );
}

export const Badge = memo(BadgeView);

export const Note: React.FC<{ text: string }> = (props) => <p>{props.text}</p>;

export default function Plain({ text }: Readonly<{ text: string }>) {
  return <p title="innerHTML = x">{text}</p>;
}
""",
}
"""Path to text."""
