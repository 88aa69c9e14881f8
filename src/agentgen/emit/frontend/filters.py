"""What a list can be narrowed and sorted by, and how it is cut into pages."""

from typing import Any

from agentgen.emit.frontend import zod
from agentgen.emit.frontend.references import human
from agentgen.emit.frontend.site import Site
from agentgen.ir.api import Parameter
from agentgen.ir.blueprint import Match, OperationPlan, PagingStyle
from agentgen.ir.schema import Kind

PAGE_SIZE = 20
"""Records a page where the operation lets the caller choose."""


def filter_views(site: Site, plan: OperationPlan) -> list[dict[str, Any]]:
    """The inputs above a list: filters, sorting, and whatever else the operation requires."""
    parameters = {p.name: p for p in plan.operation.query_parameters}
    matches = {f.parameter: f.match for f in plan.filters}
    wanted = [name for name, match in matches.items() if match is not Match.STUB]
    wanted += [name for name in (plan.sorting.by, plan.sorting.direction) if name]
    paging = (plan.paging.limit, plan.paging.start)
    wanted += [n for n, p in parameters.items() if p.required and n not in paging]
    return [
        _view(site, plan, parameters[name], matches.get(name))
        for name in dict.fromkeys(wanted)
        if name in parameters
    ]


def _view(
    site: Site, plan: OperationPlan, parameter: Parameter, match: Match | None
) -> dict[str, Any]:
    kind, options = _control(site, parameter, match)
    if parameter.name == plan.sorting.by and plan.sorting.fields and not options:
        kind, options = "select", list(plan.sorting.fields)
    if parameter.name == plan.sorting.direction and plan.sorting.direction and not options:
        kind, options = "select", ["asc", "desc"]
    found: dict[str, Any] = {
        "name": parameter.name,
        "label": human(parameter.name),
        "kind": kind,
    }
    if options:
        found["options"] = options
    if parameter.required:
        found["required"] = True
    return found


def _control(site: Site, parameter: Parameter, match: Match | None) -> tuple[str, list[str]]:
    schema = site.blueprint.api.resolve(parameter.schema)
    if schema.kind is Kind.ARRAY:
        inner = site.blueprint.api.resolve(schema.items) if schema.items else schema
        return "list", [zod.text_of(v) for v in zod.choices(inner)]
    options = [zod.text_of(v) for v in zod.choices(schema)]
    if schema.kind in (Kind.INTEGER, Kind.NUMBER):
        return "number", options
    if options:
        return "select", options
    if schema.kind is Kind.BOOLEAN:
        return "boolean", []
    if schema.kind is Kind.STRING and schema.format == "date":
        return "date", []
    return ("search" if match is Match.SEARCH else "text"), []


def paging_view(plan: OperationPlan) -> dict[str, Any]:
    """The paging of a list, as `lib/listState.ts` declares it."""
    paging = plan.paging
    names = {f.parameter for f in plan.filters}
    style = paging.style if paging.start else PagingStyle.NONE
    return {
        "style": style.value,
        "param": "page" if "page" not in names else "listPage",
        "limit": paging.limit,
        "start": paging.start,
        "size": max(1, min(paging.default, PAGE_SIZE) if paging.limit else paging.default),
        "first": paging.first,
    }
