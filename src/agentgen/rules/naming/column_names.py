"""Columns are named by the pattern that the spec gives for their kind."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.memory import remembered
from agentgen.codebase.use_model import ColumnFact, TableFact
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import is_example, plain
from agentgen.ir.readers import Params, names, union
from agentgen.names import plural, singular
from agentgen.rules.base import Example, Found, Rule

_HOLE = re.compile(
    r"(?<![\w/{])(?:[a-z]+_\{[a-z_]+\}|\{[a-z_]+\}(?:_(?:[a-z]+|\{[a-z_]+\})|s\b))(?![\w/{])"
)
_COLUMN_KINDS = {
    "primary keys": r"\bprimary keys?\b|\bpks?\b",
    "foreign keys": r"\bforeign keys?\b|\bfks?\b",
    "timestamps": r"\btimestamps?\b|\bdatetimes?\b",
    "dates": r"\bdates?\b",
    "booleans": r"\bbool(?:ean)?s?\b|\bflags?\b",
    "counts": r"\bcount(?:er)?s?\b",
    "durations": r"\bdurations?\b|\btime-?outs?\b",
    "json": r"\bjsonb?\b",
    "arrays": r"\barrays?\b|\blists?\b",
    "indexes": r"\bindex(?:es)?\b",
    "constraints": r"\bconstraints?\b",
    "enums": r"\benums?\b",
    "amounts": r"\b(?:amounts?|money|prices?)\b",
    "units": r"\bunits?\b",
}
_AFFIX = re.compile(
    r"\b(?:suffix(?:ed)?|prefix(?:ed)?|start(?:s|ing)?|end(?:s|ing)?)\b(?: names?)?(?: with| by"
    r"| in)?:? "
    r"(?:an? |the )?[\"']?(_?[a-z]+_|_[a-z]+)(?![\w{])"
)


def _columns(statement: Statement) -> Params | None:
    """«Booleans: is_{state} or has_{property}», «timestamps end in `_at`»."""
    text = plain(statement)
    if is_example(statement) or statement.modality is Modality.NEVER or len(text) > 240:
        return None
    patterns = names(_HOLE.findall(text)) or names(_AFFIX.findall(text))
    if not patterns or "/" in text.split("{")[0].split(" ")[-1]:
        return None
    head = re.split(r"[_{]", text.replace("json/jsonb", "jsonb"))[0]
    kinds = [kind for kind, phrase in _COLUMN_KINDS.items() if re.search(phrase, head)]
    return {"columns": {kinds[0]: patterns}} if kinds else None


_TYPES = {
    "timestamps": re.compile(r"DateTime|TIMESTAMP|datetime"),
    "dates": re.compile(r"(?<![A-Za-z])(?:Date|DATE|date)(?![A-Za-z])"),
    "booleans": re.compile(r"(?<![A-Za-z])(?:Bool(?:ean)?|BOOLEAN|bool)(?![A-Za-z])"),
    "json": re.compile(r"JSON|Json"),
    "arrays": re.compile(r"ARRAY"),
}

_COUNTING = re.compile(r"^(?:num|number_of|no_of|n|total|count)_|_(?:counter|cnt)$")

_LASTING = re.compile(r"(?:^|_)(?:duration|timeout|interval|delay|elapsed|ttl)$")

_CHOICE = re.compile(r"\bstr\b|\bString\b|\bText\b|Enum\b|\bLiteral\b|\bInterval\b|\btimedelta\b")
"""Types that hold no number: a word such as `monthly`, or a duration with its own unit."""

_UNITS = "seconds|secs?|minutes|mins?|hours|days|weeks|months|years|ms|milliseconds|s"

Column = tuple[TableFact, ColumnFact]


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every column of the kinds that the spec speaks of."""
    found, examined = [], 0
    every = [(table, column) for table in codebase.tables for column in table.columns]
    for kind, patterns in (params.get("columns") or {}).items():
        for table, column in every:
            if not _is(kind, codebase, column):
                continue
            examined += 1
            if not any(_fits(p, kind, table, column) for p in patterns):
                wanted = " or ".join(f"`{p}`" for p in patterns)
                message = f"`{table.name}.{column.name}` has no name like {wanted}, as {kind} have"
                found.append(Found(column.path, column.line, message))
    return found, examined


def _is(kind: str, codebase: Codebase, column: ColumnFact) -> bool:
    if kind == "primary keys":
        return column.primary and not column.references
    if kind == "foreign keys":
        return bool(column.references) and not column.primary
    if kind == "counts":
        return _COUNTING.search(column.name) is not None
    if kind == "durations":
        texts = (column.type, _annotation(codebase, column))
        is_choice = any(_CHOICE.search(text) for text in texts)
        return _LASTING.search(column.name) is not None and not is_choice
    if kind in _TYPES:
        texts = (column.type, _annotation(codebase, column))
        return not column.primary and any(_TYPES[kind].search(text) for text in texts)
    return False


def _annotation(codebase: Codebase, column: ColumnFact) -> str:
    return _annotations(codebase).get((column.path, column.line, column.name), "")


@remembered
def _annotations(codebase: Codebase) -> dict[tuple[str, int, str], str]:
    """The annotations of all fields, by file, line and name of the column."""
    return {
        (path, field.line, field.label or field.name): field.annotation
        for path, file in codebase.python.items()
        for field in reversed(file.fields)
    }


