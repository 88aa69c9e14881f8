"""Violations in the second product's Python: class-based, aliased, nested, by variable."""

from tests.rules.independent.seed import Seed

SEEDS: list[Seed] = []


def seed(rule: str, name: str, text: str, also: str = "", path: str = "src/depots/{}.py") -> None:
    """Put a module that breaks one rule into the product."""
    body = f'"""A part of the depots."""\n\n{text}'
    SEEDS.append(Seed(rule, name, {path.format(name): body}, frozenset(also.split())))


_SUM = "".join(f"            total += {n}\n" for n in range(50))

seed(
    "function-length",
    "long_property",
    f'''class Depot:
    """A depot."""

    size: int = 0

    @property
    def total(self) -> int:
        """Add up."""
        total = self.size
        if total:
{_SUM}        return total
''',
)
seed(
    "function-length",
    "long_closure",
    f'''from collections.abc import Callable


def counted(start: int) -> Callable[[], int]:
    """Make a counter."""

    async def count() -> int:
        total = start
        if total:
{_SUM}        return total

    return count
''',
)
seed(
    "no-print",
    "printing_partial",
    """from functools import partial

tell = partial(print, "depot:")
""",
)
seed(
    "no-print",
    "printing_method",
    '''class Depot:
    """A depot."""

    def close(self) -> None:
        """Close."""
        [print(line) for line in ("closed", "now")]
''',
)
seed(
    "no-print",
    "printing_default",
    '''from collections.abc import Callable


def close(tell: Callable[..., None] = print) -> None:
    """Close."""
    tell("closed")
''',
)
seed(
    "no-bare-except",
    "quiet_group",
    '''import contextlib


def close() -> None:
    """Close."""
    with contextlib.suppress(ValueError):
        try:
            int("a")
        except:
            pass
''',
)
seed(
    "no-bare-except",
    "quiet_everything",
    '''def close() -> int:
    """Close."""
    try:
        return int("a")
    except Exception:
        pass
    return 0
''',
    "error-handling",
)
seed(
    "no-bare-except",
    "quiet_base",
    '''def close() -> int:
    """Close."""
    try:
        return int("a")
    except BaseException:
        ...
    return 0
''',
    "error-handling",
)
seed("import-style", "star_reexport", "from billing.views import *  # re-exported\n")
seed(
    "import-style",
    "star_conditional",
    """import sys

if sys.version_info >= (3, 12):
    from itertools import *
""",
)
seed(
    "forbidden-calls",
    "evaluating",
    '''def rule(text: str) -> object:
    """Read a rule."""
    compute = eval
    return compute(text)
''',
)
seed(
    "forbidden-calls",
    "evaluating_in_lambda",
    """RULES = {"a": lambda text: eval(text)}
""",
)
seed(
    "forbidden-calls",
    "executing_map",
    '''def rules(texts: list[str]) -> None:
    """Run rules."""
    list(map(exec, texts))
''',
)
seed(
    "central-configuration",
    "environment_alias",
    """from os import environ as env

ZONE = env.get("ZONE", "north")
""",
)
seed(
    "central-configuration",
    "environment_nested",
    '''def zone() -> str:
    """Tell the zone."""
    import os as system

    return system.environ["ZONE"]
''',
)
seed(
    "central-configuration",
    "environment_default",
    '''import os


class Depot:
    """A depot."""

    zone: str = os.getenv("ZONE") or "north"
''',
)
seed(
    "central-configuration",
    "environment_decouple",
    """from dotenv import dotenv_values

ZONE = dotenv_values()["ZONE"]
""",
)
seed(
    "hard-coded-secrets",
    "secret_field",
    '''from pydantic import BaseModel, Field


class Door(BaseModel):
    """A door."""

    api_key: str = Field(default="sk_live_9aV3kQz81LmNw27Tx")
''',
)
seed(
    "hard-coded-secrets",
    "secret_tuple",
    """USER, PASSWORD = "depot", "vT7bNw2KdE9sYh!q"
""",
)
seed(
    "hard-coded-secrets",
    "secret_call",
    '''import jwt


def read(token: str) -> object:
    """Read a token."""
    return jwt.decode(token, "q8Zr41LmX0vT7bNw2KdE9sYh", algorithms=["HS256"])
''',
)
seed(
    "hard-coded-secrets",
    "secret_known_form",
    """BUCKET = {"id": "AKIAIOSFODNN7RQ3XKLM", "zone": "north"}
""",
)
seed(
    "hard-coded-secrets",
    "secret_fallback",
    '''from collections.abc import Mapping


def key(given: Mapping[str, str]) -> str:
    """Give the key."""
    return given.get("signing_secret", "q8Zr41LmX0vT7bNw2KdE9sYh")
''',
)
_SQL = """from sqlalchemy import text

from db import Db


"""
seed(
    "no-sql-concatenation",
    "sql_variable",
    _SQL + '''async def found(db: Db, name: str) -> object:
    """Find depots."""
    where = f"name = '{name}'"
    statement = "SELECT id FROM depot WHERE " + where
    return await db.exec(text(statement))
''',
)
seed(
    "no-sql-concatenation",
    "sql_joined",
    _SQL + '''async def found(db: Db, names: list[str]) -> object:
    """Find depots."""
    query = "SELECT id FROM depot WHERE name IN ('" + "','".join(names) + "')"
    return await db.execute(text(query))
''',
)
seed(
    "no-sql-concatenation",
    "sql_multiline",
    _SQL + '''async def moved(db: Db, depot: int, zone: str) -> None:
    """Move a depot."""
    await db.exec(
        text(
            f"""
            UPDATE depot
               SET zone = '{zone}'
             WHERE id = {depot}
            """
        )
    )
''',
)
seed(
    "no-sql-concatenation",
    "sql_constant_format",
    _SQL + '''GONE = "DELETE FROM depot WHERE zone = '{zone}'"


async def gone(db: Db, zone: str) -> None:
    """Remove depots."""
    await db.exec(text(GONE.format(zone=zone)))
''',
    "modern-syntax",
)
seed(
    "no-sql-concatenation",
    "sql_class_attribute",
    _SQL + '''class Depots:
    """Depots in the database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def named(self, name: str) -> object:
        """Find by name."""
        query = "SELECT id FROM depot WHERE name = '%s'" % (name,)
        return await self._db.exec(text(query))
''',
)
seed(
    "no-select-star",
    "star_variable",
    _SQL + '''QUERY = "select * from depot where zone = :zone"


async def found(db: Db, zone: str) -> object:
    """Find depots."""
    return await db.exec(text(QUERY), params={"zone": zone})
''',
)
seed(
    "no-select-star",
    "star_distinct",
    _SQL + '''async def found(db: Db) -> object:
    """Find depots."""
    return await db.exec(text("SELECT DISTINCT d.* FROM depot AS d ORDER BY d.id LIMIT 5"))
''',
)
seed(
    "no-select-star",
    "star_subquery",
    _SQL + '''async def found(db: Db) -> object:
    """Find depots."""
    return await db.exec(text("SELECT id FROM (SELECT * FROM depot) AS inner_depots"))
''',
)
seed(
    "typed-signatures",
    "untyped_method",
    '''class Depot:
    """A depot."""

    @classmethod
    def of(cls, name) -> "Depot":
        """Make one."""
        return cls()
''',
)
seed(
    "typed-signatures",
    "untyped_keyword_only",
    '''def depot(*, zone="north") -> str:
    """Name a depot."""
    return zone
''',
)
seed(
    "typed-signatures",
    "untyped_init",
    '''class Depot:
    """A depot."""

    def __init__(self, zone) -> None:
        self.zone = zone
''',
)
seed(
    "docstrings",
    "silent_async",
    """async def depot(zone: str) -> str:
    return zone
""",
)
seed(
    "docstrings",
    "silent_dataclass",
    """from dataclasses import dataclass


@dataclass(frozen=True)
class Depot:
    zone: str
""",
)
seed(
    "docstrings",
    "silent_property",
    '''class Depot:
    """A depot."""

    @property
    def zone(self) -> str:
        return "north"
''',
)
seed(
    "no-blocking-calls",
    "waiting_alias",
    '''from time import sleep as pause


async def wait() -> None:
    """Wait."""
    pause(1)
''',
)
seed(
    "no-blocking-calls",
    "waiting_requests",
    '''import requests as rq


class Depot:
    """A depot."""

    async def fetch(self) -> str:
        """Fetch."""
        with rq.Session() as session:
            return session.get("https://a.example.org", timeout=3).text
''',
)
seed(
    "no-blocking-calls",
    "waiting_process",
    '''import subprocess


async def pack() -> int:
    """Pack."""
    return subprocess.run(["zip", "a"], timeout=5, check=False).returncode
''',
)
seed(
    "no-blocking-calls",
    "waiting_httpx",
    '''import httpx


async def fetch() -> str:
    """Fetch."""
    return httpx.get("https://a.example.org", timeout=3).text
''',
)
seed(
    "no-blocking-calls",
    "waiting_helper",
    '''import time


def _pause() -> None:
    time.sleep(2)


async def wait() -> None:
    """Wait."""
    _pause()
''',
)
seed(
    "timeouts",
    "endless_client",
    '''from httpx import AsyncClient as Client


async def fetch() -> str:
    """Fetch."""
    async with Client(timeout=None) as client:
        return (await client.get("https://a.example.org")).text
''',
)
seed(
    "timeouts",
    "endless_requests",
    '''import requests


def fetch() -> str:
    """Fetch."""
    return requests.request("GET", "https://a.example.org").text
''',
)
seed(
    "timeouts",
    "endless_session",
    '''import requests


class Mirror:
    """Copies."""

    def __init__(self) -> None:
        self.http = requests.Session()

    def fetch(self) -> str:
        """Fetch."""
        return self.http.get("https://a.example.org").text
''',
)
seed(
    "timeouts",
    "endless_urlopen",
    '''from urllib import request


def fetch() -> bytes:
    """Fetch."""
    return request.urlopen("https://a.example.org").read()
''',
)
seed(
    "password-hashing",
    "weak_digest",
    '''from hashlib import sha256


def digest(password: str) -> str:
    """Hash a password."""
    return sha256(password.encode()).hexdigest()
''',
)
seed(
    "password-hashing",
    "weak_new",
    '''import hashlib as hashes


def stored(passphrase: str, salt: bytes) -> str:
    """Hash a passphrase."""
    return hashes.new("sha1", salt + passphrase.encode()).hexdigest()
''',
)
seed(
    "password-hashing",
    "plain_column",
    '''from sqlmodel import Field, SQLModel


class Keeper(SQLModel, table=True):
    """Who keeps a depot."""

    id: int | None = Field(default=None, primary_key=True)
    password: str
''',
)
seed(
    "password-hashing",
    "plain_compare",
    '''from db import Customer


def known(customer: Customer, password: str) -> bool:
    """Tell whether the password is right."""
    return customer.digest == password
''',
)
seed(
    "no-secrets-in-logs",
    "told_formatted",
    '''import logging

log = logging.getLogger(__name__)


def enter(user: str, password: str) -> None:
    """Enter."""
    log.debug("%s enters with %s", user, password)
''',
)
seed(
    "no-secrets-in-logs",
    "told_fstring",
    '''from structlog import get_logger

logger = get_logger()


def enter(access_token: str) -> None:
    """Enter."""
    logger.info(f"enters with {access_token!r}")
''',
)
seed(
    "no-secrets-in-logs",
    "told_extra",
    '''import logging


class Door:
    """A door."""

    def __init__(self) -> None:
        self._log = logging.getLogger("door")

    def enter(self, card: dict[str, str]) -> None:
        """Enter."""
        self._log.warning("refused", extra={"api_key": card["api_key"]})
''',
)
seed(
    "no-secrets-in-logs",
    "told_headers",
    '''import logging

from fastapi import Request

log = logging.getLogger(__name__)


def enter(request: Request) -> None:
    """Enter."""
    log.info("headers %s", request.headers["authorization"])
''',
)
seed(
    "jwt",
    "endless_token",
    '''import jwt

from settings import config


def ticket(name: str) -> str:
    """Sign a ticket."""
    return jwt.encode({"sub": name}, config().signing.get_secret_value(), "HS256")
''',
)
seed(
    "jwt",
    "endless_claims",
    '''from jose import jwt as tokens

from settings import config


def ticket(name: str) -> str:
    """Sign a ticket."""
    claims = {"sub": name, "role": "keeper"}
    key = config().signing.get_secret_value()
    return tokens.encode(claims, key, algorithm="HS256")
''',
)
seed(
    "modern-syntax",
    "formatted",
    '''def label(zone: str, depot: int) -> str:
    """Label a depot."""
    return "{} in {}".format(depot, zone)
''',
)
seed(
    "modern-syntax",
    "formatted_variable",
    '''FORM = "{name} in {zone}"


def label(zone: str, name: str) -> str:
    """Label a depot."""
    return FORM.format(name=name, zone=zone)
''',
)
seed(
    "no-n-plus-one",
    "loop_of_queries",
    '''from sqlmodel import select

from db import Customer, Db, Parcel


async def names(db: Db) -> list[str]:
    """Name the senders."""
    parcels = (await db.exec(select(Parcel).limit(9))).all()
    found = []
    for parcel in parcels:
        customer = await db.get(Customer, parcel.customer_id)
        found.append(customer.name if customer else "")
    return found
''',
)
seed(
    "no-n-plus-one",
    "comprehension_of_queries",
    '''from sqlmodel import select

from db import Customer, Db


async def names(db: Db, ids: list[int]) -> list[object]:
    """Name the senders."""
    return [(await db.exec(select(Customer).where(Customer.id == one))).first() for one in ids]
''',
)
seed(
    "no-n-plus-one",
    "helper_in_loop",
    '''from db import Customer, Db


class Senders:
    """Who sends."""

    def __init__(self, db: Db) -> None:
        self.db = db

    async def _one(self, number: int) -> Customer | None:
        return await self.db.get(Customer, number)

    async def all(self, numbers: list[int]) -> list[Customer | None]:
        """Find all."""
        found = []
        for number in numbers:
            found.append(await self._one(number))
        return found
''',
)
_KEY = """from sqlmodel import Field, SQLModel


"""
seed(
    "indexes",
    "field_without_index",
    _KEY + '''class Shelf(SQLModel, table=True):
    """A shelf."""

    id: int | None = Field(default=None, primary_key=True)
    parcel_id: int = Field(foreign_key="parcel.id")
''',
)
seed(
    "indexes",
    "column_without_index",
    '''import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase


class Root(DeclarativeBase):
    """All tables."""


class Shelf(Root):
    """A shelf."""

    __tablename__ = "shelf"
    id = sa.Column(sa.Integer, primary_key=True)
    parcel_id = sa.Column(sa.ForeignKey("parcel.id", ondelete="CASCADE"), nullable=False)
''',
)
seed(
    "indexes",
    "core_table",
    """from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

shelf = Table(
    "shelf",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("parcel_id", ForeignKey("parcel.id")),
)
""",
)
