"""Views of the tests of routes."""

from typing import Any

from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.operations import path_name
from agentgen.emit.backend.test_factories import at, payload_name, sample_body
from agentgen.emit.backend.values import Values, made
from agentgen.ir.api import Parameter
from agentgen.ir.blueprint import (
    BehaviourKind,
    Blueprint,
    Column,
    ColumnType,
    Entity,
    Filter,
    Match,
    OperationPlan,
    Source,
)
from agentgen.ir.schema import UNSET, Kind

_PLAIN = (
    ColumnType.STRING, ColumnType.TEXT, ColumnType.INTEGER, ColumnType.BIGINT, ColumnType.BOOLEAN,
)  # fmt: skip
_ITEM = (BehaviourKind.READ, BehaviourKind.UPDATE, BehaviourKind.REPLACE, BehaviourKind.DELETE)
_CHANGES = (BehaviourKind.UPDATE, BehaviourKind.REPLACE, BehaviourKind.UPDATE_ME)


class TestCases:
    """Computes what the test templates of each behaviour name."""

    def __init__(self, blueprint: Blueprint) -> None:
        self._blueprint = blueprint
        self._values = Values(blueprint.api)
        self._items = _items(blueprint)

    def of(self, plan: OperationPlan) -> list[dict[str, Any]]:
        """The view of an operation's tests, for the template of its behaviour."""
        entity = self._blueprint.entities.get(plan.entity)
        values = self._common(plan, entity)
        if entity is not None:
            values |= self._entity(plan, entity)
        if plan.behaviour is BehaviourKind.LIST and entity is not None:
            values |= self._list(plan, entity)
        if plan.behaviour is BehaviourKind.STUB:
            values |= self._stub(plan)
        return [values]

    def _common(self, plan: OperationPlan, entity: Entity | None) -> dict[str, Any]:
        operation = plan.operation
        body = operation.body.json if operation.body else None
        send = ", ".join(
            part
            for part in (
                "json=payload" if body else "",
                "headers=headers" if operation.security else "",
            )
            if part
        )
        return {
            "plan": plan,
            "kind": str(plan.behaviour),
            "name": operation.id,
            "method": operation.method,
            "status": plan.status,
            "payload": f"{payload_name(plan)}()" if body else "",
            "send": f", {send}" if send else "",
            "send_anonymous": ", json=payload" if body else "",
            "protected": plan.protected,
            "headers": bool(operation.security),
            "bare_url": self._url(plan, {}),
            "orphan_url": "",
            "url": self._url(plan, {}),
            "invalid": self._invalid(plan) if plan.request else "",
            "validation_status": self._blueprint.decisions.validation_status,
            "conflict": self._conflicts(plan, entity),
            "record_at": at("response.json()", plan.response.path) if plan.response else "",
            "shows": plan.response is not None,
        }

    def _entity(self, plan: OperationPlan, entity: Entity) -> dict[str, Any]:
        parents, scope = self._parents(plan, entity)
        accounts = self._blueprint.auth.user
        own = bool(entity.owner and accounts and plan.protected and plan.behaviour in _ITEM)
        arguments = [*scope, *([f"{entity.owner}=user.{self._user_key()}"] if own else [])]
        changed = self._changed(plan, entity)
        given = [f"{changed[0]}={changed[2]}"] if changed else []
        names = {p.name: f"record.{plan.key_column}" for p in self._keys(plan)}
        names |= self._parent_names(plan, entity)
        primary = next(c.name for c in entity.columns if c.primary)
        return {
            "entity": entity,
            "record": f"{entity.name}Record",
            "parents": parents,
            "make": f"await make.{entity.slug}({', '.join(arguments)})",
            "make_changed": f"await make.{entity.slug}({', '.join([*arguments, *given])})",
            "make_foreign": f"await make.{entity.slug}({', '.join(scope)})",
            "arguments": ", ".join(arguments),
            "needs_user": own,
            "owned": own and plan.behaviour is not BehaviourKind.READ,
            "listed_self": self._is_caller(plan),
            "scope_arguments": "".join(f"{argument}, " for argument in scope),
            "sent_at": at("payload", plan.request.path) if plan.request else "",
            "has_parents": bool(plan.bindings) and any(b.parent for b in plan.bindings),
            "url": self._url(plan, names),
            "missing_url": self._url(plan, self._parent_names(plan, entity)),
            "orphan_url": self._url(plan, {}),
            "primary": primary,
            "changed": changed,
            "key_in_body": self._body_key(plan),
            "absent_key": literal(self._values.json(_schema_of(entity, plan.key_column)))
            if plan.key_in_body else "",
            "shown": self._shown(plan, entity),
            "echoed": self._echoed(plan, entity),
            "soft": entity.soft_delete,
            **self._account(plan, entity),
        }  # fmt: skip

    def _user_key(self) -> str:
        user = self._blueprint.entities[self._blueprint.auth.user]
        return next(c.name for c in user.columns if c.primary)

    def _account(self, plan: OperationPlan, entity: Entity) -> dict[str, Any]:
        """Where account operations carry credentials and the token."""
        if plan.request is None or entity.name != self._blueprint.auth.user:
            return {}
        identity, secret = self._blueprint.auth.login_fields
        properties = self._blueprint.api.resolve(plan.request.record).properties
        return {
            "identity": next(c.name for c in entity.columns if c.wire == identity),
            "identity_at": at("payload", (*plan.request.path, identity)),
            "secret_at": at("payload", (*plan.request.path, secret)),
            "token_at": at("response.json()", plan.token),
            "secret_in_body": any(p.wire == secret for p in properties),
        }

    def _keys(self, plan: OperationPlan) -> list[Parameter]:
        return [p for p in plan.operation.path_parameters if p.name == plan.key]

    def _parents(self, plan: OperationPlan, entity: Entity) -> tuple[list[str], list[str]]:
        """Lines that store the parents, and arguments that bind the record to them."""
        lines: list[str] = []
        known: dict[str, str] = {}
        for binding in plan.bindings:
            if not binding.parent:
                continue
            parent = self._blueprint.entities[binding.parent]
            bound = [f"{n}={v}" for n, v in self._scope(parent, known)]
            lines.append(f"{parent.slug} = await make.{parent.slug}({', '.join(bound)})")
            known[parent.name] = parent.slug
        return lines, [f"{n}={v}" for n, v in self._scope(entity, known)]

    @staticmethod
    def _scope(entity: Entity, known: dict[str, str]) -> list[tuple[str, str]]:
        found = []
        for name in entity.scope:
            target = entity.column(name).references
            if target and target[0] in known:
                found.append((name, f"{known[target[0]]}.{target[1]}"))
        return found

    def _parent_names(self, plan: OperationPlan, entity: Entity) -> dict[str, str]:
        """Source of the path parameters that name parents."""
        found: dict[str, str] = {}
        for binding in plan.bindings:
            if binding.parent:
                parent = self._blueprint.entities[binding.parent]
                found[binding.parameter] = f"{parent.slug}.{binding.parent_key}"
        return found

    def _url(self, plan: OperationPlan, names: dict[str, str]) -> str:
        """Source of the URL; parameters without a record get a valid value."""
        path = self._blueprint.prefix + plan.operation.path
        dynamic = False
        text = path.replace("{", "\0").replace("}", "\1")
        for parameter in plan.operation.path_parameters:
            place = f"\0{parameter.name}\1"
            if parameter.name in names:
                text, dynamic = text.replace(place, "{" + names[parameter.name] + "}"), True
            else:
                text = text.replace(place, self._plain_key(plan, parameter))
        return ("f" if dynamic else "") + literal(text)

    def _plain_key(self, plan: OperationPlan, parameter: Parameter) -> str:
        entity = self._blueprint.entities.get(plan.entity)
        binding = next((b for b in plan.bindings if b.parameter == parameter.name), None)
        if entity and binding and not binding.parent:
            column = entity.column(binding.column)
            source = self._values.column(column)
            if source[:1] == '"':
                return source[1:-1]
        value = str(self._values.json(parameter.schema, path_name(parameter)))
        return value.replace(" ", "-").replace("/", "-").replace("{", "").replace("}", "")

    def _invalid(self, plan: OperationPlan) -> str:
        """A statement that makes the payload invalid; empty when nothing would."""
        assert plan.request is not None
        record = self._blueprint.api.resolve(plan.request.record)
        target = at("payload", plan.request.path)
        for prop in record.properties:
            found = self._blueprint.api.resolve(prop.schema)
            if prop.required and prop.schema.default is UNSET and found.default is UNSET:
                return f"del {target}[{literal(prop.wire)}]"
        scalars = (Kind.STRING, Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN)
        for prop in record.properties:
            if self._blueprint.api.resolve(prop.schema).kind in scalars:
                return f'{target}[{literal(prop.wire)}] = {{"not": "valid"}}'
        return ""

    @staticmethod
    def _conflicts(plan: OperationPlan, entity: Entity | None) -> bool:
        if entity is None or plan.request is None:
            return False
        new = (BehaviourKind.CREATE, BehaviourKind.REGISTER)
        unique = any(c.unique and c.wire and c.source is Source.CLIENT for c in entity.columns)
        return plan.behaviour in new and unique

    def _changed(self, plan: OperationPlan, entity: Entity) -> tuple[str, str, str] | None:
        """(column, JSON path source in the payload, another value) of a property that changes."""
        if plan.request is None or plan.behaviour not in _CHANGES:
            return None
        body = sample_body(self._blueprint, plan)
        record = body
        for part in plan.request.path:
            record = record[part]
        for column in made(entity):
            if column.wire not in record or column.type not in _PLAIN or column.schema is None:
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
        pair = self._values.pair(column.schema)
        other = next((v for v in pair or () if v != value), None)
        return None if other is None else self._values.python(column, other)

    def _body_key(self, plan: OperationPlan) -> str:
        if not plan.key_in_body or plan.request is None:
            return ""
        properties = self._blueprint.api.resolve(plan.request.record).properties
        entity = self._blueprint.entities[plan.entity]
        wire = entity.column(plan.key_column).wire
        known = any(p.wire == wire for p in properties)
        return at("payload", (*plan.request.path, wire)) if known else ""

    def _shown(self, plan: OperationPlan, entity: Entity) -> list[tuple[str, str]]:
        """(JSON name, record attribute) pairs that an answer must show as stored."""
        if plan.response is None:
            return []
        wires = {p.wire for p in self._blueprint.api.resolve(plan.response.record).properties}
        found = [
            (literal(c.wire), c.name) for c in entity.columns
            if c.wire in wires and c.type in _PLAIN and c.source is not Source.PASSWORD
        ]  # fmt: skip
        return found[:4]

    def _echoed(self, plan: OperationPlan, entity: Entity) -> list[str]:
        """JSON names that an answer must repeat from the request."""
        if plan.response is None or plan.request is None:
            return []
        api = self._blueprint.api
        asked = {p.wire for p in api.resolve(plan.request.record).properties}
        shown = {p.wire for p in api.resolve(plan.response.record).properties}
        return [
            literal(c.wire) for c in entity.columns
            if c.wire in asked & shown and c.type in _PLAIN
            and c.source is Source.CLIENT and c.name not in entity.scope
        ][:6]  # fmt: skip

    def _list(self, plan: OperationPlan, entity: Entity) -> dict[str, Any]:
        required = self._required(plan, entity)
        shown = self._shown(plan, entity)
        fitting = self._fitting(plan, entity)
        _, scope = self._parents(plan, entity)
        return {
            "make": f"await make.{entity.slug}({', '.join([*scope, *fitting])})",
            "scope_arguments": "".join(f"{argument}, " for argument in [*scope, *fitting]),
            "params": f", params={{{', '.join(required)}}}" if required else "",
            "total": at("response.json()", plan.total) if plan.total else "",
            "limit": plan.paging.limit,
            "limit_params": "{" + ", ".join([*required, f"{literal(plan.paging.limit)}: 1"]) + "}",
            "filters": self._filters(plan, entity, required),
            "uses_record": bool(required or (shown and not self._is_caller(plan))),
            "same": self._same(plan, entity),
        }

    def _is_caller(self, plan: OperationPlan) -> bool:
        """True when the list also shows the account that calls."""
        return plan.entity == self._blueprint.auth.user and bool(plan.operation.security)

    def _same(self, plan: OperationPlan, entity: Entity) -> str:
        """Arguments of a second record that the same request finds."""
        needed = {p.name for p in plan.operation.query_parameters if p.required}
        columns = [f.column for f in plan.filters if f.parameter in needed and f.column]
        _, scope = self._parents(plan, entity)
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
            if not item.column or "." in item.column or not parameter.required:
                continue
            column = entity.column(item.column)
            own = self._blueprint.api.resolve(parameter.schema)
            stored = self._blueprint.api.resolve(column.schema) if column.schema else own
            if own.kind is stored.kind and own.format != stored.format:
                value = self._values.json(parameter.schema)
                found.append(f"{column.name}={self._values.python(column, value)}")
        return found

    @staticmethod
    def _value(entity: Entity, found: Filter) -> str:
        source = f"record.{found.column}" if found.column else f"record.{entity.label}"
        column = entity.column(found.column or entity.label)
        if column.type in (ColumnType.DATETIME, ColumnType.DATE):
            return f"{source}.isoformat()"
        if found.match is Match.CONTAINS:
            return f"{source}[0]"
        return source if column.type in _PLAIN else f"str({source})"

    def _filters(
        self, plan: OperationPlan, entity: Entity, required: list[str]
    ) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for item in plan.filters:
            if item.match not in (Match.EQUALS, Match.ANY_OF) or not item.column:
                continue
            column = entity.column(item.column)
            parameter = next(p for p in plan.operation.parameters if p.name == item.parameter)
            source = parameter.schema if item.match is Match.EQUALS else column.schema
            pair = self._values.pair(source) if source else None
            if pair is None or column.type not in _PLAIN or column.unique or column.primary:
                continue
            if any(a.startswith(f"{column.name}=") for a in self._fitting(plan, entity)):
                continue
            if column.name in entity.scope or column.references:
                continue
            rest = [r for r in required if not r.startswith(literal(item.parameter) + ":")]
            query = ", ".join([*rest, f"{literal(item.parameter)}: {self._query(pair[0])}"])
            found.append(
                {
                    "name": path_part(item.parameter),
                    "one": f"{column.name}={self._values.python(column, pair[0])}",
                    "other": f"{column.name}={self._values.python(column, pair[1])}",
                    "params": "{" + query + "}",
                }
            )
        return found

    @staticmethod
    def _query(value: Any) -> str:
        return literal(str(value).lower()) if isinstance(value, bool) else literal(value)

    def _stub(self, plan: OperationPlan) -> dict[str, Any]:
        """Records the path goes through, and a valid body of whatever kind is asked for."""
        lines, names = self._stub_records(plan)
        send = self._stub_body(plan)
        query = {
            p.name: self._values.json(p.schema, p.name)
            for p in plan.operation.query_parameters if p.required
        }  # fmt: skip
        parts = [send, f"params={literal(query)}" if query else ""]
        parts.append("headers=headers" if plan.operation.security else "")
        return {
            "parents": lines,
            "url": self._url(plan, names),
            "send": "".join(f", {part}" for part in parts if part),
            "reason": literal(f"{plan.operation.operation_id or plan.operation.id}: to be written"),
            "allowed": plan.status,
        }

    def _stub_records(self, plan: OperationPlan) -> tuple[list[str], dict[str, str]]:
        lines: list[str] = []
        names: dict[str, str] = {}
        known: dict[str, str] = {}
        path = plan.operation.path
        for parameter in plan.operation.path_parameters:
            end = path.find("{" + parameter.name + "}") + len(parameter.name) + 2
            found = self._items.get(path[:end])
            if found is None:
                continue
            entity, column = found
            bound = [f"{n}={v}" for n, v in self._scope(entity, known)]
            if entity.slug not in known.values():
                lines.append(f"{entity.slug} = await make.{entity.slug}({', '.join(bound)})")
            known[entity.name] = entity.slug
            names[parameter.name] = f"{entity.slug}.{column}"
        return lines, names

    def _stub_body(self, plan: OperationPlan) -> str:
        body = plan.operation.body
        if body is None:
            return ""
        if body.json is not None:
            return f"json={payload_name(plan)}()"
        media = body.contents[0].media_type.split(";")[0].lower()
        form = media.startswith("multipart/") or media == "application/x-www-form-urlencoded"
        if not form:
            return (
                f'content=b"sample", headers={{"Content-Type": {literal(media)}}}'
                if (not plan.operation.security)
                else 'content=b"sample"'
            )
        schema = self._blueprint.api.resolve(body.contents[0].schema)
        files = {p.wire for p in schema.properties if self._is_file(p.schema)}
        data = {
            p.wire: self._values.json(p.schema, p.wire)
            for p in schema.properties
            if p.wire not in files and self._blueprint.api.resolve(p.schema).kind is not Kind.OBJECT
        }
        parts = [f"data={literal(data)}"] if data else []
        sent = ", ".join(f'{literal(name)}: ("sample.txt", b"sample")' for name in sorted(files))
        return ", ".join([*parts, *([f"files={{{sent}}}"] if files else [])])

    def _is_file(self, schema: Any) -> bool:
        found = self._blueprint.api.resolve(schema)
        items = self._blueprint.api.resolve(found.items) if found.items else found
        return items.format == "binary"


def path_part(text: str) -> str:
    """A parameter's name as part of a test's name."""
    return "".join(c if c.isalnum() and c.isascii() else "_" for c in text).lower().strip("_")


def _schema_of(entity: Entity, name: str) -> Any:
    column = entity.column(name)
    assert column.schema is not None
    return column.schema


def _items(blueprint: Blueprint) -> dict[str, tuple[Entity, str]]:
    """Item paths of stored records, with the column their last parameter names."""
    found: dict[str, tuple[Entity, str]] = {}
    for plan in blueprint.operations:
        if plan.entity and plan.key and plan.behaviour is not BehaviourKind.STUB:
            found[plan.operation.path] = (blueprint.entities[plan.entity], plan.key_column)
    return found
