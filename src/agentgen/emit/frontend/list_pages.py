"""The pages that list records."""

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.columns import list_columns
from agentgen.emit.frontend.filters import filter_views, paging_view
from agentgen.emit.frontend.frame import (
    Frame,
    Module,
    pair,
    path_expression,
    payload_schema,
    used_in,
)
from agentgen.emit.frontend.inputs import needs_input
from agentgen.emit.frontend.modules import module
from agentgen.emit.frontend.screens import ListPage


def list_model(frame: Frame, page: ListPage) -> Module:
    """Columns, filters and paging of a list."""
    name = frame.site.function(page.plan)
    schema = payload_schema(page.plan.response)
    columns = [column.view() for column in list_columns(frame.site, frame.entity, schema)]
    view = {
        "name": name,
        "row": frame.site.types.of(schema),
        "columns": ts.value(columns),
        "filters": ts.value(filter_views(frame.site, page.plan), 0, 60),
        "paging": ts.value(paging_view(page.plan), 0, 60),
    }
    text = module("lists/list.ts.jinja", view, types=frame.types())
    return Module(f"lists/{name}.ts", text)


def list_page(frame: Frame, page: ListPage) -> Module:
    """The page of a list."""
    plan, name = page.plan, frame.site.function(page.plan)
    params = frame.locals(page.params)
    known = frame.row_known(page)
    strings = {key: f"String({expr})" if "row" in expr else expr for key, expr in known.items()}
    item_page = bool(frame.screen.read)
    remove = None if item_page else frame.remove(strings)
    edit = not item_page and frame.screen.change
    edit_row = path_expression(f"{frame.screen.item_path}/edit", known) if edit else None
    call = _list_call(frame, page)
    back = _list_back(frame, page)
    create = frame.new(params) if page is frame.screen.lists[0] else None
    link = path_expression(frame.screen.item_path, known) if item_page else None
    view = {
        "component": page.component,
        "comment": ts.comment(f"{page.title}: a list."),
        "name": name,
        "row": frame.site.types.of(payload_schema(plan.response)),
        "params": used_in(params, call["hook_input"], back, create and create["to"], link),
        "row_params": used_in(params, remove and remove["input"], edit_row),
        "row_actions": bool(remove or edit_row),
        "remove": remove,
        "edit_row": edit_row and ts.jsx_value(edit_row),
        "noun_attribute": ts.jsx_attribute(frame.noun),
        "title": ts.jsx_attribute(page.title),
        "back": back,
        "create": create,
        "items": ts.value(plan.response.path if plan.response else ()),
        "total": ts.value(plan.total) if plan.total else "",
        "link": link,
        **call,
    }
    values = {**frame.hooks(plan, frame.screen.delete)}
    for part in ("Columns", "Filters", "Paging"):
        values[f"{name}{part}"] = f"../lists/{name}"
    types = frame.types(plan)
    text = module("pages/ListPage.tsx.jinja", view, values, types)
    return Module(f"pages/{page.component}.tsx", text, page.component, page.route)


def _list_call(frame: Frame, page: ListPage) -> dict[str, str]:
    plan = page.plan
    takes = needs_input(plan.operation)
    keys = {binding.parameter: index for index, binding in enumerate(plan.bindings)}
    given = [pair(p.name, page.params[keys[p.name]].name) for p in plan.operation.path_parameters]
    input_type = frame.site.input_type(plan) if takes else "object"
    if given:
        omitted = ts.union([ts.string(p.name) for p in plan.operation.path_parameters])
        input_type = f"Omit<{input_type}, {omitted}>"
    call = ts.bracketed("{", ["...state.input", *given], "}", 2, 40) if given else "state.input"
    return {
        "hook": frame.site.hook(plan),
        "hook_input": f"{call}, " if takes else "",
        "state_type": input_type,
    }


def _list_back(frame: Frame, page: ListPage) -> str:
    if not page.params or page is not frame.screen.lists[0]:
        return ""
    parent = frame.site.blueprint.entities.get(page.params[-1].parent)
    if parent is None or not _parent_has_page(frame, parent.name):
        return ""
    pattern = page.route.rsplit("/", 1)[0]
    return frame.back(pattern, frame.locals(page.params), parent.title)


def _parent_has_page(frame: Frame, name: str) -> bool:
    plans = frame.site.blueprint.operations
    depth = len(frame.screen.base)
    return any(
        p.entity == name and p.behaviour.value == "read" and len(p.bindings) == depth - 1
        for p in plans
    )
