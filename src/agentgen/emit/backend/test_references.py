"""What the tests of requests need that name records of other entities (`petId`)."""

from typing import Any

from agentgen.emit.backend.test_factories import sample_body
from agentgen.emit.backend.values import Values, named
from agentgen.ir.blueprint import Blueprint, Entity, OperationPlan


def named_records(blueprint: Blueprint, plan: OperationPlan, entity: Entity) -> list[str]:
    """Lines that store the records which the sample request names."""
    lines: list[str] = []
    for column in named(entity):
        assert column.references is not None
        target = blueprint.entities[column.references[0]]
        key = target.column(column.references[1])
        for value in dict.fromkeys(_sent(blueprint, plan, column.wire)):
            source = Values(blueprint.api).python(key, value)
            lines.append(f"await make.{target.slug}({key.name}={source})")
    return lines


def _sent(blueprint: Blueprint, plan: OperationPlan, wire: str) -> list[Any]:
    """The values of a property in the sample request, which may carry a list of records."""
    if plan.request is None:
        return []
    found = sample_body(blueprint, plan)
    for part in plan.request.path:
        found = found[part]
    records = found if isinstance(found, list) else [found]
    return [r[wire] for r in records if isinstance(r, dict) and r.get(wire) is not None]
