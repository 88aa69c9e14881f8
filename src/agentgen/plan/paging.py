"""How a list is cut into pages, from its query parameters."""

from dataclasses import replace

from agentgen.ir.api import Api, Operation, Parameter
from agentgen.ir.blueprint import EnvelopeField, Fill, Paging, PagingStyle
from agentgen.ir.decisions import Decisions
from agentgen.ir.schema import Kind
from agentgen.names import words

_LIMIT = frozenset(
    ("limit", "per page", "page size", "size", "max results", "take", "count", "max items")
)
_OFFSET = frozenset(("offset", "skip", "start", "start index"))
_PAGE = frozenset(("page", "page number", "page index", "page no"))
_CURSOR = frozenset(
    ("cursor", "after", "after cursor", "starting after", "page token", "next token", "next cursor",
     "continuation token", "continuation", "marker", "start cursor", "next page token",
     "page cursor", "pagination token")
)  # fmt: skip
_TEXTS = frozenset(("limit", "per page", "page size", "max results", "offset", "skip"))
"""Names that say a number even where the contract calls it a text, as some do for queries."""
_HIGHEST = 1000


def read_paging(api: Api, operation: Operation, decisions: Decisions) -> Paging:
    """The paging of a list operation; the policy's sizes where the contract states none."""
    found = {" ".join(words(p.name)): p for p in operation.query_parameters if _is_count(api, p)}
    limit = next((p for text, p in found.items() if text in _LIMIT), None)
    offset = next((p for text, p in found.items() if text in _OFFSET), None)
    page = next((p for text, p in found.items() if text in _PAGE), None)
    default, maximum = _sizes(api, limit, decisions)
    named = {p.name for p in operation.query_parameters}
    if offset is None and page is None and limit is None and not named & {"limit", "offset"}:
        return Paging(PagingStyle.OFFSET, "limit", "offset", default, maximum, first=0, added=True)
    start = offset or page
    return Paging(
        style=PagingStyle.PAGE if page and not offset else PagingStyle.OFFSET,
        limit=limit.name if limit else "",
        start=start.name if start else "",
        default=default,
        maximum=maximum,
        first=_first(api, page) if page else 0,
    )


def read_cursor(
    api: Api, operation: Operation, paging: Paging, fields: tuple[EnvelopeField, ...]
) -> Paging | None:
    """The paging of a list whose answers name the cursor of the next page; None for others."""
    told = any(field.fill is Fill.NEXT_CURSOR for field in fields)
    found = next((p for p in operation.query_parameters if _is_cursor(api, p)), None)
    if not told or found is None or (paging.start and not paging.added):
        return None
    limit = "" if paging.added else paging.limit
    return replace(
        paging, style=PagingStyle.CURSOR, start=found.name, limit=limit, first=0, added=False
    )


def without_cursors(fields: tuple[EnvelopeField, ...]) -> tuple[EnvelopeField, ...] | None:
    """The fields where no cursor pages; None when one of them has to be there all the same."""
    cursors = [f for f in fields if f.fill is Fill.NEXT_CURSOR]
    if any(f.value == "" for f in cursors):
        return None
    constant = [replace(f, fill=Fill.CONSTANT) for f in cursors if f.value is None]
    return (*(f for f in fields if f not in cursors), *constant)


def _is_cursor(api: Api, parameter: Parameter) -> bool:
    schema = api.resolve(parameter.schema)
    plain = schema.kind is Kind.STRING and not (schema.format or schema.enum)
    return plain and " ".join(words(parameter.name)) in _CURSOR and not parameter.required


def _is_count(api: Api, parameter: Parameter) -> bool:
    schema = api.resolve(parameter.schema)
    if schema.kind is Kind.STRING and not (schema.format or schema.enum or schema.pattern):
        return " ".join(words(parameter.name)) in _TEXTS
    return schema.kind in (Kind.INTEGER, Kind.NUMBER)


def _sizes(api: Api, limit: Parameter | None, decisions: Decisions) -> tuple[int, int]:
    schema = api.resolve(limit.schema) if limit else None
    maximum, default = decisions.page_size_max, decisions.page_size
    if schema is not None and isinstance(schema.maximum, int):
        maximum = min(schema.maximum, _HIGHEST)
    if schema is not None and isinstance(schema.default, int):
        default = schema.default
    return min(default, maximum), max(maximum, 1)


def _first(api: Api, page: Parameter) -> int:
    schema = api.resolve(page.schema)
    return 0 if schema.default == 0 or (schema.minimum == 0 and schema.default != 1) else 1
