"""The pages that create and change records."""

from collections.abc import Mapping

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.columns import key_wire
from agentgen.emit.frontend.fields import FormField, form_fields
from agentgen.emit.frontend.frame import Frame, Module, path_expression, payload_schema, used_in
from agentgen.emit.frontend.inputs import only_path_required
from agentgen.emit.frontend.modules import module
from agentgen.emit.frontend.screens import Screen
from agentgen.emit.frontend.site import Site
from agentgen.ir.blueprint import OperationPlan

_LEAVE = "const leave = useLeave();"


def form_fields_of(screen: Screen, plan: OperationPlan) -> list[FormField]:
    """The fields of the form of an operation."""
    schema = payload_schema(plan.request)
    locked = key_wire(screen.site, screen.entity, screen.entity.key, schema)
    editing = plan is screen.change
    read_only = locked if plan.key_in_body else ""
    return form_fields(screen.site, schema, editing=editing, read_only=read_only)


def form(frame: Frame, plan: OperationPlan, purpose: str) -> Module:
    """Fields and zod schema of a form of a screen."""
    name = f"{frame.stem}{purpose.capitalize()}"
    return form_module(name, form_fields_of(frame.screen, plan))


def form_module(name: str, fields: list[FormField]) -> Module:
    """Fields and zod schema of a form."""
    entries = [f"{field.name}: {field.zod()}" for field in fields]
    schema = ts.bracketed("{", entries, "}", 0, 200)
    view = {
        "name": name,
        "fields": ts.value([field.view() for field in fields]),
        "schema": schema,
    }
    return Module(f"forms/{name}.ts", module("forms/form.ts.jinja", view))


def _form_names(frame: Frame, purpose: str) -> dict[str, str]:
    name = f"{frame.stem}{purpose.capitalize()}"
    return {f"{name}{part}": f"../forms/{name}" for part in ("Fields", "Schema")}


def body_view(site: Site, plan: OperationPlan, form: str) -> dict[str, str]:
    """How a page makes the body of its call from the values of its form."""
    path = plan.request.path if plan.request else ()
    record = f"toRecord({form}Fields, values)"
    return {
        "body": f"wrap({ts.value(path)}, {record})" if path else record,
        "body_type": f'{site.input_type(plan)}["body"]',
        "form": form,
        "hook": site.hook(plan),
    }


def create_page(frame: Frame) -> Module:
    """The page that creates a record."""
    plan = frame.screen.create
    assert plan is not None
    known = frame.locals(frame.screen.base)
    component = f"{frame.screen.name}CreatePage"
    leave, uses_created = _after_create(frame, plan, known)
    given, back = frame.input(plan, known, "body"), frame.collection_back(known)
    view = {
        "component": component,
        "comment": ts.comment(f"Creates a {frame.noun}."),
        "params": used_in(known, given, back, leave),
        "title": ts.jsx_attribute(f"New {frame.noun}"),
        "submit_label": ts.jsx_attribute(f"Create {frame.noun}"),
        "back": back,
        "setup": _LEAVE if leave else "",
        "on_success": leave
        and f"({'created' if uses_created else ''}) => leave({leave}, {_notice(frame, 'created')})",
        "mutation_input": given,
        **body_view(frame.site, plan, f"{frame.stem}Create"),
    }
    values = {**frame.hooks(plan), **_form_names(frame, "create")}
    text = module("pages/CreatePage.tsx.jinja", view, values, frame.types(plan))
    return Module(f"pages/{component}.tsx", text, component, f"{frame.screen.route}/new")


def _notice(frame: Frame, done: str) -> str:
    return ts.string(f"The {frame.noun} was {done}.")


def _after_create(frame: Frame, plan: OperationPlan, known: Mapping[str, str]) -> tuple[str, bool]:
    schema = payload_schema(plan.response)
    screen, told = frame.screen, dict(known)
    tail = [(p, p.column) for p in screen.extra]
    tail += [(screen.key, frame.entity.key)] if screen.key else []
    for param, column in tail:
        wire = key_wire(frame.site, frame.entity, column, schema)
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


def edit_page(frame: Frame) -> Module:
    """The page that changes a record."""
    plan, source = frame.screen.change, frame.screen.item_source
    assert plan is not None
    known = frame.locals(frame.screen.item)
    component = f"{frame.screen.name}EditPage"
    has_page = bool(frame.screen.read or not frame.screen.lists)
    back = frame.screen.item_path if has_page else frame.screen.route
    query, record = _edit_source(frame, source, known)
    leave = path_expression(back, known) or ts.string("/")
    given = frame.input(plan, known, "body")
    view = {
        "component": component,
        "comment": ts.comment(f"Changes a {frame.noun}."),
        "params": used_in(known, query, record, leave, given),
        "title": ts.jsx_attribute(f"Edit {frame.noun}"),
        "back": frame.back(back, known, frame.entity.title),
        "query": query,
        "record": record,
        "setup": _LEAVE,
        "on_success": f"() => leave({leave}, {_notice(frame, 'saved')})",
        "mutation_input": given,
        **body_view(frame.site, plan, f"{frame.stem}Edit"),
    }
    values = {**frame.hooks(plan, source), **_form_names(frame, "edit")}
    text = module("pages/EditPage.tsx.jinja", view, values, frame.types(plan))
    route = f"{frame.screen.item_path}/edit"
    return Module(f"pages/{component}.tsx", text, component, route)


def _edit_source(
    frame: Frame, source: OperationPlan | None, known: Mapping[str, str]
) -> tuple[str | None, str]:
    if source is None or source.response is None:
        return None, ""
    path = ts.value(source.response.path)
    row = frame.site.types.of(source.response.record)
    if source is frame.screen.read:
        return frame.query(source, known), f"recordAt<{row}>(body, {path})"
    given = frame.input(source, known)
    wire = key_wire(frame.site, frame.entity, frame.entity.key, source.response.record)
    complete = only_path_required(source.operation)
    if given is None or not wire or frame.screen.key is None or not complete:
        return None, ""
    test = f"String({ts.member('row', wire)}) === {frame.screen.key.name}"
    hook = f"{frame.site.hook(source)}({given})"
    return hook, f"itemsAt<{row}>(body, {path}).find((row) => {test})"
