"""Views of the tests of routes."""

from typing import Any

from agentgen.emit.backend.callers import belongs_to_owner
from agentgen.emit.backend.headers import header_parameters
from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.test_context import (
    CHANGES,
    ITEM,
    PLAIN,
    TestContext,
)
from agentgen.emit.backend.test_factories import at, freed, payload_name, sample_body
from agentgen.emit.backend.test_files import file_case
from agentgen.emit.backend.test_lists import ListCases
from agentgen.emit.backend.test_marks import MarkCases
from agentgen.emit.backend.test_references import named_records
from agentgen.emit.backend.test_sessions import session_case
from agentgen.emit.backend.test_stubs import StubCases
from agentgen.emit.backend.transitions import transition_case
from agentgen.emit.backend.values import made
from agentgen.ir.api import Operation, Parameter
from agentgen.ir.blueprint import (
    FILE_KINDS,
    BehaviourKind,
    Blueprint,
    Column,
    Entity,
    OperationPlan,
    Source,
)
from agentgen.ir.schema import UNSET, Kind
from agentgen.names import shortened

_BODILESS = ("get", "head", "delete")
"""Methods whose shortcuts of httpx take no body."""
_LONGEST_NAME = 50
"""Of the part of a test's name that comes from the operation."""


class TestCases:
    """Computes what the test templates of each behaviour name."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.context = TestContext(blueprint)
        self._lists = ListCases(self.context)
        self._marks = MarkCases(self.context)
        self._stubs = StubCases(self.context)

    def of(self, plan: OperationPlan) -> list[dict[str, Any]]:
        """The view of an operation's tests, for the template of its behaviour."""
        entity = self.context.blueprint.entities.get(plan.entity)
        values = self._common(plan, entity)
        if entity is not None:
            values |= self._entity(plan, entity)
        if plan.behaviour is BehaviourKind.LIST and entity is not None:
            values |= self._lists.view(plan, entity)
        if plan.behaviour is BehaviourKind.VALUES and entity is not None:
            values |= self._lists.distinct(plan, entity)
        if plan.behaviour in FILE_KINDS and entity is not None:
            values |= file_case(self.context, plan, entity)
        if plan.behaviour is BehaviourKind.LOGOUT:
            values |= session_case(self.context, plan)
        if plan.transition is not None and entity is not None:
            values |= transition_case(self.context, plan, entity)
        if entity is not None:
            values |= self._marks.view(plan, entity)
        if plan.behaviour is BehaviourKind.STUB:
            values |= self._stubs.view(plan)
        return [values]

    def _common(self, plan: OperationPlan, entity: Entity | None) -> dict[str, Any]:
        operation = plan.operation
        is_stub = plan.behaviour is BehaviourKind.STUB
        body = operation.body.json if operation.body else None
        unusual = body is not None and operation.method in _BODILESS
        content = f"json={payload_name(plan)}()" if unusual else "json=payload" if body else ""
        send = ", ".join(
            part
            for part in (
                content,
                self._needed_query(plan),
                self.context.sent_headers(plan),
            )
            if part
        )
        return {
            "plan": plan,
            "kind": str(plan.behaviour),
            "name": operation.id if is_stub else shortened(operation.id, _LONGEST_NAME),
            "method": operation.method,
            "verb": (
                f'request("{operation.method.upper()}", ' if unusual else f"{operation.method}("
            ),
            "status": plan.status,
            "payload": f"{payload_name(plan)}()" if body else "",
            "send": f", {send}" if send else "",
            "send_anonymous": ", json=payload" if body else "",
            "needed_headers": any(
                p.required for p in header_parameters(self.context.blueprint, plan)
            ),
            "send_bare": self._bare(operation, content),
            "told": dict(plan.headers),
            "protected": plan.protected,
            "headers": bool(operation.security),
            "required_query": any(p.required for p in operation.query_parameters),
            "bare_url": self.context.url(plan, {}),
            "orphan_url": "",
            "params": "",
            "secret_in_body": False,
            "in_query": {},
            "audience": str(plan.audience),
            "url": self.context.url(plan, {}),
            "invalid": self._invalid(plan) if plan.request and not plan.each else "",
            "validation_status": self.context.blueprint.decisions.validation_status,
            "conflict": self._conflicts(plan, entity),
            "record_at": at("response.json()", plan.response.path) if plan.response else "",
            "shows": plan.response is not None,
        }

    @staticmethod
    def _bare(operation: Operation, content: str) -> str:
        """Arguments of a request without the headers that it needs."""
        parts = [content, "headers=headers" if operation.security else ""]
        return "".join(f", {part}" for part in parts if part)

    def _needed_query(self, plan: OperationPlan) -> str:
        """The parameters that a request has to carry and that select nothing."""
        selecting = (BehaviourKind.LIST, BehaviourKind.VALUES, BehaviourKind.LOGIN)
        if plan.behaviour in (*selecting, BehaviourKind.STUB):
            return ""
        needed = (p for p in plan.operation.query_parameters if p.required)
        found = {p.name: self.context.values.json(p.schema, p.name) for p in needed}
        return f"params={literal(found)}" if found else ""

    def _entity(self, plan: OperationPlan, entity: Entity) -> dict[str, Any]:
        parents, scope = self.context.parents(plan, entity)
        named = named_records(self.context.blueprint, plan, entity)
        accounts = self.context.blueprint.auth.user
        own = bool(entity.owner and accounts and plan.protected and plan.behaviour in ITEM)
        arguments = [
            *scope,
            *self._fitting_key(plan, entity),
            *([f"{entity.owner}=user.{self.context.user_key()}"] if own else []),
        ]
        changed = self._changed(plan, entity)
        given = [f"{changed[0]}={changed[2]}"] if changed else []
        names = {p.name: f"record.{plan.key_column}" for p in self._keys(plan)}
        names |= self.context.parent_names(plan, entity)
        primary = next(c.name for c in entity.columns if c.primary)
        return {
            "entity": entity,
            "record": f"{entity.name}Record",
            "parents": [*parents, *named],
            "only_parents": parents,
            "names_records": bool(named),
            "make": f"await make.{entity.slug}({', '.join(arguments)})",
            "make_changed": f"await make.{entity.slug}({', '.join([*arguments, *given])})",
            "make_foreign": f"await make.{entity.slug}({', '.join(scope)})",
            "arguments": ", ".join(arguments),
            "needs_user": own,
            "owned": own and belongs_to_owner(plan),
            "listed_self": self._lists.is_caller(plan),
            "scope_arguments": "".join(f"{argument}, " for argument in scope),
            "list_at": at("payload", plan.request.path) if plan.request else "",
            "sent_at": at("payload", plan.request.path) if plan.request else "",
            "has_parents": bool(plan.bindings) and any(b.parent for b in plan.bindings),
            "url": self.context.url(plan, names),
            "missing_url": self.context.url(plan, self.context.parent_names(plan, entity)),
            "orphan_url": self.context.url(plan, {}),
            "primary": primary,
            "apart": any(entity.column(name).references for name in entity.single),
            "changed": changed,
            "key_in_body": self._body_key(plan),
            "key_wire": literal(entity.column(plan.key_column or entity.key).wire),
            "own_key": self._own_key(plan, entity),
            "absent_key": self._absent_key(plan, entity),
            "shown": self.context.shown(plan, entity),
            "echoed": self._echoed(plan, entity),
            "soft": entity.soft_delete,
            "freed": freed(plan, entity),
            **self._account(plan, entity),
        }  # fmt: skip

    def _absent_key(self, plan: OperationPlan, entity: Entity) -> str:
        """Source of a key in the request's body that no record has."""
        if not self._body_key(plan):
            return ""
        column, values = entity.column(plan.key_column), self.context.values
        return literal(values.json(column.schema)) if column.schema else values.column(column)

    def _fitting_key(self, plan: OperationPlan, entity: Entity) -> list[str]:
        """A key that the path takes, where the path is more particular than the record."""
        api = self.context.blueprint.api
        for parameter in self._keys(plan):
            column = entity.column(plan.key_column)
            asked = api.resolve(parameter.schema).pattern
            known = api.resolve(column.schema).pattern if column.schema else ""
            if asked and asked != known and column.type in PLAIN:
                value = self.context.values.json(parameter.schema, parameter.name)
                return [f"{column.name}={self.context.values.python(column, value)}"]
        return []

    def _account(self, plan: OperationPlan, entity: Entity) -> dict[str, Any]:
        """Where account operations carry credentials and the token."""
        if entity.name != self.context.blueprint.auth.user:
            return {}
        identity, secret = self.context.blueprint.auth.login_fields
        known = next(c.name for c in entity.columns if c.wire == identity)
        if plan.request is None:
            return {"identity": known, "in_query": {"identity": identity, "secret": secret}}
        properties = self.context.blueprint.api.resolve(plan.request.record).properties
        return {
            "identity": known,
            "identity_at": at("payload", (*plan.request.path, identity)),
            "secret_at": at("payload", (*plan.request.path, secret)),
            "token_at": at("response.json()", plan.token),
            "secret_in_body": any(p.wire == secret for p in properties),
        }

    def _keys(self, plan: OperationPlan) -> list[Parameter]:
        return [p for p in plan.operation.path_parameters if p.name == plan.key]

    def _invalid(self, plan: OperationPlan) -> str:
        """A statement that makes the payload invalid; empty when nothing would."""
        assert plan.request is not None
        record = self.context.blueprint.api.resolve(plan.request.record)
        target = at("payload", plan.request.path)
        for prop in record.properties:
            found = self.context.blueprint.api.resolve(prop.schema)
            if prop.required and prop.schema.default is UNSET and found.default is UNSET:
                return f"del {target}[{literal(prop.wire)}]"
        scalars = (Kind.STRING, Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN)
        for prop in record.properties:
            if self.context.blueprint.api.resolve(prop.schema).kind in scalars:
                return f'{target}[{literal(prop.wire)}] = {{"not": "valid"}}'
        return ""

    @staticmethod
    def _conflicts(plan: OperationPlan, entity: Entity | None) -> bool:
        if entity is None or plan.request is None:
            return False
        new = (BehaviourKind.CREATE, BehaviourKind.CREATE_MANY, BehaviourKind.REGISTER)
        unique = any(c.unique and c.wire and c.source is Source.CLIENT for c in entity.columns)
        return plan.behaviour in new and unique

    def _changed(self, plan: OperationPlan, entity: Entity) -> tuple[str, str, str] | None:
        """(column, JSON path source in the payload, another value) of a property that changes."""
        if plan.request is None or plan.behaviour not in CHANGES:
            return None
        body = sample_body(self.context.blueprint, plan)
        record = body
        for part in plan.request.path:
            record = record[part]
        for column in made(entity):
            if column.wire not in record or column.type not in PLAIN or column.schema is None:
                continue
            if column.name == plan.key_column or column.source is not Source.CLIENT:
                continue
            other = self._other(column, record[column.wire])
            if other is not None:
                place = at("payload", (*plan.request.path, column.wire))
                return column.name, place, other
        return None

    def _other(self, column: Column, value: Any) -> str | None:
        assert column.schema is not None
        pair = self.context.values.pair(column.schema)
        other = next((v for v in pair or () if v != value), None)
        return None if other is None else self.context.values.python(column, other)

    @staticmethod
    def _own_key(plan: OperationPlan, entity: Entity) -> str:
        """Source of the record's key as JSON has it."""
        source = f"record.{plan.key_column}"
        plain = not plan.key_column or entity.column(plan.key_column).type in PLAIN
        return source if plain else f"str({source})"

    def _body_key(self, plan: OperationPlan) -> str:
        if not plan.key_column or plan.request is None:
            return ""
        properties = self.context.blueprint.api.resolve(plan.request.record).properties
        entity = self.context.blueprint.entities[plan.entity]
        wire = entity.column(plan.key_column).wire
        known = any(p.wire == wire for p in properties)
        return at("payload", (*plan.request.path, wire)) if known else ""

    def _echoed(self, plan: OperationPlan, entity: Entity) -> list[str]:
        """JSON names that an answer must repeat from the request."""
        if plan.response is None or plan.request is None:
            return []
        api = self.context.blueprint.api
        asked = {p.wire for p in api.resolve(plan.request.record).properties}
        shown = {p.wire for p in api.resolve(plan.response.record).properties}
        return [
            literal(c.wire) for c in entity.columns
            if c.wire in asked & shown and c.type in PLAIN
            and c.source is Source.CLIENT and c.name not in entity.scope
        ][:6]  # fmt: skip
