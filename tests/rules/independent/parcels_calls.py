"""Violations in what the second product calls, signs and logs."""

from tests.rules.independent.seed import Seed
from tests.rules.independent.seed import beside as seed_beside

SEEDS: list[Seed] = []


def seed(rule: str, name: str, text: str, also: str = "") -> None:
    """Put a module that breaks one rule into the product."""
    SEEDS.append(seed_beside(rule, name, text, also))


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
