"""Operations that register, sign in and show the signed-in account."""

from dataclasses import dataclass

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import Payload
from agentgen.ir.schema import Kind, Schema
from agentgen.names import words
from agentgen.plan.payload import TOKENS, is_record, single

_LOGIN = frozenset(
    ("login", "signin", "authenticate", "token", "session", "sessions", "authenticate")
)
_REGISTER = frozenset(
    ("register", "signup", "registration", "users", "user", "accounts", "account")
)
_ME = frozenset(("me", "user", "current", "profile", "whoami", "account", "self"))
IDENTITIES = ("email", "username", "login", "phone", "name")
_SECRETS = frozenset(("password", "passwd", "passphrase"))
_HINTS = frozenset(("user", "account", "profile", "me"))


@dataclass(frozen=True, slots=True)
class Accounts:
    """The account operations of a contract.

    `identity` is the wire name of the property people sign in with, `secret` of their password;
    `required` are the properties without which nobody can register.
    """

    register: Operation
    login: Operation
    identity: str
    secret: str
    read_me: Operation | None = None
    update_me: Operation | None = None
    required: frozenset[str] = frozenset()

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All account operations there are."""
        found = (self.register, self.login, self.read_me, self.update_me)
        return tuple(o for o in found if o is not None)


def find_accounts(api: Api) -> Accounts | None:
    """The account operations; None unless people can both register and sign in."""
    login = next((o for o in api.operations if _is_login(api, o)), None)
    if login is None:
        return None
    register = next((o for o in api.operations if o is not login and _is_register(api, o)), None)
    fields = credential_fields(api, login)
    known = credential_fields(api, register) if register else None
    if register is None or fields is None or known is None:
        return None
    given = api.resolve(_request(api, register)).properties
    names = {p.wire for p in given}
    if fields[0] not in names or fields[1] not in names:
        return None
    return Accounts(
        register=register,
        login=login,
        identity=fields[0],
        secret=fields[1],
        read_me=next((o for o in api.operations if _is_me(api, o, "get")), None),
        update_me=next(
            (o for m in ("patch", "put") for o in api.operations if _is_me(api, o, m)), None
        ),
        required=frozenset(p.wire for p in given if p.required),
    )


def credential_fields(api: Api, operation: Operation) -> tuple[str, str] | None:
    """(identity, secret) wire names of a request that carries credentials.

    Requests without a body may carry them in the query.
    """
    names = [p.wire for p in api.resolve(_request(api, operation)).properties]
    if operation.body is None:
        names = [p.name for p in operation.query_parameters]
    wires = {name.lower(): name for name in names}
    secret = next((wires[s] for s in _SECRETS if s in wires), None)
    identity = next((wires[i] for i in IDENTITIES if i in wires), None)
    return (identity, secret) if identity and secret else None


def token_path(api: Api, operation: Operation) -> tuple[str, ...]:
    """JSON path of the access token in the success response; empty when there is none."""
    content = operation.success.json if operation.success else None
    if content is None:
        return ()
    return _token_in(api, content.schema, ())


def answers_text(api: Api, operation: Operation) -> bool:
    """True when the whole answer is a text, as a token may be."""
    content = operation.success.json if operation.success else None
    found = api.resolve(content.schema) if content else Schema(Kind.ANY)
    return found.kind is Kind.STRING and not found.enum and not found.format


def _token_in(api: Api, schema: Schema, at: tuple[str, ...]) -> tuple[str, ...]:
    found = api.resolve(schema)
    for prop in found.properties:
        is_text = api.resolve(prop.schema).kind is Kind.STRING
        if is_text and " ".join(words(prop.wire)) in TOKENS:
            return (*at, prop.wire)
    for prop in found.properties:
        if len(at) < 2 and is_record(api, prop.schema):
            deeper = _token_in(api, prop.schema, (*at, prop.wire))
            if deeper:
                return deeper
    return ()


def _request(api: Api, operation: Operation) -> Schema:
    payload = request_payload(api, operation, _HINTS)
    return payload.record if payload else Schema(Kind.OBJECT)


def request_payload(api: Api, operation: Operation, hints: frozenset[str]) -> Payload | None:
    """The record in the JSON request body, unwrapped."""
    content = operation.body.json if operation.body else None
    return single(api, content.schema, hints) if content else None


def response_payload(api: Api, operation: Operation, hints: frozenset[str]) -> Payload | None:
    """The record in the JSON success response, unwrapped."""
    content = operation.success.json if operation.success else None
    return single(api, content.schema, hints) if content else None


def _tokens(operation: Operation) -> set[str]:
    tail = [s for s in operation.path.split("/") if s][-1:]
    return set(words(" ".join(tail))) | {"".join(words(" ".join(tail)))}


def _is_public(operation: Operation) -> bool:
    return not operation.security or not all(operation.security)


def _is_login(api: Api, operation: Operation) -> bool:
    named = _tokens(operation) & _LOGIN or "login" in words(operation.operation_id)
    sends = operation.method in ("post", "get") and "{" not in operation.path
    answers = token_path(api, operation) or answers_text(api, operation)
    extra = {p.name for p in operation.query_parameters if p.required}
    fields = credential_fields(api, operation)
    return bool(sends and named and answers and fields and extra <= set(fields))


def _is_register(api: Api, operation: Operation) -> bool:
    posts = operation.method == "post" and "{" not in operation.path
    named = bool(_tokens(operation) & _REGISTER)
    return posts and named and _is_public(operation) and bool(credential_fields(api, operation))


def _is_me(api: Api, operation: Operation, method: str) -> bool:
    if operation.method != method or "{" in operation.path or _is_public(operation):
        return False
    if not _tokens(operation) & _ME or any(p.required for p in operation.query_parameters):
        return False
    shows = response_payload(api, operation, _HINTS) is not None
    return shows and (method == "get" or _request(api, operation).kind is Kind.REF)
