"""Foreign keys, and columns that queries filter by, are indexed."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.use_model import CallUse, ColumnFact, TableFact
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python


def _indexed(text: str) -> Params:
    found = []
    if re.search(r"\bforeign[- ]keys?\b|\bfks?\b", text):
        found.append("foreign keys")
    if re.search(
        r"\b(?:frequent|common|often|quer(?:y|ies|ied)|filter|search|lookup|hot)\w*", text
    ):
        found.append("queried columns")
    return {"columns": tuple(found)} if found else {}


_FILTERS = ("where", "filter", "order_by", "filter_by")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every foreign key of every table."""
    found, examined = [], 0
    migrated = _migrated(codebase)
    for table in codebase.tables:
        for column in table.columns:
            if column.references and not _inherits_key(column, table):
                examined += 1
                if not column.indexed and (table.name, column.name) not in migrated:
                    message = f"the foreign key `{table.name}.{column.name}` has no index"
                    found.append(Found(column.path, column.line, message))
    for path, use in _core_keys(codebase):
        examined += 1
        if _INDEXED & use.keywords.keys() or _listed(codebase, use.arguments[0]):
            continue
        found.append(Found(path, use.line, f"the foreign key `{use.arguments[0]}` has no index"))
    return found, examined


_INDEXED = {"index", "unique", "primary_key"}


def _core_keys(codebase: Codebase) -> Iterator[tuple[str, CallUse]]:
    """Columns of `Table(…)` that refer to another table."""
    for path, file in product_python(codebase):
        if not any(u.name.rsplit(".", 1)[-1] == "Table" for u in file.uses):
            continue
        for use in file.uses:
            is_column = use.name.rsplit(".", 1)[-1] == "Column" and not use.function
            refers = any("ForeignKey()" in argument for argument in use.arguments[1:])
            in_class = any(c.line <= use.line <= c.end_line for c in file.classes)
            if is_column and refers and not in_class:
                yield path, use


def _listed(codebase: Codebase, column: str) -> bool:
    """True when some `Index(…)` or `UniqueConstraint(…)` names the column."""
    return any(
        u.name.rsplit(".", 1)[-1] in ("Index", "UniqueConstraint", "PrimaryKeyConstraint")
        and any(re.search(rf"\b{re.escape(column)}\b", a) for a in u.arguments)
        for _, file in product_python(codebase)
        for u in file.uses
    )


def _inherits_key(column: ColumnFact, table: TableFact) -> bool:
    """The first key of a link table is served by the index of its primary key."""
    keys = [c.name for c in table.columns if c.primary]
    return column.primary and keys[:1] == [column.name]


def _migrated(codebase: Codebase) -> set[tuple[str, str]]:
    """Columns that `op.create_index` in a migration begins with."""
    return {
        (use.arguments[1], re.split(r",", use.arguments[2])[0])
        for file in codebase.python.values()
        for use in file.uses
        if use.name.endswith("create_index") and len(use.arguments) > 2
    }


_TABLE = (
    "from sqlalchemy import *\nfrom sqlalchemy.orm import *\nclass Base(DeclarativeBase): ...\n"
    "class Order(Base):\n    __tablename__ = 'orders'\n"
    "    id: Mapped[int] = mapped_column(primary_key=True)\n"
)

_MIGRATION = "def upgrade():\n    op.create_index('ix_orders_user_id', 'orders', ['user_id'])\n"

RULE = Rule(
    id="indexes",
    title="Foreign keys and queried columns are indexed",
    help="write `index=True`, or add an `Index` to `__table_args__`",
    what="foreign keys",
    phrases=demanded(
        r"\bindex(?:es|ed|ing)?\b(?= .*\b(?:keys?|columns?|fields?|quer\w+|migrations?"
        r"|tables?)\b)"
        r"|\b(?:keys?|columns?|quer\w+|database|lookups?)\b[^.;]{0,40}\bindex(?:es|ed|ing)?\b"
        r"|\b(?:proper|appropriate|database|add|create) (?:database )?index(?:es)?\b",
        _indexed,
    ),
    inspect=inspect,
    valid=(
        Example(
            {
                "m.py": (
                    _TABLE
                    + "    user_id: Mapped[int] = mapped_column(ForeignKey('u.id'), index=True)\n"
                )
            }
        ),
        Example(
            {
                "m.py": (
                    _TABLE + "    user_id: Mapped[int] = mapped_column(ForeignKey('u.id'))\n"
                    "    __table_args__ = (Index('ix', 'user_id', 'id'),)\n"
                )
            }
        ),
        Example(
            {
                "m.py": _TABLE + "    user_id: Mapped[int] = mapped_column(ForeignKey('u.id'))\n",
                "migrations/versions/1.py": _MIGRATION,
            }
        ),
    ),
    invalid=(
        Example(
            {"m.py": _TABLE + "    user_id: Mapped[int] = mapped_column(ForeignKey('u.id'))\n"}
        ),
        Example(
            {
                "m.py": (
                    _TABLE + "    user_id = Column(Integer, ForeignKey('u.id'), nullable=False)\n"
                    "    __table_args__ = (Index('ix', 'id', 'user_id'),)\n"
                )
            }
        ),
        Example(
            {
                "m.py": (
                    "from sqlmodel import Field, SQLModel\nclass Order(SQLModel, table=True):\n   "
                    " id: int = Field(primary_key=True)\n    user_id: int ="
                    " Field(foreign_key='u.id')\n"
                )
            }
        ),
    ),
    prose={
        "Add indexes on foreign keys and frequently queried columns": {
            "columns": ("foreign keys", "queried columns")
        },
        "Every foreign key is indexed": {"columns": ("foreign keys",)},
        "Include indexes in the migration": {},
        "Database queries use proper indexes": {"columns": ("queried columns",)},
    },
    not_prose=("Keep index.ts files small", "The index of the list starts at 0"),
    keywords=("index",),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "columns": Param(ParamKind.WORDS, "columns, or patterns of their names"),
    },
)
