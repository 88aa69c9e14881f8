"""Views of the tests of lists."""

from typing import Any

from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.ordering import falls
from agentgen.emit.backend.test_context import (
    PLAIN,
    TestContext,
    path_part,
)
from agentgen.emit.backend.test_factories import at
from agentgen.emit.backend.test_holes import hole_cases
from agentgen.ir.api import Parameter
from agentgen.ir.blueprint import (
    Column,
    ColumnType,
    Entity,
    Fill,
    Filter,
    Match,
    OperationPlan,
    PagingStyle,
    Source,
)
from agentgen.ir.schema import UNSET, Kind, Schema

_TEXT = (ColumnType.STRING, ColumnType.TEXT)


class ListCases:
    """Computes what the test template of lists names."""

    def __init__(self, context: TestContext) -> None:
        self.context = context

    def view(self, plan: OperationPlan, entity: Entity) -> dict[str, Any]:
        """What the template names beyond what all tests do."""
        required = self._required(plan, entity)
        shown = self.context.shown(plan, entity)
        varies = self.context.values.varies(entity)
        fitting = self._fitting(plan, entity)
        _, scope = self.context.parents(plan, entity)
        return {
            "make": f"await make.{entity.slug}({', '.join([*scope, *fitting])})",
            "scope_arguments": "".join(f"{argument}, " for argument in [*scope, *fitting]),
            "params": f", params={{{', '.join(required)}}}" if required else "",
            "total": at("response.json()", plan.total) if plan.total else "",
            "limit": plan.paging.limit if varies and not self._is_one(plan, entity) else "",
            **self._cursor(plan, varies=varies),
            "holes": list(hole_cases(self.context, plan, entity, required)),
            "limit_params": "{" + ", ".join([*required, f"{literal(plan.paging.limit)}: 1"]) + "}",
            "filters": self._filters(plan, entity, required) if varies else [],
            "probes": self._probes(plan, entity, required),
            "other_at": at("other.json()", plan.response.path) if plan.response else "",
            "uses_record": bool(required or (shown and not self.is_caller(plan))),
            "same": self._same(plan, entity),
        }

    @staticmethod
    def _cursor(plan: OperationPlan, *, varies: bool) -> dict[str, Any]:
        """Where an answer names the next page, and the parameter that asks for it."""
        told = next((f for f in plan.envelope if f.fill is Fill.NEXT_CURSOR), None)
        if plan.paging.style is not PagingStyle.CURSOR or told is None or not plan.paging.limit:
            return {"cursor": ""}
        end = "".join(f".get({literal(part)}, {{}})" for part in told.path[:-1])
        return {
            "cursor": literal(plan.paging.start) if varies else "",
            "newest_first": falls(plan),
            "next_at": at("response.json()", told.path),
            "end_at": f"second.json(){end}.get({literal(told.path[-1])})",
        }

    def distinct(self, plan: OperationPlan, entity: Entity) -> dict[str, Any]:
        """Records whose values in one column overlap, and the values in order."""
        column = entity.column(plan.key_column)
        api = self.context.blueprint.api
        assert column.schema is not None
        found = api.resolve(column.schema)
        inner = found.items if column.type is ColumnType.JSON and found.items else found
        one, other = self.context.values.pair(inner) or (self.context.values.json(inner),) * 2
        lists = ([one, other], [other], [one])
        stored = lists if column.type is ColumnType.JSON else (one, other, one)
        return {
            "stored": [f"{column.name}={literal(value)}" for value in stored],
            "expected": literal(sorted({one, other})),
        }

    def is_caller(self, plan: OperationPlan) -> bool:
        """True when the list also shows the account that calls."""
        return plan.entity == self.context.blueprint.auth.user and bool(plan.operation.security)

    @staticmethod
    def _is_one(plan: OperationPlan, entity: Entity) -> bool:
        """True when the query has to name one record."""
        needed = {p.name for p in plan.operation.query_parameters if p.required}
        columns = [f.column for f in plan.filters if f.parameter in needed]
        return any(c.unique or c.primary for c in entity.columns if c.name in columns)

    def _same(self, plan: OperationPlan, entity: Entity) -> str:
        """Arguments of a second record that the same request finds."""
        needed = {p.name for p in plan.operation.query_parameters if p.required}
        asked = [f.column for f in plan.filters if f.parameter in needed and f.column]
        columns = [column.partition(".")[0] for column in asked]
        _, scope = self.context.parents(plan, entity)
        return ", ".join([*scope, *(f"{name}=record.{name}" for name in dict.fromkeys(columns))])

    def _required(self, plan: OperationPlan, entity: Entity) -> list[str]:
        """Items of the query that a request can't go without, taken from `record`."""
        needed = {p.name for p in plan.operation.query_parameters if p.required}
        found = [f for f in plan.filters if f.parameter in needed]
        return [f"{literal(f.parameter)}: {self._value(entity, f)}" for f in found]

    def _fitting(self, plan: OperationPlan, entity: Entity) -> list[str]:
        """Arguments that give a record values which the query's own types accept."""
        found: list[str] = []
        for item in plan.filters:
            parameter = next(p for p in plan.operation.parameters if p.name == item.parameter)
            if not item.column or "." in item.column:
                continue
            column = entity.column(item.column)
            if not parameter.required:
                found += self._preset(item, parameter, column)
                continue
            own = self.context.blueprint.api.resolve(parameter.schema)
            stored = self.context.blueprint.api.resolve(column.schema) if column.schema else own
            if own.kind is stored.kind and own.format != stored.format:
                value = self.context.values.json(parameter.schema)
                found.append(f"{column.name}={self.context.values.python(column, value)}")
        named = {argument.partition("=")[0]: argument for argument in reversed(found)}
        return list(reversed(named.values()))

    def _preset(self, item: Filter, parameter: Parameter, column: Column) -> list[str]:
        """The value that a list selects when nothing is asked for (`state=open`)."""
        schema = self.context.blueprint.api.resolve(parameter.schema)
        value = parameter.schema.default or schema.default
        plain = isinstance(value, str | int) and column.type in PLAIN and not column.unique
        if item.match is not Match.EQUALS or item.neutral is not UNSET or not plain:
            return []
        return [f"{column.name}={self.context.values.python(column, value)}"]

    @staticmethod
    def _value(entity: Entity, found: Filter) -> str:
        if found.match is Match.CONTAINS_NAMED:
            return _labelled(found)
        source = f"record.{found.column}" if found.column else f"record.{entity.label}"
        column = entity.column(found.column or entity.label)
        if column.type in (ColumnType.DATETIME, ColumnType.DATE):
            return f"{source}.isoformat()"
        if found.match is Match.CONTAINS:
            return f"{source}[0]"
        return source if column.type in PLAIN else f"str({source})"

    def _filters(
        self, plan: OperationPlan, entity: Entity, required: list[str]
    ) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for item in plan.filters:
            if item.match not in (Match.EQUALS, Match.ANY_OF) or not item.column:
                continue
            column = entity.column(item.column)
            parameter = next(p for p in plan.operation.parameters if p.name == item.parameter)
            source = self._compared(item, parameter, column)
            pair = self._pair(source, item) if source else None
            if pair is None or column.type not in PLAIN or column.unique or column.primary:
                continue
            if any(a.startswith(f"{column.name}=") for a in self._fitting(plan, entity)):
                continue
            if column.name in entity.scope or (column.references and not _is_named(column)):
                continue
            rest = [r for r in required if not r.startswith(literal(item.parameter) + ":")]
            query = ", ".join([*rest, f"{literal(item.parameter)}: {self._query(pair[0])}"])
            found.append(
                {
                    "name": path_part(item.parameter),
                    "lines": self._named(column, pair),
                    "one": f"{column.name}={self.context.values.python(column, pair[0])}",
                    "other": f"{column.name}={self.context.values.python(column, pair[1])}",
                    "params": "{" + query + "}",
                }
            )
        return found

    def _named(self, column: Column, keys: tuple[Any, Any]) -> list[str]:
        """Lines that store the records which two keys name."""
        if not column.references:
            return []
        target = self.context.blueprint.entities[column.references[0]]
        key = target.column(column.references[1])
        made = (self.context.values.python(key, k) for k in keys)
        return [f"await make.{target.slug}({key.name}={source})" for source in made]

    def _compared(self, item: Filter, parameter: Parameter, column: Column) -> Schema | None:
        """The schema whose values both the parameter and the column take."""
        api = self.context.blueprint.api
        listed = column.schema is not None and api.resolve(column.schema).enum
        if item.match is Match.ANY_OF or (listed and not api.resolve(parameter.schema).enum):
            return column.schema
        return parameter.schema

    def _pair(self, schema: Schema, item: Filter) -> tuple[Any, Any] | None:
        """Two values of which the first is one to filter by."""
        values = self.context.blueprint.api.resolve(schema).enum
        chosen = [value for value in values if value != item.neutral]
        if values and len(chosen) > 1:
            return chosen[0], chosen[1]
        pair = self.context.values.pair(schema)
        return (pair[1], pair[0]) if pair and pair[0] == item.neutral else pair

    def _probes(
        self, plan: OperationPlan, entity: Entity, required: list[str]
    ) -> list[dict[str, Any]]:
        """Searches: parameters that find the record, and some that find nothing."""
        found: list[dict[str, Any]] = []
        for item in plan.filters:
            parameter = next(p for p in plan.operation.parameters if p.name == item.parameter)
            schema = self.context.blueprint.api.resolve(parameter.schema)
            if item.match is Match.MARKED_BY:
                if schema.kind is Kind.INTEGER or not (schema.format or schema.pattern):
                    found.append(self._marked(entity, item, required, schema.kind))
                continue
            source = self._probe(entity, item)
            if not source or schema.kind is not Kind.STRING or schema.enum or schema.pattern:
                continue
            nothing = literal("zzzzzzzz"[: schema.max_length or 8])
            name = literal(item.parameter)
            rest = [r for r in required if not r.startswith(f"{name}:")]
            found.append(
                {
                    "name": path_part(item.parameter),
                    "lines": [],
                    "params": "{" + ", ".join([*rest, f"{name}: {source}"]) + "}",
                    "others": "{" + ", ".join([*rest, f"{name}: {nothing}"]) + "}",
                }
            )
        return found

    def _marked(
        self, entity: Entity, item: Filter, required: list[str], kind: Kind
    ) -> dict[str, Any]:
        """A user who marked the record, and one whom nobody knows."""
        blueprint = self.context.blueprint
        table, _, column = item.column.partition(".")
        link, user = blueprint.entities[table], blueprint.entities[blueprint.auth.user]
        assert link.link is not None
        name = literal(item.parameter)
        stranger = '"zzzzzzzz"' if kind is Kind.STRING else "0"
        pair = (
            f"{link.link.left}=marker.{user.primary.name}, "
            f"{link.link.right}=record.{entity.primary.name}"
        )
        return {
            "name": path_part(item.parameter),
            "lines": [f"marker = await make.{user.slug}()", f"await make.{link.slug}({pair})"],
            "params": "{" + ", ".join([*required, f"{name}: marker.{column}"]) + "}",
            "others": "{" + ", ".join([*required, f"{name}: {stranger}"]) + "}",
        }

    @staticmethod
    def _probe(entity: Entity, item: Filter) -> str:
        if item.match is Match.SEARCH:
            label = entity.column(entity.label)
            return f"record.{label.name}" if label.type in _TEXT else ""
        if item.match is Match.CONTAINS_NAMED:
            return _labelled(item)
        if item.match is Match.CONTAINS:
            return f"record.{item.column}[0]"
        return f"record.{item.column}" if item.match is Match.RELATED else ""

    @staticmethod
    def _query(value: Any) -> str:
        return literal(str(value).lower()) if isinstance(value, bool) else literal(value)


def _is_named(column: Column) -> bool:
    return column.references is not None and column.source is Source.CLIENT


def _labelled(found: Filter) -> str:
    """Source of the label of the first object in a list."""
    name, _, key = found.column.partition(".")
    return f"record.{name}[0][{literal(key)}]"
