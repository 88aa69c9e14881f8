"""What the views of route tests share: URLs, records the path goes through, sample values."""

from collections.abc import Mapping
from typing import Any

from agentgen.emit.backend.arguments import path_names, variable
from agentgen.emit.backend.headers import header_parameters
from agentgen.emit.backend.literals import literal, long_literal
from agentgen.emit.backend.test_factories import PLAIN as PLAIN
from agentgen.emit.backend.values import Values
from agentgen.ir.api import Location, Parameter
from agentgen.ir.blueprint import (
    ITEM_KINDS,
    SINGLE_KINDS,
    BehaviourKind,
    Binding,
    Blueprint,
    Column,
    ColumnType,
    Entity,
    OperationPlan,
    Source,
)
from agentgen.ir.schema import Kind

ITEM = (*ITEM_KINDS, *SINGLE_KINDS)
CHANGES = (
    BehaviourKind.UPDATE, BehaviourKind.REPLACE, BehaviourKind.UPDATE_ME,
    BehaviourKind.UPDATE_SINGLE, BehaviourKind.REPLACE_SINGLE,
)  # fmt: skip
_WHOLE = (ColumnType.INTEGER, ColumnType.BIGINT)
_LONGEST_URL = 85
"""Beyond it the literal of a URL is written in parts."""


