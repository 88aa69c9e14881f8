"""Columns that hold one of a few values are enumerations, or checked."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.use_model import ColumnFact, TableFact
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule

_STATE = re.compile(r"\b(?:status(?:es)?|states?|fixed|kinds?|types?|choices?|categor\w+)\b")

_STATE_NAME = re.compile(r"(?:^|_)(?:status|state|kind|role|priority|severity)$")
_ADDRESS = {"city", "zip", "zip_code", "postal_code", "country"}

_FREE = re.compile(r"^(?:Mapped\[)?(?:Optional\[)?(?:sa\.)?(?:str\b|String|Text|Unicode|VARCHAR)")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at columns whose name says that they hold a state."""
    found, examined = [], 0
    for table in codebase.tables:
        checked = _checked(codebase, table)
        names = {c.name for c in table.columns}
        for column in table.columns:
            is_region = column.name == "state" and names & _ADDRESS
            if not _STATE_NAME.search(column.name) or column.references or is_region:
                continue
            examined += 1
            if _FREE.match(_type_of(codebase, column)) and column.name not in checked:
                message = f"`{table.name}.{column.name}` takes any value, it is no enumeration"
                found.append(Found(column.path, column.line, message))
    return found, examined


def _type_of(codebase: Codebase, column: ColumnFact) -> str:
    """What a column may hold: its annotation says more than `String(9)`."""
    file = codebase.python.get(column.path)
    fields = file.fields if file else ()
    own = next((f for f in fields if f.line == column.line and f.name == column.name), None)
    inner = own.annotation.removeprefix("Mapped[") if own else ""
    named = inner and not re.match(r"(?:Optional\[)?(?:str|int|Any)\b", inner)
    return inner if named and "Enum" not in column.type else column.type


def _checked(codebase: Codebase, table: TableFact) -> set[str]:
    """Columns that a check constraint of the table names."""
    file = codebase.python[table.path]
    own = next(c for c in file.classes if c.name == table.class_name)
    texts = [
        text
        for use in file.uses
        if use.name.endswith("CheckConstraint") and own.line <= use.line <= own.end_line
        for text in use.arguments
    ]
    return {name for text in texts for name in re.findall(r"\w+", text)}


_TABLE = (
    "from sqlalchemy import *\nfrom sqlalchemy.orm import *\nclass Base(DeclarativeBase): ...\n"
    "class Order(Base):\n    __tablename__ = 'orders'\n"
    "    id: Mapped[int] = mapped_column(primary_key=True)\n"
)

RULE = Rule(
    id="enum-columns",
    title="Fixed sets of values are enumerations",
    help="declare an `Enum` column, or a check constraint on its values",
    what="columns of states",
    phrases=demanded(
        rf"\benum(?:s|erations?|erated types?)?\b[^.;]*{_STATE.pattern}"
        rf"|{_STATE.pattern}[^.;]*\benum"
    ),
    inspect=inspect,
    valid=(
        Example(
            {"m.py": _TABLE + "    status: Mapped[Status] = mapped_column(default=Status.NEW)\n"}
        ),
        Example({"m.py": _TABLE + "    status = Column(Enum('new', 'paid', name='status'))\n"}),
        Example(
            {
                "m.py": _TABLE + "    status: Mapped[str] = mapped_column(String(9))\n"
                "    __table_args__ = (CheckConstraint(\"status IN ('new', 'paid')\"),)\n"
            }
        ),
        Example({"m.py": _TABLE + "    kind: Mapped[Kind]\n    statement: Mapped[str]\n"}),
    ),
    invalid=(
        Example({"m.py": _TABLE + "    status: Mapped[str] = mapped_column(String(20))\n"}),
        Example({"m.py": _TABLE + "    payment_status = Column(String, nullable=False)\n"}),
        Example({"m.py": _TABLE + "    state: Mapped[str | None]\n"}),
    ),
    prose={
        "Use ENUMs for fixed status values": {},
        "Model states as enums": {},
        "Order status must be an enum column": {},
    },
    not_prose=("Do not use enums for status", "Enumerate all options", "Show the status"),
    keywords=("enum", "status", "state", "fixed", "kind", "type", "choice", "categor"),
    status=Status.HEURISTIC,
    combine=union,
)
