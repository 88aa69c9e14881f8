"""References between tables are foreign keys."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.names import singular
from agentgen.rules.base import Example, Found, Rule


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at columns named after another table's key: `user_id` where there are users."""
    found, examined = [], 0
    owners = {singular(t.name): t for t in codebase.tables}
    for table in codebase.tables:
        for column in table.columns:
            other = owners.get(column.name.removesuffix("_id"))
            if column.primary or not column.name.endswith("_id") or other in (None, table):
                continue
            examined += 1
            if not column.references and other is not None:
                message = f"`{table.name}.{column.name}` is no foreign key to `{other.name}`"
                found.append(Found(column.path, column.line, message))
    return found, examined


_TABLES = (
    "from sqlalchemy import *\nfrom sqlalchemy.orm import *\nclass Base(DeclarativeBase): ...\n"
    "class User(Base):\n    __tablename__ = 'users'\n"
    "    user_id: Mapped[int] = mapped_column(primary_key=True)\n"
    "class Order(Base):\n    __tablename__ = 'orders'\n"
    "    id: Mapped[int] = mapped_column(primary_key=True)\n"
)

RULE = Rule(
    id="data-integrity",
    title="Constraints keep the data whole",
    help="declare `ForeignKey(…)`",
    what="references between tables",
    phrases=demanded(
        r"\b(?:foreign[- ]keys?|constraints?)\b(?=[^.;]*\b(?:transactions?|integrity"
        r"|constraints?|enforce\w*|proper|define\w*)\b)"
        r"|\b(?:data(?:base)?|referential) integrity\b|\bproper[^.;]{0,30}\bforeign[- ]keys?\b"
    ),
    inspect=inspect,
    valid=(
        Example({"m.py": _TABLES + "    user_id = Column(Integer, ForeignKey('users.user_id'))\n"}),
        Example(
            {
                "m.py": _TABLES
                + "    user_id: Mapped[int] = mapped_column(ForeignKey('users.user_id'))\n"
                "    stripe_id: Mapped[str]\n    external_id: Mapped[str]\n"
            }
        ),
    ),
    invalid=(
        Example({"m.py": _TABLES + "    user_id: Mapped[int] = mapped_column(index=True)\n"}),
        Example({"m.py": _TABLES + "    user_id = Column(Integer, nullable=False)\n"}),
    ),
    prose={
        "Use proper indexes, foreign keys, transactions": {},
        "Enforce referential integrity": {},
        "Define constraints and foreign keys to enforce validity": {},
    },
    not_prose=("Work with integrity", "Do not rely on database integrity"),
    keywords=("foreign", "constraint", "integrity"),
    status=Status.HEURISTIC,
    combine=union,
)
