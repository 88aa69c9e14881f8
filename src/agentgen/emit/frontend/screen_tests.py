"""Tests of a screen's pages: what they show, what they send, where they lead."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.columns import key_wire, list_columns
from agentgen.emit.frontend.endpoint_tests import answer_of, status_of
from agentgen.emit.frontend.endpoints import path_sample
from agentgen.emit.frontend.fields import FormField, plain
from agentgen.emit.frontend.filters import filter_views
from agentgen.emit.frontend.find_pages import Finder, finders
from agentgen.emit.frontend.form_pages import form_fields_of
from agentgen.emit.frontend.form_samples import filled_form, put
from agentgen.emit.frontend.frame import payload_schema
from agentgen.emit.frontend.record_pages import heading_wire
from agentgen.emit.frontend.screens import ListPage, PageParam, Screen
from agentgen.ir.blueprint import OperationPlan
from agentgen.ir.schema import Kind


def screen_test_views(screen: Screen) -> Iterator[tuple[str, dict[str, Any]]]:
    """Names and views of a screen's test files: one for what is shown, one for the forms."""
    view = _ScreenTests(screen).view()
    for name, parts in (
        (screen.name, ("lists", "detail", "remove", "finds")),
        (f"{screen.name}Forms", ("create", "edit")),
    ):
        if any(view[part] for part in parts):
            shown = {key: view[key] if key in parts else None for key in view}
            yield (
                name,
                {
                    **shown,
                    "readings": view["readings"],
                    "lists": shown["lists"] or [],
                    "finds": shown["finds"] or [],
                },
            )


