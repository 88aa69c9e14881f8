"""Header and cookie parameters of requests, and headers of answers."""

from collections.abc import Iterable

from agentgen.emit.backend.arguments import path_names
from agentgen.emit.backend.literals import literal, sentence
from agentgen.emit.backend.queries import plain_field
from agentgen.emit.backend.schemas import ClassView
from agentgen.ir.api import Location, Parameter
from agentgen.ir.blueprint import Blueprint, HeaderFill, OperationPlan, PagingStyle
from agentgen.names import attribute, pascal, unique

_OF_HTTP = frozenset(("accept", "content-type", "authorization"))
"""Headers that OpenAPI 3 (§ Parameter Object) describes elsewhere."""
_MARKERS = {Location.HEADER: "Header", Location.COOKIE: "Cookie"}


def header_parameters(blueprint: Blueprint, plan: OperationPlan) -> list[Parameter]:
    """The header and cookie parameters that carry no credentials."""
    schemes = blueprint.api.security_schemes.values()
    secrets = {(s.location, s.parameter.lower()) for s in schemes}
    return [
        p for p in plan.operation.parameters
        if p.location in _MARKERS and p.name.lower() not in _OF_HTTP
        and (str(p.location), p.name.lower()) not in secrets
    ]  # fmt: skip


def header_class(
    blueprint: Blueprint, plan: OperationPlan, taken: Iterable[str]
) -> ClassView | None:
    """The class of an operation's header and cookie parameters; None when it takes none."""
    fields = []
    names: set[str] = set()
    for parameter in header_parameters(blueprint, plan):
        name = unique(attribute(parameter.name), names)
        names.add(name)
        fields.append(plain_field(blueprint, name, parameter, _MARKERS[parameter.location]))
    if not fields:
        return None
    doc = f"Headers and cookies of {plan.operation.method.upper()} {plan.operation.path}."
    name = unique(pascal(plan.function.title().replace("_", "")) + "Headers", set(taken))
    return ClassView(name, sentence(doc, doc, 88), tuple(fields), is_query=True)


def header_lines(blueprint: Blueprint, plan: OperationPlan) -> tuple[str, ...]:
    """Statements of a route that fill headers, from `request`, `page` and `result`."""
    lines: list[str] = []
    for name, fill in plan.headers:
        place = f"response.headers[{literal(name)}]"
        if fill is HeaderFill.TOTAL:
            lines.append(f"{place} = str(page.total)")
        elif fill is HeaderFill.LINKS:
            paged = plan.paging.style is PagingStyle.PAGE
            first = f", first={plan.paging.first}" if paged else ""
            lines.append(
                f"{place} = page_links(request.url, page, {literal(plan.paging.start)}{first})"
            )
        else:
            lines.append(f"{place} = {_location(blueprint, plan)}")
    return tuple(lines)


def _location(blueprint: Blueprint, plan: OperationPlan) -> str:
    """Source of the path of a new item."""
    head, _, _ = plan.location.rpartition("/")
    entity = blueprint.entities[plan.entity]
    text = literal(head).strip('"')
    for name, argument in path_names(plan).items():
        text = text.replace("{" + name + "}", "{" + argument + "}")
    wire = entity.column(plan.key_column or entity.key).wire
    return f'f"{{API_PREFIX}}{text}/{{result.{attribute(wire)}}}"'
