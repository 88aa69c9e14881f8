"""The account entity."""

from dataclasses import replace
from typing import Any

from agentgen.ir.api import Api
from agentgen.ir.blueprint import Column, ColumnType, Entity, Source
from agentgen.ir.schema import Kind, Schema
from agentgen.names import words
from agentgen.plan.accounts import IDENTITIES, Accounts, request_payload, response_payload
from agentgen.plan.candidates import Candidate
from agentgen.plan.entities import _OWNERS
from agentgen.plan.payload import is_record
from agentgen.plan.resources import Resource

_HINTS = frozenset(("user", "account", "profile", "me"))


def account_candidate(api: Api, accounts: Accounts, candidates: dict[str, Candidate]) -> Candidate:
    """The candidate that holds the accounts: one of the resources, or one of its own.

    It learns every shape accounts are shown in, also within other records (`author`).
    """
    answers = [response_payload(api, o, _HINTS) for o in accounts.operations]
    shown = [p.record for p in answers if p is not None and _shows_account(api, p.record, accounts)]
    refs = {schema.ref for schema in shown if schema.ref}
    found = next((c for c in candidates.values() if c.shown & refs), None)
    own = candidates.get(accounts.register.path)
    home = own or found or Candidate(Resource(_home_path(accounts)))
    home.reads += [s for s in shown if s not in home.reads]
    if home.create is None:
        home.create = accounts.register
        home.create_request = request_payload(api, accounts.register, _HINTS)
    if accounts.update_me is not None:
        payload = request_payload(api, accounts.update_me, _HINTS)
        home.changes += [payload.record] if payload else []
    home.reads += _embedded(api, candidates, home)
    candidates.setdefault(home.resource.path, home)
    return home


def _home_path(accounts: Accounts) -> str:
    tail = accounts.register.path.rstrip("/").rsplit("/", 1)[-1]
    return accounts.register.path if tail in ("users", "accounts") else "/users"


def _shows_account(api: Api, schema: Schema, accounts: Accounts) -> bool:
    return api.resolve(schema).property(accounts.identity) is not None


def _embedded(api: Api, candidates: dict[str, Candidate], home: Candidate) -> list[Schema]:
    found: list[Schema] = []
    for candidate in candidates.values():
        for shape in candidate.reads if candidate is not home else []:
            for prop in api.resolve(shape).properties:
                named = "".join(words(prop.wire)) in _OWNERS
                if named and is_record(api, prop.schema) and prop.schema not in found:
                    found.append(prop.schema)
    return found


def finish_account(entity: Entity, accounts: Accounts) -> Entity:
    """Rename the password column, and make what identifies an account unique."""
    columns = tuple(_finish(column, accounts) for column in entity.columns)
    secret = next((c for c in columns if c.source is Source.PASSWORD), None)
    if secret is None:
        hidden: dict[str, Any] = {"name": "password_hash", "wire": accounts.secret}
        schema = Schema(Kind.STRING, format="password")
        secret = Column(
            type=ColumnType.STRING, source=Source.PASSWORD, schema=schema, length=255, **hidden
        )
        columns = (*columns, secret)
    return replace(entity, columns=columns)


def _finish(column: Column, accounts: Accounts) -> Column:
    if column.wire == accounts.secret:
        return replace(
            column, name="password_hash", source=Source.PASSWORD, type=ColumnType.STRING,
            length=255, nullable=column.wire not in accounts.required,
        )  # fmt: skip
    unique = column.wire == accounts.identity or column.wire in IDENTITIES[:2]
    if unique and not column.primary:
        bounded = column.length or 255
        return replace(
            column, unique=True, nullable=column.wire not in accounts.required,
            type=ColumnType.STRING, length=bounded, source=Source.CLIENT,
        )  # fmt: skip
    return column