class _ScreenTests:
    """The view of `<Screen>.test.tsx`."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.site = screen.site
        self.params = self._params()
        self.record = self._record()

    def view(self) -> dict[str, Any]:
        """Everything the template shows."""
        screen = self.screen
        return {
            "readings": self._readings(),
            "lists": [self._list(page) for page in screen.lists],
            "detail": self._detail() if screen.read else None,
            "create": self._create() if screen.create else None,
            "edit": self._edit() if screen.change else None,
            "remove": self._remove() if screen.delete else None,
            "finds": [self._find(finder) for finder in finders(screen)],
        }

    # -- samples -----------------------------------------------------------------------------

    def _params(self) -> dict[str, str]:
        """Sample values of all page parameters."""
        found: dict[str, str] = {}
        for plan in self.screen.plans:
            schemas = {p.name: p.schema for p in plan.operation.path_parameters}
            for name, param in self.screen.arguments(plan) or []:
                found.setdefault(param, path_sample(self.site, schemas[name]))
        return {param.name: found.get(param.name, "7") for param in self.screen.item}

    def _record(self) -> Any:
        """A record as the server would show it, with values that the forms accept."""
        screen, api = self.screen, self.site.blueprint.api
        source = screen.item_source or screen.create or screen.change
        schema = payload_schema(source.response if source else None)
        record = plain(self.site.sampler.of(schema, "record"))
        if not isinstance(record, dict):
            return record
        for plan in (screen.create, screen.change):
            wanted = api.resolve(payload_schema(plan.request if plan else None))
            sample = plain(self.site.sampler.of(wanted, "record"))
            if isinstance(sample, dict):
                known = wanted.properties
                record |= {p.wire: sample[p.wire] for p in known if p.wire in record}
        wire = key_wire(self.site, screen.entity, screen.entity.key, schema)
        if wire and screen.key is not None:
            record[wire] = self._typed_key(schema, wire)
        return record

    def _typed_key(self, schema: Any, wire: str) -> Any:
        assert self.screen.key is not None
        text = self.params[self.screen.key.name]
        resolved = self.site.blueprint.api.resolve(schema)
        prop = resolved.property(wire)
        kind = self.site.blueprint.api.resolve(prop.schema).kind if prop else Kind.STRING
        return int(text) if kind is Kind.INTEGER and text.isdigit() else text

    def _body(self, plan: OperationPlan, record: Any) -> Any:
        """The body of a response that carries `record` (or records)."""
        base = answer_of(self.site, plan)
        path = plan.response.path if plan.response else ()
        body = put(plain(base), path, record)
        if plan.total and isinstance(record, list):
            body = put(body, plan.total, len(record))
        return body

    # -- parts -------------------------------------------------------------------------------

    def _call(self, plan: OperationPlan, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        path = plan.operation.path
        given = dict(self.screen.arguments(plan) or [])
        for parameter in plan.operation.path_parameters:
            known = self.params | dict(params or {})
            sample = known.get(given.get(parameter.name, ""), "")
            sample = sample or path_sample(self.site, parameter.schema)
            path = path.replace("{" + parameter.name + "}", sample)
        return {"method": ts.string(plan.operation.method.lower()), "path": ts.string(path)}

    def _readings(self) -> list[dict[str, Any]]:
        found = [
            self._reading(page.plan, self._body(page.plan, [self.record]))
            for page in self.screen.lists
        ]
        if self.screen.read:
            body = self._body(self.screen.read, self.record)
            found.append(self._reading(self.screen.read, body))
        return found

    def _reading(self, plan: OperationPlan, body: Any) -> dict[str, Any]:
        call = self._call(plan)
        return {**call, "body": ts.value(body, 0, 18)}

    def _text(self, value: Any, indent: int = 2) -> str:
        return ts.value(value, indent, 40)

    def _page(self, pattern: str, params: Mapping[str, str] | None = None) -> str:
        known = self.params | dict(params or {})
        parts = [known[p[1:]] if p.startswith(":") else p for p in pattern.strip("/").split("/")]
        return "/" + "/".join(parts)

    def _list(self, page: ListPage) -> dict[str, Any]:
        params = self._list_params(page)
        asked = [f for f in filter_views(self.site, page.plan) if f.get("required")]
        bare = self._page(page.route, params)
        return {
            "title": ts.string(f"{page.title}: the list"),
            "page": ts.string(bare + self._search(page.plan, [f["name"] for f in asked])),
            "bare_page": ts.string(bare),
            "asks": bool(asked),
            "text": _matcher(self._row_text(page)),
            "nothing": ts.string("Nothing matches." if asked else "Nothing here yet."),
            "empty": self._text(self._body(page.plan, []), 4),
            **self._call(page.plan),
        }

    def _list_params(self, page: ListPage) -> dict[str, str]:
        schemas = {p.name: p.schema for p in page.plan.operation.path_parameters}
        bound = zip(page.params, page.plan.bindings, strict=True)
        return {p.name: path_sample(self.site, schemas[b.parameter]) for p, b in bound}

    def _search(self, plan: OperationPlan, names: list[str]) -> str:
        schemas = {p.name: p.schema for p in plan.operation.query_parameters}
        pairs: list[str] = []
        for name in names:
            sample = self.site.sampler.of(schemas[name], name)
            text = ",".join(map(str, sample)) if isinstance(sample, list) else str(sample)
            pairs.append(f"{quote(name)}={quote(text.lower() if sample is True else text)}")
        return "?" + "&".join(pairs) if pairs else ""

    def _row_text(self, page: ListPage) -> str:
        schema = payload_schema(page.plan.response)
        for column in list_columns(self.site, self.screen.entity, schema):
            value = self.record.get(column.wire) if isinstance(self.record, dict) else None
            if column.display == "text" and isinstance(value, str | int) and value:
                return "" if isinstance(value, bool) else str(value)
        return ""

    def _detail(self) -> dict[str, Any]:
        read, entity = self.screen.read, self.screen.entity
        wire = heading_wire(self.site, entity, payload_schema(read.response if read else None))
        value = self.record.get(wire) if isinstance(self.record, dict) and wire else entity.title
        return {
            "title": ts.string(f"{entity.title}: the page of one"),
            "page": ts.string(self._page(self.screen.item_path)),
            "text": _matcher(str(value) if isinstance(value, str | int) else ""),
        }

    def _submitted(
        self, plan: OperationPlan, fields: list[FormField], record: Any
    ) -> dict[str, Any]:
        known = self.record if isinstance(self.record, dict) else {}
        filled, body = filled_form(self.site, plan, fields, known)
        answers = answer_of(self.site, plan)
        answered = None if answers is None else self._body(plan, record)
        is_json = plan.operation.body is not None and plan.operation.body.json is not None
        call, status = self._call(plan), status_of(plan, answers)
        used = len(f"const sent = answer({call['method']}, {call['path']}, {status}, );")
        return {
            **call,
            "name": "create" if plan is self.screen.create else "edit",
            "filled": ts.value(filled, 0, 23),
            "sends": ts.value(body, 0, 22) if is_json else None,
            "status": status,
            "answers": "" if answered is None else ", " + ts.value(answered, 4, used),
        }

    def _create(self) -> dict[str, Any]:
        screen, plan = self.screen, self.screen.create
        assert plan is not None
        fields = form_fields_of(screen, plan)
        page = self._page(f"{screen.route}/new")
        return {
            "title": ts.string(f"{screen.entity.title}: a new one"),
            "page": ts.string(page),
            "button": ts.string(f"Create {screen.entity.title.lower()}"),
            "required": any(f.needs_value and f.kind != "list" and not f.prefilled for f in fields),
            "leaves": ts.string(self._after_create(page)),
            **self._submitted(plan, fields, self.record),
        }

    def _after_create(self, page: str) -> str:
        screen, plan = self.screen, self.screen.create
        schema = payload_schema(plan.response if plan else None)
        columns = [p.column for p in screen.extra] + ([screen.entity.key] if screen.key else [])
        told = all(key_wire(self.site, screen.entity, c, schema) for c in columns)
        if screen.read and told:
            return self._page(screen.item_path)
        return self._page(screen.route) if screen.lists else page

    def _edit(self) -> dict[str, Any]:
        screen, plan = self.screen, self.screen.change
        assert plan is not None
        fields = form_fields_of(screen, plan)
        leaves = screen.item_path if screen.read or not screen.lists else screen.route
        return {
            "title": ts.string(f"{screen.entity.title}: changing one"),
            "page": ts.string(self._page(f"{screen.item_path}/edit")),
            "leaves": ts.string(self._page(leaves)),
            **self._submitted(plan, fields, self.record),
        }

    def _remove(self) -> dict[str, Any] | None:
        screen, plan = self.screen, self.screen.delete
        assert plan is not None
        page = self._page(screen.item_path)
        if not screen.read and screen.lists:
            page = self._page(screen.lists[0].route) + self._search(
                screen.lists[0].plan,
                [
                    f["name"]
                    for f in filter_views(self.site, screen.lists[0].plan)
                    if "required" in f
                ],
            )
        answers = answer_of(self.site, plan)
        return {
            **self._call(plan),
            "title": ts.string(f"{screen.entity.title}: deleting one"),
            "page": ts.string(page),
            "status": status_of(plan, answers),
            "answers": "" if answers is None else ", " + self._text(plain(answers), 4),
        }

    def _find(self, finder: Finder) -> dict[str, Any]:
        params = {p.name: self._find_sample(p) for p in finder.params}
        return {
            "title": ts.string(f"{finder.title}: finds its way"),
            "page": ts.string(f"/{finder.entry.strip('/')}"),
            "filled": ts.value({p.label: params[p.name] for p in finder.params}, 2, 20),
            "leaves": ts.string(self._page(finder.to, params)),
        }

    def _find_sample(self, param: PageParam) -> str:
        return self.params.get(param.name, "7")


def _matcher(text: str) -> str:
    """What a test looks for on a page: a text, or anything where no text is known."""
    return ts.string(text) if text else r"/\S/"
