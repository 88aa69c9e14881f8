"""Types of the keys that a contract does not show, as a policy gives them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from agentgen.ir.blueprint import ColumnType, Entity, Source
from agentgen.ir.policy import Policy

_KEYS = frozenset(("id", "ids", "key", "keys", "identifier", "identifiers"))


def with_stated_key(policy: Policy, entity: Entity) -> Entity:
    """The entity with a UUID as its hidden primary key, where the policy says so.

    A policy speaks of one column (`users.user_id`) or of keys in general. What the contract shows
    keeps the type that the contract gives it.
    """
    primary = entity.primary
    if primary.wire or primary.source is not Source.SERIAL or not _is_uuid(policy, entity):
        return entity
    stated = replace(primary, type=ColumnType.UUID, source=Source.UUID)
    columns = tuple(stated if c is primary else c for c in entity.columns)
    return replace(entity, columns=columns)


def _is_uuid(policy: Policy, entity: Entity) -> bool:
    setting = policy.setting("column-types")
    types: Mapping[str, Any] = (setting.params.get("types") or {}) if setting else {}
    own = {f"{entity.table}.{name}" for name in (entity.primary.name, f"{entity.slug}_id")}
    return any(str(types[name]).lower() == "uuid" for name in types if name in own | _KEYS)
