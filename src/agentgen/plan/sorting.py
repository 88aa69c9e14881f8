"""Sort parameters of a list."""

from collections.abc import Iterable

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import ColumnType, Entity, Sorting
from agentgen.ir.schema import Kind
from agentgen.names import words

_BY = frozenset(("sort", "sort by", "order by", "ordering", "sort field", "sort column"))
_DIRECTION = frozenset(
    ("order", "sort order", "direction", "sort direction", "sort dir", "order direction", "dir")
)
_UNSORTABLE = frozenset((ColumnType.JSON,))


def read_sorting(api: Api, operation: Operation, entity: Entity) -> Sorting:
    """The sort parameters that can be honoured; an empty `Sorting` when there are none."""
    by = direction = ""
    fields: dict[str, str] = {}
    for parameter in operation.query_parameters:
        schema = api.resolve(parameter.schema)
        text = " ".join(words(parameter.name))
        values = tuple(v for v in schema.enum if isinstance(v, str))
        if schema.kind is not Kind.STRING:
            continue
        if text in _DIRECTION and values and {v.lower().strip("-+") for v in values} <= _ORDERS:
            direction = parameter.name
        elif text in _BY or (text in _DIRECTION and not by):
            found = _fields(values, entity)
            if found is not None:
                by, fields = parameter.name, found
    return Sorting(by, direction if by else "", fields)


_ORDERS = frozenset(("asc", "desc", "ascending", "descending"))


def _fields(values: Iterable[str], entity: Entity) -> dict[str, str] | None:
    """Accepted value -> column, with a leading minus for descending; None if one is unknown."""
    columns = {
        " ".join(words(name)): c.name
        for c in entity.columns
        if c.wire and c.type not in _UNSORTABLE
        for name in (c.wire, c.name)
    }
    if not values:
        return {c.wire: c.name for c in entity.columns if c.wire and c.type not in _UNSORTABLE}
    found: dict[str, str] = {}
    for value in values:
        tokens = words(value)
        falling = value.startswith("-") or tokens[-1:] == ["desc"]
        if tokens[-1:] in (["asc"], ["desc"]):
            tokens = tokens[:-1]
        column = columns.get(" ".join(tokens)) or columns.get(" ".join([*tokens, "at"]))
        if column is None:
            return None
        found[value] = f"-{column}" if falling else column
    return found
