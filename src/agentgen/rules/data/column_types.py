"""Columns have the types that the spec gives for a column, or for a kind of column."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.use_model import ColumnFact, TableFact
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import demands, is_example, plain
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule

_TYPE_NAMES = (
    "varchar|nvarchar|char|decimal|numeric|datetime|timestamptz|timestamp|bigint|smallint|integer"
    "|int|uuid|jsonb|json|text|boolean|bool|date|float|double|serial|enum"
)
_SIZE = r"(?:\(\d+(?:,\s*\d+)?\))?"
_SQL_TYPE = rf"(?:{_TYPE_NAMES})\b{_SIZE}"
_TYPE_FOR = re.compile(
    rf"\b((?:{_TYPE_NAMES.upper()})\b{_SIZE}) (?:columns? |type )?(?:for|on|as) "
    r"(?:all |the |every )?(?!stdout\b|stderr\b|disk\b)([A-Za-z_]+)"
)
_UUID_KEYS = (
    r"\buuid(?:v?[47])?s?\b (?:as |for )?(?:the |all |every )?(?:primary keys?|pks?|identifiers)\b"
    r"|\b(?:primary keys?|ids|identifiers) (?:are|is|must be|should be"
    r"|use) (?:an? )?uuid(?:v?[47])?s?\b"
)
_COLUMN = re.compile(rf"^(?:--\s*)?([a-z_]\w*)\.([a-z_]\w*)\s*:?\s+({_SQL_TYPE})", re.I)


@needing(rf"\b{_SQL_TYPE}", _UUID_KEYS)
def _types(statement: Statement) -> Params | None:
    """`payments.amount_cents INTEGER`; «UUID for ids, NUMERIC(12,2) for amounts»."""
    text = plain(statement)
    column = _COLUMN.match(text)
    if column and not is_example(statement):
        return {"types": {f"{column[1]}.{column[2]}": column[3]}}
    stated = _TYPE_FOR.findall(statement.text)
    found = {what.lower(): kind.lower() for kind, what in stated}
    if not found or not demands(statement, _SQL_TYPE):
        return {"types": {"keys": "uuid"}} if demands(statement, _UUID_KEYS) else None
    return {"types": found}


_FAMILIES = {
    "varchar": r"String|VARCHAR|Unicode|AutoString|\bstr\b",
    "text": r"Text|TEXT|UnicodeText|\bstr\b",
    "char": r"CHAR|String|\bstr\b",
    "decimal": r"Numeric|NUMERIC|DECIMAL|Decimal",
    "integer": r"Integer|INTEGER|\bint\b|BigInteger|SmallInteger|BIGINT|BigKey",
    "bigint": r"BigInteger|BIGINT|BigKey",
    "smallint": r"SmallInteger|SMALLINT",
    "uuid": r"U[Uu][Ii][Dd]",
    "jsonb": r"JSONB",
    "json": r"JSON|Json",
    "boolean": r"Bool|\bbool\b",
    "datetime": r"DateTime|DATETIME|TIMESTAMP|datetime|Timestamp",
    "date": r"\bDate\b|DATE\b|\bdate\b",
    "float": r"Float|FLOAT|REAL|\bfloat\b",
    "double": r"Double|DOUBLE|Float|\bfloat\b",
    "enum": r"Enum|ENUM",
}

_ALIASES = {
    "nvarchar": "varchar", "numeric": "decimal", "int": "integer", "bool": "boolean",
    "timestamp": "datetime", "timestamptz": "datetime", "serial": "integer",
}  # fmt: skip

_KNOWN = re.compile("|".join(_FAMILIES.values()))

_KINDS = (
    ("ids", r"\bids?\b|\bkeys?\b|\bidentifiers?\b", re.compile(r"^id$|_id$")),
    ("timestamps", r"timestamps?|datetimes?|times?\b", re.compile(r"_at$|_on$")),
    ("money", r"money|amounts?|prices?|totals?|currency", re.compile(
        r"(?:^|_)(?:amount|price|total|cost|fee|balance)$")),
    ("booleans", r"booleans?|flags?", re.compile(r"^(?:is|has)_")),
)  # fmt: skip


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Compare every column that the spec speaks of with the type it gives."""
    found, examined = [], 0
    for table in codebase.tables:
        for column in table.columns:
            for what, wanted in (params.get("types") or {}).items():
                if not _concerns(what, table, column):
                    continue
                examined += 1
                problem = _problem(column, str(wanted))
                if problem:
                    message = f"`{table.name}.{column.name}` {problem}"
                    found.append(Found(column.path, column.line, message))
    return found, examined


