"""Views of the tests of what callers mark, and of answers that show it."""

from typing import Any

from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.test_context import PLAIN, TestContext
from agentgen.emit.backend.test_factories import at
from agentgen.emit.backend.viewers import derived_shown, needs_viewer
from agentgen.ir.blueprint import (
    MEMBER_KINDS,
    Audience,
    BehaviourKind,
    Derived,
    Entity,
    OperationPlan,
    Shows,
)
from agentgen.names import attribute

_SHOWN = (BehaviourKind.READ, BehaviourKind.LIST)


class MarkCases:
    """Computes what the test templates name of link tables."""

    def __init__(self, context: TestContext) -> None:
        self.context = context

    def view(self, plan: OperationPlan, entity: Entity) -> dict[str, Any]:
        """The pair an operation makes, and what answers show of the caller's pairs."""
        values: dict[str, Any] = {"marks": [], "derived": [], "sees": False}
        if plan.personal:
            values |= self._personal(plan, entity)
        if plan.audience is Audience.MEMBERS or plan.behaviour in MEMBER_KINDS:
            return values | self._member(plan, entity)
        if plan.link and plan.behaviour is not BehaviourKind.LIST:
            values |= self._pair(plan.link, f"record.{entity.primary.name}")
            values["derived"] = self._derived(plan, "response")
        if plan.behaviour in _SHOWN and needs_viewer(self.context.blueprint, plan):
            values |= self._seen(plan, entity)
        return values

    def _personal(self, plan: OperationPlan, entity: Entity) -> dict[str, Any]:
        """A record that concerns the caller, and one that does not."""
        user = self.context.blueprint.entities[self.context.blueprint.auth.user]
        somebody = f"(await make.{user.slug}()).{user.primary.name}"
        owner = f"{entity.owner}=" if entity.owner else ""
        own = plan.audience is Audience.OWN
        caller = f"user.{user.primary.name}"
        by = f"{owner}{caller if own else somebody}" if owner else ""
        marked = (
            f"record.{entity.primary.name if plan.audience is Audience.MARKED else entity.owner}"
        )
        return {
            "make_listed": f"await make.{entity.slug}({by})",
            "make_other": f"await make.{entity.slug}({owner + somebody if owner else ''})",
            "make_mark": self._make(plan.link, marked) if plan.link else "",
        }

    def _member(self, plan: OperationPlan, entity: Entity) -> dict[str, Any]:
        """A pair of a record and the group in the path, and how a request names the record."""
        link = self.context.blueprint.entities[plan.link]
        assert link.link is not None
        group = self.context.parent_names(plan, entity)[plan.bindings[-1].parameter]
        primary = self.context.blueprint.entities[plan.bindings[-1].parent].primary.name
        pair = (f"{group.partition('.')[0]}.{primary}", f"record.{entity.primary.name}")
        answers = {response.status for response in plan.operation.responses}
        body = self.context.blueprint.api.resolve(plan.request.record) if plan.request else None
        return {
            "link_record": f"{link.name}Record",
            "pair": f"({pair[0]}, {pair[1]})",
            "pair_of": f"(pair.{link.link.left}, pair.{link.link.right})",
            "make_mark": f"await make.{link.slug}({link.link.left}={pair[0]}, "
            f"{link.link.right}={pair[1]})",
            "make_listed": f"await make.{entity.slug}()",
            "make_other": f"await make.{link.slug}()",
            "twice": 409 if "409" in answers else plan.status,
            "absent": 404 if "404" in answers else plan.status,
            "named_at": at("payload", (*plan.request.path, body.properties[0].wire))
            if body and plan.request else "",
            "member_key": self._member_key(plan, entity),
        }  # fmt: skip

    @staticmethod
    def _member_key(plan: OperationPlan, entity: Entity) -> str:
        """Source of the record's key as JSON has it."""
        source = f"record.{plan.key_column}"
        return source if entity.column(plan.key_column).type in PLAIN else f"str({source})"

    def _pair(self, name: str, marked: str) -> dict[str, Any]:
        link = self.context.blueprint.entities[name]
        assert link.link is not None
        user = f"user.{self.context.user_key()}"
        return {
            "link_record": f"{link.name}Record",
            "pair": f"({user}, {marked})",
            "pair_of": f"(pair.{link.link.left}, pair.{link.link.right})",
            "make_pair": self._make(name, marked),
            "make_others": [
                f"await make.{link.slug}({link.link.left}={user})",
                f"await make.{link.slug}({link.link.right}={marked})",
            ],
        }

    def _make(self, name: str, marked: str) -> str:
        link = self.context.blueprint.entities[name]
        assert link.link is not None
        user = f"user.{self.context.user_key()}"
        return f"await make.{link.slug}({link.link.left}={user}, {link.link.right}={marked})"

    def _derived(self, plan: OperationPlan, answer: str) -> list[tuple[str, str, str]]:
        """(source of a property of the answer, value when marked, value when not)."""
        found: list[tuple[str, str, str]] = []
        for embed, _, derived in derived_shown(self.context.blueprint, plan):
            same = not embed and derived.link == plan.link and derived.shows is not Shows.MADE
            if same and plan.response is not None:
                place = at(f"{answer}.json()", (*plan.response.path, derived.wire))
                flag = derived.shows is Shows.FLAG
                found.append((place, _values(derived)[0], "is False" if flag else "== 1"))
        return found

    def _seen(self, plan: OperationPlan, entity: Entity) -> dict[str, Any]:
        shape = self.context.blueprint.api.resolve(plan.response.record) if plan.response else None
        wires = {attribute(p.wire): p.wire for p in shape.properties} if shape else {}
        marks: dict[str, str] = {}
        checks: list[tuple[str, str, str]] = []
        for embed, _, derived in derived_shown(self.context.blueprint, plan):
            if derived.shows is Shows.MADE:
                continue
            key = f"record.{embed}_id" if embed else f"record.{entity.primary.name}"
            marks[derived.link] = self._make(derived.link, key)
            place = f"[{literal(wires[embed])}]" if embed else ""
            checks.append((f"{place}[{literal(derived.wire)}]", *_values(derived)))
        _, scope = self.context.parents(plan, entity)
        blueprint = self.context.blueprint
        own = plan.protected and entity.owner
        stranger = f"{entity.owner}=(await make.{blueprint.entities[blueprint.auth.user].slug}())"
        arguments = [*scope, *([f"{stranger}.{self.context.user_key()}"] if own else [])]
        return {
            "sees": True,
            "first": "[0]" if plan.behaviour is BehaviourKind.LIST else "",
            "record_place": at(".json()", plan.response.path) if plan.response else "",
            "marks": list(marks.values()),
            "checks": checks,
            "make_seen": f"await make.{entity.slug}({', '.join(arguments)})",
        }


def _values(derived: Derived) -> tuple[str, str]:
    return ("is True", "is False") if derived.shows is Shows.FLAG else ("== 1", "== 0")