class TestContext:
    """One blueprint, seen by the tests of its routes."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self.values = Values(blueprint.api)
        self.items = _items(blueprint)

    @staticmethod
    def scope(entity: Entity, known: dict[str, str]) -> list[tuple[str, str]]:
        """(column, source) pairs that bind a record to parents with known variables."""
        found = []
        for name in entity.scope:
            target = entity.column(name).references
            if target and target[0] in known:
                found.append((name, f"{known[target[0]]}.{target[1]}"))
        return found

    def parents(self, plan: OperationPlan, entity: Entity) -> tuple[list[str], list[str]]:
        """Lines that store the parents, and arguments that bind the record to them."""
        lines: list[str] = []
        known: dict[str, str] = {}
        for binding in plan.bindings:
            if not binding.parent:
                continue
            parent = self.blueprint.entities[binding.parent]
            bound = [f"{n}={v}" for n, v in self.scope(parent, known)]
            name = variable(parent, plan)
            lines.append(f"{name} = await make.{parent.slug}({', '.join(bound)})")
            known[parent.name] = name
        return lines, [f"{n}={v}" for n, v in self.scope(entity, known)]

    def parent_names(self, plan: OperationPlan, entity: Entity) -> dict[str, str]:
        """Source of the path parameters that name parents."""
        found: dict[str, str] = {}
        for binding in plan.bindings:
            if binding.parent:
                parent = self.blueprint.entities[binding.parent]
                found[binding.parameter] = f"{variable(parent, plan)}.{binding.parent_key}"
                plain = (b for b in plan.bindings if b.column in parent.scope and not b.parent)
                found |= {b.parameter: f"{variable(parent, plan)}.{b.column}" for b in plain}
        return found

    def url(self, plan: OperationPlan, names: dict[str, str]) -> str:
        """Source of the URL; parameters without a record get a valid value."""
        path = self.blueprint.prefix + plan.operation.path
        dynamic = False
        text = path.replace("{", "\0").replace("}", "\1")
        for parameter in plan.operation.path_parameters:
            place = f"\0{parameter.name}\1"
            if parameter.name in names:
                text, dynamic = text.replace(place, "{" + names[parameter.name] + "}"), True
            else:
                text = text.replace(place, self.plain_key(plan, parameter))
        return f"f{literal(text)}" if dynamic else long_literal(text, _LONGEST_URL)

    def plain_key(self, plan: OperationPlan, parameter: Parameter) -> str:
        """A valid value of a path parameter that names no stored record."""
        entity = self.blueprint.entities.get(plan.entity)
        binding = next((b for b in plan.bindings if b.parameter == parameter.name), None)
        named = self._named(plan, parameter, binding)
        text = self.blueprint.api.resolve(parameter.schema).kind is Kind.STRING
        if text and named is not None and named.type in _WHOLE:
            return "999"  # of a number that the contract takes for a text
        scope = binding.column if binding is not None and not binding.parent else ""
        if entity is not None and any(c.name == scope for c in entity.columns):
            column = entity.column(scope)
            source = self.values.column(column)
            if source[:1] == '"':
                return source[1:-1]
        value = str(self.values.json(parameter.schema, path_names(plan)[parameter.name]))
        return value.replace(" ", "-").replace("/", "-").replace("{", "").replace("}", "")

    def _named(
        self, plan: OperationPlan, parameter: Parameter, binding: Binding | None
    ) -> Column | None:
        """The key column of the record that a path parameter names."""
        entities = self.blueprint.entities
        if binding is not None and binding.parent:
            return entities[binding.parent].column(binding.parent_key)
        own = plan.entity in entities and parameter.name == plan.key
        return entities[plan.entity].column(plan.key_column) if own else None

    def sent_headers(self, plan: OperationPlan, more: Mapping[str, str] | None = None) -> str:
        """The argument `headers=…` of a request, with what the contract demands; may be empty."""
        needed = [p for p in header_parameters(self.blueprint, plan) if p.required]
        values = {p.name: _as_text(self.values.json(p.schema, p.name)) for p in needed}
        sent = {p.name: values[p.name] for p in needed if p.location is Location.HEADER}
        items = [f"{literal(k)}: {literal(v)}" for k, v in ({**(more or {}), **sent}).items()]
        cookies = "; ".join(f"{n}={v}" for n, v in values.items() if n not in sent)
        if cookies:
            items.append(f'"Cookie": {self._cookies(plan, cookies)}')
        base = "headers" if plan.operation.security else ""
        own = "{" + ", ".join(items) + "}" if items else ""
        return f"headers={' | '.join(part for part in (base, own) if part)}" if base or own else ""

    def _cookies(self, plan: OperationPlan, cookies: str) -> str:
        """Source of a Cookie header that keeps those of the credentials."""
        schemes = self.blueprint.api.security_schemes.values()
        if plan.operation.security and any(s.location == "cookie" for s in schemes):
            return f'headers["Cookie"] + {literal("; " + cookies)}'
        return literal(cookies)

    def shown(self, plan: OperationPlan, entity: Entity) -> list[tuple[str, str]]:
        """(JSON name, record attribute) pairs that an answer must show as stored."""
        if plan.response is None:
            return []
        wires = {p.wire for p in self.blueprint.api.resolve(plan.response.record).properties}
        found = [
            (literal(c.wire), c.name) for c in entity.columns
            if c.wire in wires and c.type in PLAIN and c.source is not Source.PASSWORD
            and not (c.source is Source.OWNER and c.nullable)
        ]  # fmt: skip
        return found[:4]

    def user_key(self) -> str:
        """Attribute of an account's primary key."""
        user = self.blueprint.entities[self.blueprint.auth.user]
        return next(c.name for c in user.columns if c.primary)


def _as_text(value: Any) -> str:
    """A value as a header carries it."""
    if isinstance(value, list):
        return ",".join(_as_text(item) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def path_part(text: str) -> str:
    """A parameter's name as part of a test's name."""
    return "".join(c if c.isalnum() and c.isascii() else "_" for c in text).lower().strip("_")


def _items(blueprint: Blueprint) -> dict[str, tuple[Entity, str]]:
    """Item paths of stored records, with the column their last parameter names."""
    found: dict[str, tuple[Entity, str]] = {}
    for written in blueprint.operations:
        plan = written.inferred or written
        if plan.entity and plan.key and plan.behaviour is not BehaviourKind.STUB:
            found[plan.operation.path] = (blueprint.entities[plan.entity], plan.key_column)
    return found
