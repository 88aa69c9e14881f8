"""The modules of one screen: lists, details, forms and the pages that compose them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.columns import Shown, detail_columns, key_wire, list_columns
from agentgen.emit.frontend.fields import FormField, form_fields
from agentgen.emit.frontend.filters import filter_views, paging_view
from agentgen.emit.frontend.inputs import needs_input
from agentgen.emit.frontend.modules import module
from agentgen.emit.frontend.screens import ListPage, PageParam, Screen
from agentgen.emit.frontend.site import Site
from agentgen.ir.blueprint import OperationPlan, Payload
from agentgen.ir.schema import Kind, Schema

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Module:
    """One file of a feature, and the route it answers when it is a page."""

    path: str
    text: str
    component: str = ""
    route: str = ""


def screen_modules(screen: Screen, related: list[Screen]) -> Iterator[Module]:
    """All modules of a screen; `related` are the screens that hang below its items."""
    pages = _Pages(screen)
    for page in screen.lists:
        yield pages.list_model(page)
        yield pages.list_page(page)
        if page.params:
            yield pages.find_list(page)
    if screen.read:
        yield pages.detail_model()
    if screen.read or ((screen.change or screen.delete) and not screen.lists):
        yield pages.detail_page(related)
    if screen.create:
        yield pages.form(screen.create, "create")
        yield pages.create_page()
    if screen.change:
        yield pages.form(screen.change, "edit")
        yield pages.edit_page()
    yield from pages.find_pages()


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


class _Pages:
    """Builds the modules of one screen."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.site: Site = screen.site
        self.entity = screen.entity
        self.noun = screen.entity.title.lower()
        self.stem = ts.camel(screen.name)

    # -- names and expressions ---------------------------------------------------------------

    def _hooks(self, *plans: OperationPlan | None) -> dict[str, str]:
        return {
            self.site.hook(plan): f"../api/{self.site.function(plan)}"
            if plan.feature == self.entity.feature
            else f"../../{self.site.folder(plan)}/api/{self.site.function(plan)}"
            for plan in plans
            if plan is not None
        }

    def _types(self, *plans: OperationPlan | None) -> dict[str, str]:
        found = {self.site.types.name(ref): "../../../api/types" for ref in self.site.types.reached}
        for plan in plans:
            if plan is not None and needs_input(plan.operation):
                found[self.site.input_type(plan)] = self._hooks(plan)[self.site.hook(plan)]
        return found

    def _locals(self, params: tuple[PageParam, ...]) -> dict[str, str]:
        return {param.name: param.name for param in params}

    def _row_known(self, page: ListPage) -> dict[str, str]:
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

    def _input(self, plan: OperationPlan, known: Mapping[str, str], body: str = "") -> str | None:
        """The input object of a call; None when an address parameter is unknown."""
        if not needs_input(plan.operation):
            return ""
        arguments = self.screen.arguments(plan) or []
        if any(param not in known for _, param in arguments):
            return None
        entries = [_pair(key, known[param]) for key, param in arguments]
        return ts.bracketed("{", [*entries, *([body] if body else [])], "}", 4, 30)

    def _query(self, plan: OperationPlan, known: Mapping[str, str]) -> str:
        return f"{self.site.hook(plan)}({self._input(plan, known) or ''})"

    def _back(self, pattern: str, known: Mapping[str, str], label: str) -> str:
        to = path_expression(pattern, known)
        return f"{{ to: {to}, label: {ts.string(label)} }}" if to else ""

    def _collection_back(self, known: Mapping[str, str]) -> str:
        if self.screen.lists:
            return self._back(self.screen.route, known, self.entity.title_plural)
        return ""

    def _new(self, known: Mapping[str, str]) -> dict[str, str] | None:
        if self.screen.create is None:
            return None
        to = path_expression(f"{self.screen.route}/new", known)
        return {"to": to, "label": ts.jsx_attribute(f"New {self.noun}")} if to else None

    def _remove(self, known: Mapping[str, str]) -> dict[str, str] | None:
        plan = self.screen.delete
        if plan is None:
            return None
        given = self._input(plan, known)
        return None if given is None else {"hook": self.site.hook(plan), "input": given}

    # -- lists -------------------------------------------------------------------------------

    def list_model(self, page: ListPage) -> Module:
        """Columns, filters and paging of a list."""
        name = self.site.function(page.plan)
        schema = payload_schema(page.plan.response)
        columns = [column.view() for column in list_columns(self.site, self.entity, schema)]
        view = {
            "name": name,
            "row": self.site.types.of(schema),
            "columns": ts.value(columns),
            "filters": ts.value(filter_views(self.site, page.plan), 0, 60),
            "paging": ts.value(paging_view(page.plan), 0, 60),
        }
        text = module("lists/list.ts.jinja", view, types=self._types())
        return Module(f"lists/{name}.ts", text)

    def list_page(self, page: ListPage) -> Module:
        """The page of a list."""
        plan, name = page.plan, self.site.function(page.plan)
        params = self._locals(page.params)
        known = self._row_known(page)
        strings = {key: f"String({expr})" if "row" in expr else expr for key, expr in known.items()}
        item_page = bool(self.screen.read)
        remove = None if item_page else self._remove(strings)
        edit = not item_page and self.screen.change
        edit_row = path_expression(f"{self.screen.item_path}/edit", known) if edit else None
        call = self._list_call(page)
        back = self._list_back(page)
        create = self._new(params) if page is self.screen.lists[0] else None
        link = path_expression(self.screen.item_path, known) if item_page else None
        view = {
            "component": page.component,
            "comment": ts.comment(f"{page.title}: a list."),
            "name": name,
            "row": self.site.types.of(payload_schema(plan.response)),
            "params": used_in(params, call["hook_input"], back, create and create["to"], link),
            "row_params": used_in(params, remove, edit_row),
            "row_actions": bool(remove or edit_row),
            "remove": remove,
            "edit_row": edit_row,
            "noun_attribute": ts.jsx_attribute(self.noun),
            "title": ts.jsx_attribute(page.title),
            "back": back,
            "create": create,
            "items": ts.value(plan.response.path if plan.response else ()),
            "total": ts.value(plan.total) if plan.total else "",
            "link": link,
            **call,
        }
        values = {**self._hooks(plan, self.screen.delete)}
        for part in ("Columns", "Filters", "Paging"):
            values[f"{name}{part}"] = f"../lists/{name}"
        types = self._types(plan)
        text = module("pages/ListPage.tsx.jinja", view, values, types)
        return Module(f"pages/{page.component}.tsx", text, page.component, page.route)

    def _list_call(self, page: ListPage) -> dict[str, str]:
        plan = page.plan
        takes = needs_input(plan.operation)
        keys = {binding.parameter: index for index, binding in enumerate(plan.bindings)}
        given = [
            _pair(p.name, page.params[keys[p.name]].name) for p in plan.operation.path_parameters
        ]
        input_type = self.site.input_type(plan) if takes else "object"
        if given:
            omitted = ts.union([ts.string(p.name) for p in plan.operation.path_parameters])
            input_type = f"Omit<{input_type}, {omitted}>"
        call = ts.bracketed("{", ["...state.input", *given], "}", 2, 40) if given else "state.input"
        return {
            "hook": self.site.hook(plan),
            "hook_input": f"{call}, " if takes else "",
            "state_type": input_type,
        }

    def _list_back(self, page: ListPage) -> str:
        if not page.params or page is not self.screen.lists[0]:
            return ""
        parent = self.site.blueprint.entities.get(page.params[-1].parent)
        if parent is None or not self._parent_has_page(parent.name):
            return ""
        pattern = page.route.rsplit("/", 1)[0]
        return self._back(pattern, self._locals(page.params), parent.title)

    def _parent_has_page(self, name: str) -> bool:
        plans = self.site.blueprint.operations
        depth = len(self.screen.base)
        return any(
            p.entity == name and p.behaviour.value == "read" and len(p.bindings) == depth - 1
            for p in plans
        )

    # -- one record --------------------------------------------------------------------------

    def detail_model(self) -> Module:
        """What the page of one record shows."""
        schema = payload_schema(self.screen.read.response if self.screen.read else None)
        columns = [column.view() for column in detail_columns(self.site, schema)]
        view = {
            "name": self.stem,
            "row": self.site.types.of(schema),
            "columns": ts.value(columns),
        }
        text = module("details/detail.ts.jinja", view, types=self._types())
        return Module(f"details/{self.stem}.ts", text)

    def detail_page(self, related: list[Screen]) -> Module:
        """The page of one record."""
        screen, read = self.screen, self.screen.read
        known = self._locals(screen.item)
        schema = payload_schema(read.response if read else None)
        component = f"{screen.name}DetailPage"
        edit = path_expression(f"{screen.item_path}/edit", known) if screen.change else None
        remove, leave = self._remove(known), self._leave(known)
        query = self._query(read, known) if read else None
        back, links = self._collection_back(known), self._related(related, known)
        view = {
            "component": component,
            "comment": ts.comment(f"One {self.noun}."),
            "title": ts.jsx_attribute(self.entity.title),
            "noun_attribute": ts.jsx_attribute(self.noun),
            "name": self.stem,
            "row": self.site.types.of(schema),
            "params": used_in(known, edit, remove and remove["input"], remove and leave),
            "page_params": used_in(known, query, back, [x["to"] for x in links]) if read else [],
            "edit": edit,
            "remove": remove,
            "leave": leave,
            "query": query,
            "heading": f"(row) => {self._heading(schema)}",
            "back": back,
            "path": ts.value(read.response.path if read and read.response else ()),
            "related": links,
        }
        values = {
            **self._hooks(read, screen.delete),
            f"{self.stem}Details": f"../details/{self.stem}",
        }
        text = module("pages/DetailPage.tsx.jinja", view, values, self._types())
        return Module(f"pages/{component}.tsx", text, component, screen.item_path)

    def _heading(self, schema: Schema) -> str:
        for column in (self.entity.label, self.entity.key):
            wire = key_wire(self.site, self.entity, column, schema)
            if wire:
                return ts.member("row", wire)
        shown: list[Shown] = detail_columns(self.site, schema)
        first = next((s.wire for s in shown if s.wire and s.display == "text"), "")
        return ts.member("row", first) if first else "row && " + ts.string(self.entity.title)

    def _related(self, related: list[Screen], known: Mapping[str, str]) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        for child in related:
            names = dict(zip((p.name for p in child.base), known.values(), strict=True))
            to = path_expression(child.route, names)
            if to is not None:
                found.append({"to": to, "title": ts.string(child.entity.title_plural)})
        return found

    def _leave(self, known: Mapping[str, str]) -> str:
        """Where a page leads when its record is gone."""
        if self.screen.lists:
            return path_expression(self.screen.route, known) or ts.string("/")
        return ts.string(self.screen.entry) if self.screen.key else ts.string("/")

    # -- forms -------------------------------------------------------------------------------

    def fields(self, plan: OperationPlan) -> list[FormField]:
        """The fields of the form of an operation."""
        locked = key_wire(self.site, self.entity, self.entity.key, payload_schema(plan.request))
        editing = plan is self.screen.change
        read_only = locked if plan.key_in_body else ""
        return form_fields(
            self.site, payload_schema(plan.request), editing=editing, read_only=read_only
        )

    def form(self, plan: OperationPlan, purpose: str) -> Module:
        """Fields and zod schema of a form."""
        name = f"{self.stem}{purpose.capitalize()}"
        fields = self.fields(plan)
        entries = [f"{field.name}: {field.zod()}" for field in fields]
        schema = ts.bracketed("{", entries, "}", 0, 200)
        view = {
            "name": name,
            "fields": ts.value([field.view() for field in fields]),
            "schema": schema,
        }
        return Module(f"forms/{name}.ts", module("forms/form.ts.jinja", view))

    def _form_names(self, purpose: str) -> dict[str, str]:
        name = f"{self.stem}{purpose.capitalize()}"
        return {f"{name}{part}": f"../forms/{name}" for part in ("Fields", "Schema")}

    def _body(self, plan: OperationPlan, form: str) -> dict[str, str]:
        path = plan.request.path if plan.request else ()
        record = f"toRecord({form}Fields, values)"
        return {
            "body": f"wrap({ts.value(path)}, {record})" if path else record,
            "body_type": f'{self.site.input_type(plan)}["body"]',
            "form": form,
            "hook": self.site.hook(plan),
        }

    def create_page(self) -> Module:
        """The page that creates a record."""
        plan = self.screen.create
        assert plan is not None
        known = self._locals(self.screen.base)
        component = f"{self.screen.name}CreatePage"
        leave, uses_created = self._after_create(plan, known)
        given, back = self._input(plan, known, "body"), self._collection_back(known)
        view = {
            "component": component,
            "comment": ts.comment(f"Creates a {self.noun}."),
            "params": used_in(known, given, back, leave),
            "title": ts.jsx_attribute(f"New {self.noun}"),
            "submit_label": ts.jsx_attribute(f"Create {self.noun}"),
            "back": back,
            "leave": leave,
            "leave_created": uses_created,
            "mutation_input": given,
            **self._body(plan, f"{self.stem}Create"),
        }
        values = {**self._hooks(plan), **self._form_names("create")}
        text = module("pages/CreatePage.tsx.jinja", view, values, self._types(plan))
        return Module(f"pages/{component}.tsx", text, component, f"{self.screen.route}/new")

    def _after_create(self, plan: OperationPlan, known: Mapping[str, str]) -> tuple[str, bool]:
        schema = payload_schema(plan.response)
        screen, told = self.screen, dict(known)
        tail = [(p, p.column) for p in screen.extra]
        tail += [(screen.key, self.entity.key)] if screen.key else []
        for param, column in tail:
            wire = key_wire(self.site, self.entity, column, schema)
            if wire and plan.response is not None:
                place = ts.value([*plan.response.path, wire])
                told[param.name] = f"valueAt(created, {place})"
        if screen.read:
            to = path_expression(screen.item_path, told)
            if to is not None:
                return to, "created" in to
        if screen.lists:
            return path_expression(screen.route, known) or ts.string("/"), False
        return "", False

    def edit_page(self) -> Module:
        """The page that changes a record."""
        plan, source = self.screen.change, self.screen.item_source
        assert plan is not None
        known = self._locals(self.screen.item)
        component = f"{self.screen.name}EditPage"
        has_page = bool(self.screen.read or not self.screen.lists)
        back = self.screen.item_path if has_page else self.screen.route
        query, record = self._edit_source(source, known)
        leave = path_expression(back, known) or ts.string("/")
        given = self._input(plan, known, "body")
        view = {
            "component": component,
            "comment": ts.comment(f"Changes a {self.noun}."),
            "params": used_in(known, query, record, leave, given),
            "title": ts.jsx_attribute(f"Edit {self.noun}"),
            "back": self._back(back, known, self.entity.title),
            "query": query,
            "record": record,
            "leave": leave,
            "mutation_input": given,
            **self._body(plan, f"{self.stem}Edit"),
        }
        values = {**self._hooks(plan, source), **self._form_names("edit")}
        text = module("pages/EditPage.tsx.jinja", view, values, self._types(plan))
        route = f"{self.screen.item_path}/edit"
        return Module(f"pages/{component}.tsx", text, component, route)

    def _edit_source(
        self, source: OperationPlan | None, known: Mapping[str, str]
    ) -> tuple[str | None, str]:
        if source is None or source.response is None:
            return None, ""
        path = ts.value(source.response.path)
        row = self.site.types.of(source.response.record)
        if source is self.screen.read:
            return self._query(source, known), f"recordAt<{row}>(body, {path})"
        given = self._input(source, known)
        wire = key_wire(self.site, self.entity, self.entity.key, source.response.record)
        if given is None or not wire or self.screen.key is None:
            return None, ""
        test = f"String({ts.member('row', wire)}) === {self.screen.key.name}"
        hook = f"{self.site.hook(source)}({given})"
        return hook, f"itemsAt<{row}>(body, {path}).find((row) => {test})"

    # -- finding -----------------------------------------------------------------------------

    def find_list(self, page: ListPage) -> Module:
        """Asks for the parents of a list."""
        component = f"{page.component.removesuffix('Page')}FindPage"
        return self._find(component, page.title, page.entry, page.params, page.route, None)

    def find_pages(self) -> Iterator[Module]:
        """Asks for what names an item, or the parents of a new one, where no list leads there."""
        screen, title = self.screen, self.entity.title_plural
        if screen.lists:
            return
        create_alone = screen.create is not None and not screen.has_item
        if screen.has_item and screen.item:
            new = {"to": ts.string(f"{screen.entry}/new"), "label": f'"New {self.noun}"'}
            new["label"] = ts.jsx_attribute(f"New {self.noun}")
            yield self._find(
                f"{screen.name}FindPage",
                title,
                screen.entry,
                screen.item,
                screen.item_path,
                new if screen.create else None,
            )
        if screen.create and screen.base:
            entry = screen.entry if create_alone else f"{screen.entry}/new"
            target = f"{screen.route}/new"
            yield self._find(
                f"{screen.name}NewPage", f"New {self.noun}", entry, screen.base, target, None
            )

    def _find(
        self,
        component: str,
        title: str,
        entry: str,
        params: tuple[PageParam, ...],
        to: str,
        create: dict[str, str] | None,
    ) -> Module:
        asked = [{"name": param.name, "label": param.label} for param in params]
        view = {
            "component": component,
            "comment": ts.comment(f"{title}: asks where to go."),
            "title": ts.jsx_attribute(title),
            "description": ts.jsx_attribute("Say which one you are looking for."),
            "params": ts.value(asked, 6, 10),
            "to": ts.jsx_attribute("/" + to.strip("/")),
            "create": create,
        }
        text = module("pages/FindPage.tsx.jinja", view)
        return Module(f"pages/{component}.tsx", text, component, entry.strip("/"))


def _pair(key: str, expression: str) -> str:
    return key if key == expression else f"{ts.literal_key(key)}: {expression}"


def used_in(names: Iterable[str], *expressions: object) -> list[str]:
    """Those of `names` that occur as identifiers in any of the expressions."""
    text = " ".join(_QUOTED.sub("", str(expression)) for expression in expressions)
    return [
        name for name in names if re.search(rf"(?<![\w$./:-]){re.escape(name)}(?![\w$:/-])", text)
    ]
