"""Clean files of the second product, full of what looks like a violation and is none."""

PARCELS_LOOKALIKES = {
    "src/depots/words.py": '''"""Of `print()`, `except:`, `SELECT *`, `eval(x)`."""

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
    "src/depots/careful.py": '''"""Errors caught by type, calls with a limit."""

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
}
"""Path to text: modules of the service."""