def _concerns(what: str, table: TableFact, column: ColumnFact) -> bool:
    if "." in what:
        return what == f"{table.name}.{column.name}"
    for _, words, names in _KINDS:
        if re.fullmatch(f"(?:{words})", what):
            return names.search(column.name) is not None
    return what == column.name


def _problem(column: ColumnFact, wanted: str) -> str:
    name, _, size = wanted.partition("(")
    kind = _ALIASES.get(name.strip(), name.strip())
    given = column.type
    if kind not in _FAMILIES or not _KNOWN.search(given):
        return ""  # a type of the project's own, whose meaning is not seen here
    if not re.search(_FAMILIES[kind], given):
        return f"is `{given}`, the spec says {wanted.upper()}"
    length = re.search(r"\((\d+)", given)
    if kind == "varchar" and size and length and length[1] != size.rstrip(")").split(",")[0]:
        return f"has the length {length[1]}, the spec says {wanted.upper()}"
    return ""


_TABLE = (
    "from sqlalchemy import *\nfrom sqlalchemy.orm import *\nclass Base(DeclarativeBase): ...\n"
    "class Payment(Base):\n    __tablename__ = 'payments'\n"
)

_ID = "    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)\n"

RULE = Rule(
    id="column-types",
    title="Columns have the types that the spec gives",
    help="give the column the type that the spec names",
    what="columns",
    phrases=_types,
    inspect=inspect,
    valid=(
        Example(
            {"m.py": _TABLE + _ID + "    amount_cents: Mapped[int] = mapped_column(BigInteger)\n"},
            {"types": {"payments.amount_cents": "integer", "ids": "uuid"}},
        ),
        Example(
            {"m.py": _TABLE + _ID + "    code: Mapped[str] = mapped_column(String(3))\n"},
            {"types": {"payments.code": "varchar(3)"}},
        ),
        Example(
            {"m.py": _TABLE + _ID + "    paid_at: Mapped[datetime] = mapped_column(UtcDateTime)\n"},
            {"types": {"timestamps": "datetime(6)"}},
        ),
    ),
    invalid=(
        Example(
            {"m.py": _TABLE + _ID + "    amount_cents = Column(Float, nullable=False)\n"},
            {"types": {"payments.amount_cents": "integer"}},
        ),
        Example(
            {"m.py": _TABLE + _ID + "    code: Mapped[str] = mapped_column(String(5))\n"},
            {"types": {"payments.code": "varchar(3)"}},
        ),
        Example(
            {"m.py": _TABLE + "    id: Mapped[int] = mapped_column(primary_key=True)\n"},
            {"types": {"keys": "uuid"}},
        ),
        Example(
            {"m.py": _TABLE + _ID + "    paid_at: Mapped[str] = mapped_column(String(30))\n"},
            {"types": {"timestamps": "timestamp"}},
        ),
    ),
    prose={
        "VARCHAR(64) for IDs, DATETIME(6) for timestamps": {
            "types": {"ids": "varchar(64)", "timestamps": "datetime(6)"}
        },
        "payments.amount_cents INTEGER": {"types": {"payments.amount_cents": "integer"}},
        "Use UUID for keys": {"types": {"keys": "uuid"}},
        "Use UUIDs as primary keys": {"types": {"keys": "uuid"}},
        "Primary keys are UUIDv7": {"types": {"keys": "uuid"}},
    },
    not_prose=(
        "Avoid TEXT for names",
        "Never use UUIDs as primary keys",
        "Text for buttons comes from the design",
    ),
    keywords=(
        "var",
        "char",
        "nvar",
        "decimal",
        "numeric",
        "date",
        "timestamp",
        "big",
        "small",
        "int",
        "uuid",
        "json",
        "text",
        "bool",
        "float",
        "double",
        "serial",
        "enum",
    ),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "types": Param(ParamKind.TABLE, "types by column or kind of column"),
    },
)