def _fits(pattern: str, kind: str, table: TableFact, column: ColumnFact) -> bool:
    name = column.name
    if "{" not in pattern:  # an affix: `_at`, `is_`
        return name.endswith(pattern) if pattern.startswith("_") else name.startswith(pattern)
    if kind == "primary keys":
        entity = singular(table.name.split(".")[-1])
        return any(name == _filled(pattern, e) for e in (entity, entity.split("_")[-1]))
    if kind == "foreign keys" and column.references:
        owner = singular(column.references.split(".")[0])
        return name.endswith((_filled(pattern, owner), _filled(pattern, owner.split("_")[-1])))
    if kind == "durations":
        return re.search(rf"_(?:{_UNITS})$", name) is not None
    if kind == "arrays" and pattern.endswith("}s"):
        last = name.split("_")[-1]
        return plural(singular(last)) == last
    shape = ".+".join(map(re.escape, re.split(r"\{[^{}]*\}", pattern)))
    return re.fullmatch(shape, name) is not None


def _filled(pattern: str, entity: str) -> str:
    return re.sub(r"\{[^{}]*\}", lambda _: entity, pattern)


def _table(*columns: str) -> dict[str, str]:
    text = (
        "from sqlalchemy import *\nfrom sqlalchemy.orm import *\nclass Base(DeclarativeBase): ...\n"
    )
    text += "class A(Base):\n    __tablename__ = 'orders'\n"
    return {"m.py": text + "".join(f"    {c}\n" for c in columns)}


_ID = "order_id: Mapped[int] = mapped_column(primary_key=True)"

_USER = "user_id: Mapped[int] = mapped_column(ForeignKey('users.user_id'))"

RULE = Rule(
    id="column-names",
    title="Columns are named by the patterns that the spec gives",
    help="rename the column, with a migration",
    what="columns of those kinds",
    phrases=_columns,
    inspect=inspect,
    valid=(
        Example(_table(_ID), {"columns": {"primary keys": ("{entity}_id",)}}),
        Example(
            _table(_ID, _USER, "approving_user_id = Column(ForeignKey('users.user_id'))"),
            {"columns": {"foreign keys": ("{referenced_entity}_id",)}},
        ),
        Example(
            _table(_ID, "paid_at: Mapped[datetime]", "due: Mapped[date]", "is_paid: Mapped[bool]"),
            {
                "columns": {
                    "timestamps": ("{action}_at",),
                    "booleans": ("is_{state}", "has_{thing}"),
                }
            },
        ),
        Example(
            _table(_ID, "retry_count: Mapped[int]", "account: Mapped[int]"),
            {"columns": {"counts": ("{entity}_count",), "primary keys": ("{entity}_id",)}},
        ),
        Example(
            _table(
                _ID, "interval: Mapped[str]", "timeout: Mapped[timedelta]", "is_a: Mapped[bool]"
            ),
            {"columns": {"durations": ("{property}_{unit}",), "booleans": ("is_{state}",)}},
        ),
        Example(_table(_ID, "paid_at = Column(DateTime)"), {"columns": {"timestamps": ("_at",)}}),
    ),
    invalid=(
        Example(
            _table("id: Mapped[int] = mapped_column(primary_key=True)"),
            {"columns": {"primary keys": ("{entity}_id",)}},
        ),
        Example(
            _table(_ID, "owner = Column(Integer, ForeignKey('users.user_id'))"),
            {"columns": {"foreign keys": ("{entity}_id",)}},
        ),
        Example(
            _table(_ID, "paid: Mapped[bool]", "flag = Column(Boolean)"),
            {"columns": {"booleans": ("is_{state}", "has_{property}")}},
            findings=2,
        ),
        Example(
            _table(_ID, "payment_time = Column(DateTime)"), {"columns": {"timestamps": ("_at",)}}
        ),
        Example(
            _table(_ID, "num_retries: Mapped[int]"), {"columns": {"counts": ("{entity}_count",)}}
        ),
        Example(
            _table(_ID, "timeout: Mapped[int]"), {"columns": {"durations": ("{property}_{unit}",)}}
        ),
        Example(
            _table(_ID, "settings: Mapped[dict] = mapped_column(JSONB)"),
            {"columns": {"json": ("{descriptor}_data",)}},
        ),
    ),
    prose={
        "Booleans: is_{state} or has_{property}": {
            "columns": {"booleans": ("is_{state}", "has_{property}")}
        },
        "Foreign keys: {entity}_id": {"columns": {"foreign keys": ("{entity}_id",)}},
        "Timestamps end with `_at`": {"columns": {"timestamps": ("_at",)}},
        "Boolean flags are prefixed with `is_`": {"columns": {"booleans": ("is_",)}},
    },
    not_prose=("List /users/{id}", "Count {n} items", "Dates end with a zone"),
    keywords=(
        "primary",
        "pk",
        "foreign",
        "fk",
        "timestamp",
        "date",
        "bool",
        "flag",
        "count",
        "duration",
        "time",
        "json",
        "array",
        "list",
        "index",
        "constraint",
        "enum",
        "amount",
        "money",
        "price",
        "unit",
    ),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "columns": Param(ParamKind.TABLE, "columns, or patterns of their names"),
    },
)
