"""Views of the acceptance tests of stubs."""

import json
from typing import Any

from agentgen.emit.backend.arguments import is_scalar, variable
from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.test_context import TestContext
from agentgen.emit.backend.test_factories import at, payload_name
from agentgen.ir.blueprint import BehaviourKind, OperationPlan
from agentgen.ir.schema import Kind, Schema


class StubCases:
    """Computes what the test template of stubs names."""

    def __init__(self, context: TestContext) -> None:
        self.context = context

    def view(self, plan: OperationPlan) -> dict[str, Any]:
        """Records the path goes through, and a valid body of whatever kind is asked for."""
        lines, names, owned = self._stub_records(plan)
        account = self._account(plan)
        send = "json=payload" if account else self._stub_body(plan)
        query = {
            p.name: self.context.values.json(p.schema, p.name)
            for p in plan.operation.query_parameters if p.required
        }  # fmt: skip
        parts = [send, f"params={literal(query)}" if query else ""]
        media = self._raw(plan)
        parts.append(self.context.sent_headers(plan, {"Content-Type": media} if media else {}))
        return {
            "parents": [*lines, *account],
            "needs_user": owned,
            "url": self.context.url(plan, names),
            "send": "".join(f", {part}" for part in parts if part),
            "reason": literal(f"{plan.operation.operation_id or plan.operation.id}: to be written"),
            "allowed": plan.status,
        }

    def _stub_records(self, plan: OperationPlan) -> tuple[list[str], dict[str, str], bool]:
        """Statements that store records, path values by name, and if one belongs to the caller."""
        owned = False
        lines: list[str] = []
        names: dict[str, str] = {}
        known: dict[str, str] = {}
        path = plan.operation.path
        for parameter in plan.operation.path_parameters:
            end = path.find("{" + parameter.name + "}") + len(parameter.name) + 2
            found = self.context.items.get(path[:end])
            if found is None:
                continue
            entity, column = found
            bound = [f"{n}={v}" for n, v in self.context.scope(entity, known)]
            if entity.owner and plan.protected and self._user_key():
                bound.append(f"{entity.owner}=user.{self._user_key()}")
                owned = True
            name = variable(entity, plan)
            if name not in known.values():
                lines.append(f"{name} = await make.{entity.slug}({', '.join(bound)})")
            known[entity.name] = name
            names[parameter.name] = f"{name}.{column}"
        return lines, names, owned

    def _user_key(self) -> str:
        return self.context.user_key() if self.context.blueprint.auth.user else ""

    def _account(self, plan: OperationPlan) -> list[str]:
        """Statements that store the account whose credentials the request carries."""
        login = plan.inferred
        if login is None or login.behaviour is not BehaviourKind.LOGIN or login.request is None:
            return []
        account = self.context.blueprint.entities[login.entity]
        identity, secret = self.context.blueprint.auth.login_fields
        column = next(c.name for c in account.columns if c.wire == identity)
        known = at("payload", (*login.request.path, identity))
        password = at("payload", (*login.request.path, secret))
        return [
            f"payload = {payload_name(plan)}()",
            f"await make.{account.slug}(",
            f"    {column}={known}, password_hash=await hash_password({password})",
            ")",
        ]

    def _stub_body(self, plan: OperationPlan) -> str:
        body = plan.operation.body
        if body is None:
            return ""
        if body.json is not None:
            return f"json={payload_name(plan)}()"
        if self._raw(plan):
            return 'content=b"sample"'
        api = self.context.blueprint.api
        schema = api.resolve(body.contents[0].schema)
        files = {p.wire for p in schema.properties if self._is_file(p.schema)}
        data = {
            p.wire: self._field(p.schema, self.context.values.json(p.schema, p.wire))
            for p in schema.properties
            if p.wire not in files
        }
        parts = [f"data={literal(data)}"] if data else []
        sent = ", ".join(f'{literal(name)}: ("sample.txt", b"sample")' for name in sorted(files))
        return ", ".join([*parts, *([f"files={{{sent}}}"] if files else [])])

    @staticmethod
    def _raw(plan: OperationPlan) -> str:
        """Media type of a body that is neither JSON nor a form; else empty."""
        body = plan.operation.body
        if body is None or body.json is not None:
            return ""
        media = body.contents[0].media_type.split(";")[0].lower()
        form = media.startswith("multipart/") or media == "application/x-www-form-urlencoded"
        return "" if form else media

    def _field(self, schema: Schema, value: Any) -> Any:
        """A value as a form carries it: structures are JSON text."""
        found = self.context.blueprint.api.resolve(schema)
        if found.kind is Kind.ARRAY and found.items and isinstance(value, list):
            return [self._field(found.items, item) for item in value]
        return value if is_scalar(self.context.blueprint, found) else json.dumps(value)

    def _is_file(self, schema: Schema) -> bool:
        found = self.context.blueprint.api.resolve(schema)
        items = self.context.blueprint.api.resolve(found.items) if found.items else found
        return items.format == "binary"
