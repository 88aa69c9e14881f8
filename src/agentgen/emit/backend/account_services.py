"""What the services of accounts need: credentials, passwords, the caller's own record."""

from typing import Any

from agentgen.emit.backend.records import python_type
from agentgen.emit.backend.responses import account_body
from agentgen.emit.backend.service_model import FinderMethod, TypedName
from agentgen.ir.blueprint import Blueprint, Entity, OperationPlan
from agentgen.names import attribute


def account_values(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> dict[str, Any]:
    """What the templates of account operations name."""
    identity, secret = blueprint.auth.login_fields
    wires = (
        {p.wire for p in blueprint.api.resolve(plan.request.record).properties}
        if plan.request
        else set()
    )
    column = next(c.name for c in entity.columns if c.wire == identity)
    return {
        "account_body": account_body(blueprint, plan),
        "identity": column,
        "identity_field": attribute(identity),
        "secret": attribute(secret) if secret in wires else "",
        **_credentials(blueprint, entity, plan),
    }


def _credentials(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> dict[str, Any]:
    """Where a service finds what people sign in with."""
    identity, secret = blueprint.auth.login_fields
    source = "data" if plan.request else "query"
    hashed = entity.column("password_hash")
    return {
        "given_identity": f"{source}.{attribute(identity)}",
        "given_secret": f"{source}.{attribute(secret)}",
        "may_lack_secret": hashed.nullable,
    }


def new_secret(blueprint: Blueprint, entity: Entity, plan: OperationPlan) -> str:
    """Attribute of the request that carries a new password of an account, if one does."""
    if entity.name != blueprint.auth.user or plan.request is None:
        return ""
    secret = blueprint.auth.login_fields[1]
    wires = {p.wire for p in blueprint.api.resolve(plan.request.record).properties}
    return attribute(secret) if secret in wires else ""


def account_finder(entity: Entity) -> FinderMethod:
    """The method that returns the record of the caller."""
    primary = next(c for c in entity.columns if c.primary)
    return FinderMethod(
        name="_account",
        arguments=(TypedName("caller_id", python_type(primary)),),
        parents=(),
        call=f"self._store.get_by_{primary.name}(caller_id)",
        record=f"{entity.name}Record",
        title="",
    )
