"""Records found in the contract's examples."""

from collections.abc import Iterator, Mapping
from typing import Any

from agentgen.ir.api import Api
from agentgen.ir.blueprint import Entity
from agentgen.plan.candidates import Candidate

_MOST = 20


def find_examples(api: Api, candidate: Candidate, entity: Entity) -> tuple[Mapping[str, Any], ...]:
    """Example records of an entity by wire name, without repeats of the key."""
    key = next(c for c in entity.columns if c.name == entity.key)
    needed = {c.wire for c in entity.columns if c.wire and not c.nullable}
    found: dict[str, Mapping[str, Any]] = {}
    for operation in (*candidate.lists, *candidate.resource.item.values()):
        content = operation.success.json if operation.success else None
        for example in content.examples if content else ():
            for record in _records(example, needed):
                found.setdefault(repr(record.get(key.wire, record)), record)
    return tuple(found.values())[:_MOST]


def _records(value: Any, needed: set[str]) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _records(item, needed)
    elif isinstance(value, Mapping):
        if needed and needed <= set(value):
            yield value
        else:
            for item in value.values():
                yield from _records(item, needed)
