"""Views of the query strings that operations take: one class of parameters each.

They are plain dataclasses whose fields FastAPI reads one by one. A Pydantic model would be read
as a whole, which FastAPI 0.165 supports for 128 models an application: their fields are cached
in an LRU cache of that size and compared by identity.
"""

from collections.abc import Iterable, Iterator

from agentgen.emit.backend.arguments import path_names
from agentgen.emit.backend.literals import literal, long_literal, sentence
from agentgen.emit.backend.schemas import DESCRIPTION, ClassView, FieldView, scalar_default
from agentgen.emit.backend.types import Typing
from agentgen.ir.api import Location, Parameter
from agentgen.ir.blueprint import Blueprint, OperationPlan, PagingStyle
from agentgen.ir.schema import Kind
from agentgen.names import attribute, pascal, unique

_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}


def query_class(
    blueprint: Blueprint, plan: OperationPlan, taken: Iterable[str]
) -> ClassView | None:
    """The class of an operation's query parameters; None when it takes none."""
    fields = tuple(_fields(blueprint, plan))
    if not fields:
        return None
    doc = f"Query parameters of {plan.operation.method.upper()} {plan.operation.path}."
    name = unique(pascal(plan.function.title().replace("_", "")) + "Query", set(taken))
    return ClassView(name, sentence(doc, doc, 88), fields, is_query=True)


def _fields(blueprint: Blueprint, plan: OperationPlan) -> Iterator[FieldView]:
    taken = set(path_names(plan).values())  # FastAPI would take such a field for the path's
    for parameter in plan.operation.query_parameters:
        name = unique(attribute(parameter.name), taken)
        taken.add(name)
        yield (
            _paging(plan, parameter.name, name)
            or _sorting(plan, parameter, name)
            or plain_field(blueprint, name, parameter)
        )
    if plan.paging.added:
        yield from (_added(plan, key) for key in (plan.paging.limit, plan.paging.start))


def plain_field(
    blueprint: Blueprint, name: str, parameter: Parameter, place: str = "Query"
) -> FieldView:
    """The field of a parameter; `place` is what FastAPI calls where it travels."""
    typing = Typing(blueprint.api.schemas, json_body=False)
    default = scalar_default(typing, parameter.schema)
    annotation = typing.expression(parameter.schema)
    optional = default is None and not parameter.required
    if optional and not annotation.endswith("| None") and annotation not in ("Json", "None"):
        annotation = f"{annotation} | None"
    text = " ".join((parameter.description or parameter.schema.description).split())
    more = {"description": long_literal(text)} if text and len(text) <= DESCRIPTION else {}
    between = separator(blueprint, parameter)
    if between:
        annotation = f"Annotated[{annotation}, separated({literal(between)})]"
    value = "None" if optional else default or ""
    return _view(name, annotation, parameter.name, value, place, **more)


def separator(blueprint: Blueprint, parameter: Parameter) -> str:
    """What stands between the values of a list that is sent as one text; else empty."""
    is_list = blueprint.api.resolve(parameter.schema).kind is Kind.ARRAY
    joined = not parameter.explode or parameter.location is Location.HEADER
    return _SEPARATORS.get(parameter.style, ",") if is_list and joined else ""


def _view(
    name: str, annotation: str, wire: str, default: str, place: str = "Query", **arguments: str
) -> FieldView:
    """`name: Annotated[type, Query(…)] = default`."""
    alias = {"alias": literal(wire)} if wire != name else {}
    inside = ", ".join(f"{key}={value}" for key, value in (alias | arguments).items())
    marker = f"{place}({inside})"
    is_one = annotation.startswith("Annotated[") and annotation.endswith("]")
    if is_one and _closes_at_end(annotation):
        return FieldView(name, f"{annotation[:-1]}, {marker}]", default)
    return FieldView(name, f"Annotated[{annotation}, {marker}]", default)


def _closes_at_end(annotation: str) -> bool:
    """True for `Annotated[…]`, False for `Annotated[…] | list[…]`; strings hold no type."""
    return " | " not in annotation


def _paging(plan: OperationPlan, wire: str, name: str) -> FieldView | None:
    paging = plan.paging
    if wire == paging.limit:
        bounds = {"ge": "1", "le": str(paging.maximum)}
        return _view(name, "int", wire, str(paging.default), **bounds)
    if wire == paging.start and paging.style is not PagingStyle.CURSOR:
        first = str(paging.first if paging.style is PagingStyle.PAGE else 0)
        return _view(name, "int", wire, first, ge=first, le="MOST_SKIPPED")
    return None


def _added(plan: OperationPlan, wire: str) -> FieldView:
    view = _paging(plan, wire, wire)
    assert view is not None
    return view


def _sorting(plan: OperationPlan, parameter: Parameter, name: str) -> FieldView | None:
    sorting = plan.sorting
    if parameter.name != sorting.by or not sorting.fields:
        return None
    values = list(sorting.fields)
    if not parameter.schema.enum:
        values += [f"-{value}" for value in values]
    choices = "Literal[" + ", ".join(literal(value) for value in values) + "]"
    known = parameter.schema.default in values
    annotation = choices if known else f"{choices} | None"
    default = literal(parameter.schema.default) if known else "None"
    return _view(name, annotation, parameter.name, default)
