"""Operations that end a session: `POST /logout`, `DELETE /session`."""

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import BehaviourKind, Column, ColumnType, Entity, OperationPlan, Source
from agentgen.names import unique, words
from agentgen.plan.accounts import Accounts
from agentgen.plan.features import feature_slug
from agentgen.plan.inference import stub, success_status

_ENDS = frozenset(("logout", "signout", "logoff", "signoff"))
_SESSIONS = frozenset(("session", "sessions", "token", "login"))
_KEY = "token_id"


def find_logouts(api: Api, accounts: Accounts | None, taken: set[str]) -> dict[str, Entity]:
    """Operations by id that end a session, with the table of tokens that are no longer valid.

    A contract in which nothing asks for a token has no sessions.
    """
    found = [o for o in api.operations if _ends(o, accounts)]
    if not found or not any(o.security and all(o.security) for o in api.operations):
        return {}
    table = _table(feature_slug(found[0]), unique("RevokedToken", taken))
    return dict.fromkeys((o.id for o in found), table)


def _ends(operation: Operation, accounts: Accounts | None) -> bool:
    if "{" in operation.path or operation.method not in ("post", "get", "delete"):
        return False
    last = operation.path.rstrip("/").rpartition("/")[2]
    if "".join(words(last)) in _ENDS:
        return True
    same = accounts is not None and accounts.login.path == operation.path
    named = bool(set(words(last)) & _SESSIONS)
    return operation.method == "delete" and same and named


def _table(feature: str, name: str) -> Entity:
    columns = (
        Column(_KEY, "", ColumnType.STRING, Source.TOKEN, primary=True, length=64),
        Column("revoked_at", "", ColumnType.DATETIME, Source.NOW),
    )
    return Entity(
        name=name, slug="revoked_token", plural="revoked_tokens", title="Revoked token",
        title_plural="Revoked tokens", feature=feature, table="revoked_tokens", columns=columns,
        key=_KEY, label=_KEY, description="An access token whose session was ended.",
    )  # fmt: skip


def plan_logout(operation: Operation, table: Entity) -> OperationPlan:
    """The plan of an operation that `find_logouts` found."""
    asks = any(p.required for p in operation.query_parameters)
    if asks or (operation.body is not None and operation.body.required):
        return stub(operation, table.feature, "what the request says of the session is not known")
    if operation.success is not None and operation.success.json is not None:
        return stub(operation, table.feature, "what the answer says of the session is not known")
    return OperationPlan(
        operation=operation, feature=table.feature, function=operation.id,
        behaviour=BehaviourKind.LOGOUT, reason="the access token of the caller is revoked",
        status=success_status(operation), entity=table.name, key_column=_KEY,
    )  # fmt: skip
