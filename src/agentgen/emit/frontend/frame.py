"""What the pages of one screen share: names, addresses, calls."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.columns import key_wire
from agentgen.emit.frontend.inputs import needs_input
from agentgen.emit.frontend.modules import names_used
from agentgen.emit.frontend.screens import ListPage, PageParam, Screen
from agentgen.emit.frontend.site import Site
from agentgen.ir.blueprint import OperationPlan, Payload
from agentgen.ir.schema import Kind, Schema


@dataclass(frozen=True, slots=True)
class Module:
    """One file of a feature, and the route it answers when it is a page."""

    path: str
    text: str
    component: str = ""
    route: str = ""


def path_expression(pattern: str, known: Mapping[str, str]) -> str | None:
    """An address as an expression; `known` maps parameters to expressions. None if one lacks."""
    parts = pattern.strip("/").split("/")
    if all(not part.startswith(":") for part in parts):
        return ts.string("/" + "/".join(parts))
    if any(part.startswith(":") and part[1:] not in known for part in parts):
        return None
    filled = [f"${{segment({known[p[1:]]})}}" if p.startswith(":") else p for p in parts]
    return "`/" + "/".join(filled) + "`"


def payload_schema(payload: Payload | None) -> Schema:
    """The schema of the record in a body."""
    return payload.record if payload else Schema(Kind.ANY)


class Frame:
    """Names and expressions that the pages of one screen share."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.site: Site = screen.site
        self.entity = screen.entity
        self.noun = screen.entity.title.lower()
        self.stem = ts.camel(screen.name)

    def hooks(self, *plans: OperationPlan | None) -> dict[str, str]:
        """Modules of the hooks of operations."""
        return {
            self.site.hook(plan): (
                f"../api/{self.site.function(plan)}"
                if plan.feature == self.entity.feature
                else f"../../{self.site.folder(plan)}/api/{self.site.function(plan)}"
            )
            for plan in plans
            if plan is not None
        }

    def types(self, *plans: OperationPlan | None) -> dict[str, str]:
        """Modules of the types that pages may name."""
        found = dict(self.site.type_modules)
        for plan in plans:
            if plan is not None and needs_input(plan.operation):
                found[self.site.input_type(plan)] = self.hooks(plan)[self.site.hook(plan)]
        return found

    def locals(self, params: tuple[PageParam, ...]) -> dict[str, str]:
        """Page parameters that stand in constants of their own name."""
        return {param.name: param.name for param in params}

    def row_known(self, page: ListPage) -> dict[str, str]:
        """Parameters of an item's address, told by a row of a list or by the list's own address."""
        schema = payload_schema(page.plan.response)
        own = {param.column: param.name for param in page.params}
        known: dict[str, str] = {}
        for param in self.screen.item:
            column = self.entity.key if param is self.screen.key else param.column
            wire = key_wire(self.site, self.entity, column, schema)
            if param is not self.screen.key and param.column in own:
                known[param.name] = own[param.column]
            elif wire:
                known[param.name] = ts.member("row", wire)
        return known

    def input(self, plan: OperationPlan, known: Mapping[str, str], body: str = "") -> str | None:
        """The input object of a call; None when an address parameter is unknown."""
        if not needs_input(plan.operation):
            return ""
        arguments = self.screen.arguments(plan) or []
        if any(param not in known for _, param in arguments):
            return None
        entries = [pair(key, known[param]) for key, param in arguments]
        return ts.bracketed("{", [*entries, *([body] if body else [])], "}", 4, 30)

    def query(self, plan: OperationPlan, known: Mapping[str, str]) -> str:
        """The call of a query hook."""
        return f"{self.site.hook(plan)}({self.input(plan, known) or ''})"

    def back(self, pattern: str, known: Mapping[str, str], label: str) -> str:
        """A link back to another page; empty when its address is not known."""
        to = path_expression(pattern, known)
        return f"{{ to: {to}, label: {ts.string(label)} }}" if to else ""

    def collection_back(self, known: Mapping[str, str]) -> str:
        """A link back to the list of the screen."""
        if self.screen.lists:
            return self.back(self.screen.route, known, self.entity.title_plural)
        return ""

    def new(self, known: Mapping[str, str]) -> dict[str, str] | None:
        """The link to the page that creates a record."""
        if self.screen.create is None:
            return None
        to = path_expression(f"{self.screen.route}/new", known)
        if to is None:
            return None
        label = ts.jsx_attribute(f"New {self.noun}")
        return {"to": ts.jsx_value(to), "label": label}

    def remove(self, known: Mapping[str, str]) -> dict[str, str] | None:
        """The call that deletes a record."""
        plan = self.screen.delete
        if plan is None:
            return None
        given = self.input(plan, known)
        return None if given is None else {"hook": self.site.hook(plan), "input": given}


def pair(key: str, expression: str) -> str:
    """An entry of an object literal, in shorthand where that says the same."""
    return key if key == expression else f"{ts.literal_key(key)}: {expression}"


def used_in(names: Iterable[str], *expressions: object) -> list[str]:
    """Those of `names` that occur as identifiers in any of the expressions."""
    used = {name for expression in expressions for name in names_used(str(expression))}
    return [name for name in names if name in used]
