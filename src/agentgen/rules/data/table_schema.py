"""The tables that a spec describes have the names it gives them."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import is_example, plain
from agentgen.ir.readers import Params, union
from agentgen.names import singular, snake
from agentgen.rules.base import Example, Found, Rule

_TABLE = re.compile(
    r"^(?:--\s*)?(?:the )?(?!(?:each|every|any|all|a|an|one|no)\b)([a-z_]\w*) table(?: has\b|:|$)"
)


@needing(r" table(?: has\b|:|$)")
def _tables(statement: Statement) -> Params | None:
    """A comment or sentence that names a table whose columns follow: «Payments table»."""
    text = plain(statement)
    found = _TABLE.match(text)
    return {"table": found[1]} if found and not is_example(statement) else None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at tables that are the spec's table by another name: `payment`, `tbl_payments`."""
    wanted = str(params.get("table", ""))
    found, examined = [], 0
    for table in codebase.tables:
        if wanted not in (table.name, table.name.split(".")[-1]) and not _is(table.name, wanted):
            continue
        examined += 1
        if table.name.split(".")[-1] != wanted:
            message = f"the table is named `{table.name}`, in the spec `{wanted}`"
            found.append(Found(table.path, table.line, message))
    return found, examined


def _is(name: str, wanted: str) -> bool:
    bare = snake(name).removeprefix("tbl_").removeprefix("t_").removesuffix("_table")
    return singular(bare) == singular(wanted)


def _table(name: str) -> str:
    return (
        "from sqlalchemy.orm import *\nclass Base(DeclarativeBase): ...\nclass A(Base):\n"
        f"    __tablename__ = '{name}'\n    id: Mapped[int] = mapped_column(primary_key=True)\n"
    )


RULE = Rule(
    id="table-schema",
    title="Tables have the columns that the spec lists",
    help="rename the table, with a migration",
    what="tables of that name",
    phrases=_tables,
    inspect=inspect,
    valid=(
        Example({"m.py": _table("payments")}, {"table": "payments"}),
        Example({"m.py": _table("payments") + "\nTABLE = 'payment'\n"}, {"table": "payments"}),
    ),
    invalid=(
        Example({"m.py": _table("payment")}, {"table": "payments"}),
        Example({"m.py": _table("tbl_payments")}, {"table": "payments"}),
    ),
    prose={
        "Payments table": {"table": "payments"},
        "-- Subscriptions table": {"table": "subscriptions"},
        "orders table: id, total": {"table": "orders"},
    },
    not_prose=("Reserve a table", "Use one table for all"),
    keywords=("table", "the"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "table": Param(ParamKind.TEXT, "name of the table"),
    },
)
