"""What an answer shows that depends on link tables: flags for the caller, and counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from agentgen.emit.backend.records import python_type
from agentgen.ir.blueprint import (
    MEMBER_KINDS,
    AuthKind,
    BehaviourKind,
    Blueprint,
    Derived,
    Entity,
    OperationPlan,
    Shows,
)
from agentgen.names import attribute

_PAIRING = (
    BehaviourKind.MARK, BehaviourKind.UNMARK, BehaviourKind.MARKED, *MEMBER_KINDS,
)  # fmt: skip
"""Behaviours that read or change a link table themselves."""


@dataclass(frozen=True, slots=True)
class LookView:
    """One question to a link table: `name = await self.{store}.{method}({arguments})`."""

    name: str
    store: str
    method: str
    arguments: str


@dataclass(frozen=True, slots=True)
class ViewsMethod:
    """The private methods of a service that add what is derived to records.

    Attributes:
        keys: source of the keys that `looks` ask with, by variable.
        fields: keyword arguments of the view of `record`.
        caller: type of the caller's key; empty when nothing depends on the caller.
    """

    record: str
    keys: tuple[tuple[str, str], ...]
    looks: tuple[LookView, ...]
    fields: tuple[tuple[str, str], ...]
    caller: str


def derived_in(blueprint: Blueprint, entity: Entity) -> Iterator[tuple[str, Entity, Derived]]:
    """(embedding attribute or nothing, entity, property) of all that answers may derive."""
    yield from (("", entity, d) for d in entity.derived)
    for name, shown in entity.embeds.items():
        found = blueprint.entities[shown]
        yield from ((name, found, d) for d in found.derived)


def derived_shown(blueprint: Blueprint, plan: OperationPlan) -> list[tuple[str, Entity, Derived]]:
    """What the answer of an operation derives, in its record and in whom the record embeds."""
    entity = blueprint.entities.get(plan.entity)
    if entity is None or plan.response is None:
        return []
    shape = blueprint.api.resolve(plan.response.record)
    nested = {attribute(p.wire): blueprint.api.resolve(p.schema) for p in shape.properties}
    found: list[tuple[str, Entity, Derived]] = []
    for embed, owner, derived in derived_in(blueprint, entity):
        where = nested.get(embed) if embed else shape
        if where is not None and where.property(derived.wire) is not None:
            found.append((embed, owner, derived))
    return found


def needs_viewer(blueprint: Blueprint, plan: OperationPlan) -> bool:
    """True when the answer tells what the caller marked."""
    accounts = blueprint.auth.kind is AuthKind.ACCOUNTS
    return accounts and any(d.shows is Shows.FLAG for _, _, d in derived_shown(blueprint, plan))


def user_key(blueprint: Blueprint) -> str:
    """Python type of an account's primary key."""
    return python_type(blueprint.entities[blueprint.auth.user].primary)


def views_method(blueprint: Blueprint, entity: Entity) -> ViewsMethod:
    """How a service shows records of an entity to a caller."""
    found = list(derived_in(blueprint, entity))
    keys = {"keys": entity.primary.name} if entity.derived else {}
    looks: list[LookView] = []
    own: list[tuple[str, str]] = []
    inner: dict[str, list[str]] = {}
    for embed, _, derived in found:
        key = f"{embed}_id" if embed else entity.primary.name
        source = f"{embed}_ids" if embed else "keys"
        keys[source] = key
        look = _look(
            blueprint, derived, f"{embed}_{derived.name}" if embed else derived.name, source
        )
        looks.append(look)
        flag = derived.shows is Shows.FLAG
        value = f"record.{key} in {look.name}" if flag else f"{look.name}.get(record.{key}, 0)"
        if embed:
            inner.setdefault(embed, []).append(f"{derived.name}={value}")
        else:
            own.append((derived.name, value))
    nested = [(name, f"View(record.{name}, {', '.join(v)})") for name, v in inner.items()]
    flags = any(d.shows is Shows.FLAG for _, _, d in found)
    return ViewsMethod(
        f"{entity.name}Record",
        tuple((name, f"[record.{key} for record in records]") for name, key in keys.items()),
        tuple(looks),
        (*own, *nested),
        user_key(blueprint) if flags else "",
    )


def _look(blueprint: Blueprint, derived: Derived, name: str, keys: str) -> LookView:
    store = f"_{blueprint.entities[derived.link].plural}"
    if derived.shows is Shows.FLAG:
        return LookView(name, store, "marked", f"caller_id, {keys}")
    return LookView(name, store, "counts" if derived.shows is Shows.COUNT else "made", keys)


def link_stores(blueprint: Blueprint, plans: list[OperationPlan]) -> list[Entity]:
    """The link tables that the service of some operations asks."""
    names: dict[str, None] = {}
    for plan in plans:
        if derived_shown(blueprint, plan):
            entity = blueprint.entities[plan.entity]
            names.update({d.link: None for _, _, d in derived_in(blueprint, entity)})
        if plan.link and plan.behaviour in _PAIRING:
            names[plan.link] = None
    return [blueprint.entities[name] for name in names]
