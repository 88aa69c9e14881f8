"""Views of the factories that tests store records and make requests with."""

from dataclasses import dataclass
from typing import Any

from agentgen.emit.backend.literals import broken_literal, literal, sentence
from agentgen.emit.backend.values import Values, made, named
from agentgen.ir.blueprint import (
    BehaviourKind,
    Blueprint,
    Column,
    ColumnType,
    Entity,
    OperationPlan,
    Source,
)
from agentgen.names import shortened

PLAIN = (
    ColumnType.STRING, ColumnType.TEXT, ColumnType.INTEGER, ColumnType.BIGINT, ColumnType.BOOLEAN,
)  # fmt: skip
_LONGEST_NAME = 60
"""Of the part of a payload's name that comes from the operation."""


@dataclass(frozen=True, slots=True)
class FactoryView:
    """How a record of one entity is stored: `values` are source, `needs` other records."""

    slug: str
    record: str
    title: str
    values: tuple[tuple[str, str], ...]
    fresh: tuple[tuple[str, str], ...]
    needs: tuple[tuple[str, str, str], ...]


def factory_views(blueprint: Blueprint) -> list[FactoryView]:
    """One factory an entity."""
    return [_factory(blueprint, entity) for entity in blueprint.entities.values()]


def _factory(blueprint: Blueprint, entity: Entity) -> FactoryView:
    values = Values(blueprint.api)
    needs = tuple(
        (c.name, blueprint.entities[c.references[0]].slug, c.references[1])
        for c in entity.columns
        if c.references
        and (c.source is Source.CLIENT or not c.nullable)
        and c.references[0] != entity.name
    )
    given = (*made(entity), *_scopes(entity), *named(entity))
    plain = [(c.name, values.column(c)) for c in given]
    fresh = tuple(pair for pair in plain if "next(numbers)" in pair[1] or "uuid4()" in pair[1])
    return FactoryView(
        slug=entity.slug,
        record=f"{entity.name}Record",
        title=entity.title.lower(),
        values=tuple(pair for pair in plain if pair not in fresh),
        fresh=fresh,
        needs=needs,
    )


def _scopes(entity: Entity) -> list[Column]:
    return [c for c in entity.columns if c.name in entity.scope and not c.references]


@dataclass(frozen=True, slots=True)
class PayloadView:
    """A valid JSON body of one operation, as Python source."""

    name: str
    doc: str
    source: str


def payload_views(blueprint: Blueprint) -> list[PayloadView]:
    """One function a request body."""
    found: list[PayloadView] = []
    for plan in blueprint.operations:
        body = plan.operation.body
        if body is not None and body.json is not None:
            source = broken_literal(Values(blueprint.api).json(body.json.schema))
            doc = f"Return a valid body for {plan.operation.method.upper()} {plan.operation.path}."
            found.append(PayloadView(payload_name(plan), sentence(doc, doc, 88), source))
    return found


def payload_name(plan: OperationPlan) -> str:
    """Name of the function that returns a valid body."""
    return f"{shortened(plan.operation.id, _LONGEST_NAME)}_payload"


def at(source: str, path: tuple[str, ...]) -> str:
    """Source of what lies at a JSON path."""
    return source + "".join(f"[{literal(part)}]" for part in path)


def sample_body(blueprint: Blueprint, plan: OperationPlan) -> Any:
    """The JSON body that `payload_name` stands for."""
    body = plan.operation.body
    content = body.json if body else None
    return Values(blueprint.api).json(content.schema) if content else None


def freed(plan: OperationPlan, entity: Entity) -> tuple[str, str] | None:
    """A unique column, and the source of its value in the payload."""
    if plan.behaviour is not BehaviourKind.CREATE or not entity.soft_delete or not plan.request:
        return None
    client = (c for c in entity.columns if c.source is Source.CLIENT and c.wire)
    column = next((c for c in client if c.unique and c.type in PLAIN), None)
    place = (*plan.request.path, column.wire) if column else ()
    return (column.name, at("payload", place)) if column else None
