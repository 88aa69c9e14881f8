"""Every table has the columns that tell when a row was made and changed."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.use_model import TableFact
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, names, union
from agentgen.rules.base import Example, Found, Rule

_STAMPS = r"(?<![\w.])(?:created|updated|modified|inserted|deleted)_(?:at|on)\b"
_STAMP_PAIR = (
    rf"{_STAMPS}(?:\W+(?:and |or )?)(?:{_STAMPS})|\btimestamps?\b[^.;]*{_STAMPS}"
    rf"|{_STAMPS}[^.;]*\btimestamps?\b"
)


def _stamps(text: str) -> Params:
    return {"columns": names(re.findall(_STAMPS, text))}


_DEFAULT = ("created_at", "updated_at")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every table but those that only link two others."""
    wanted = tuple(params.get("columns") or _DEFAULT)
    found, examined = [], 0
    for table in codebase.tables:
        if _is_link(table):
            continue
        examined += 1
        missing = [name for name in wanted if name not in {c.name for c in table.columns}]
        if missing:
            listed = " and ".join(f"`{name}`" for name in missing)
            found.append(Found(table.path, table.line, f"the table `{table.name}` has no {listed}"))
    return found, examined


def _is_link(table: TableFact) -> bool:
    """A table of foreign keys alone."""
    return all(c.references or c.primary for c in table.columns)


_TABLE = (
    "from sqlalchemy import *\nfrom sqlalchemy.orm import *\nclass Base(DeclarativeBase): ...\n"
    "class Times:\n    created_at: Mapped[datetime] = mapped_column(DateTime)\n"
    "    updated_at: Mapped[datetime] = mapped_column(DateTime)\n"
)

_KEY = "    id: Mapped[int] = mapped_column(primary_key=True)\n    name: Mapped[str]\n"

_BOTH = {"columns": ("created_at", "updated_at")}

RULE = Rule(
    id="timestamp-columns",
    title="Tables carry their times of creation and change",
    help="add the column, or a mixin that has it",
    what="tables",
    phrases=demanded(_STAMP_PAIR, _stamps),
    inspect=inspect,
    valid=(
        Example(
            {"m.py": _TABLE + "class A(Times, Base):\n    __tablename__ = 'a'\n" + _KEY}, _BOTH
        ),
        Example(
            {
                "m.py": _TABLE + "class L(Base):\n    __tablename__ = 'links'\n"
                "    a_id = Column(ForeignKey('a.id'), primary_key=True)\n"
                "class B(Times, Base):\n    __tablename__ = 'b'\n" + _KEY
            },
            _BOTH,
        ),
    ),
    invalid=(
        Example({"m.py": _TABLE + "class A(Base):\n    __tablename__ = 'a'\n" + _KEY}, _BOTH),
        Example(
            {
                "m.py": _TABLE
                + "class A(Base):\n    __tablename__ = 'a'\n"
                + _KEY
                + "    created_at: Mapped[datetime]\n"
            },
            _BOTH,
        ),
        Example(
            {"m.py": _TABLE + "class A(Times, Base):\n    __tablename__ = 'a'\n" + _KEY},
            {"columns": ("created_on",)},
        ),
    ),
    prose={
        "Include created_at, updated_at timestamps": {"columns": ("created_at", "updated_at")},
        "All tables have `created_at` and `updated_at`": {"columns": ("created_at", "updated_at")},
        "Add created_on and modified_on columns to each table": {
            "columns": ("created_on", "modified_on")
        },
    },
    not_prose=(
        "Sort by created_at",
        "Never store timestamps as text",
        "orders.created_at TIMESTAMP",
    ),
    keywords=("created", "updated", "modified", "inserted", "deleted", "timestamp"),
    status=Status.ENFORCED,
    combine=union,
    params={
        "columns": Param(ParamKind.WORDS, "columns, or patterns of their names"),
    },
)
