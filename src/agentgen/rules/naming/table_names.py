"""Tables are named in the case and the number that the spec says."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.names import plural, singular
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.naming.cases import CASE as _CASE
from agentgen.rules.naming.cases import CASES as _CASES
from agentgen.rules.naming.cases import fits

_TABLES = r"\b(?:tables?|table names?)\b"


def _tables(text: str) -> Params:
    case = _CASE.search(text)
    number = re.search(r"\b(plural|singular)\b", text)
    return {
        **({"case": tuple(_CASES)[int(str(case.lastgroup)[1:])]} if case else {}),
        **({"number": number[1]} if number else {}),
    }


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at the name of every table."""
    found = []
    for table in codebase.tables:
        name = table.name.split(".")[-1]
        problem = _problem(name, str(params.get("case", "")), str(params.get("number", "")))
        if problem:
            found.append(Found(table.path, table.line, f"the table `{name}` {problem}"))
    return found, len(codebase.tables)


def _problem(name: str, case: str, number: str) -> str:
    if case in _CASES and not fits(name, case):
        return f"is not written in {case}"
    last = re.split(r"[_-]", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name))[-1].lower()
    if number == "plural" and plural(singular(last)) != last:
        return f"is not in the plural: `{plural(last)}`"
    if number == "singular" and singular(last) != last and plural(singular(last)) == last:
        return f"is not in the singular: `{singular(last)}`"
    return ""


def _table(name: str) -> str:
    return (
        "from sqlalchemy.orm import *\nclass Base(DeclarativeBase): ...\nclass A(Base):\n"
        f"    __tablename__ = '{name}'\n    id: Mapped[int] = mapped_column(primary_key=True)\n"
    )


RULE = Rule(
    id="table-names",
    title="Tables are named as the spec says",
    help="rename the table, with a migration",
    what="tables",
    phrases=either(
        demanded(rf"{_TABLES}[^.;]{{0,60}}(?:\b(?:plural|singular)\b|{_CASE.pattern})", _tables),
        demanded(rf"(?:\b(?:plural|singular)\b|{_CASE.pattern})[^.;]{{0,40}}{_TABLES}", _tables),
    ),
    inspect=inspect,
    valid=(
        Example({"m.py": _table("order_items")}, {"case": "snake_case", "number": "plural"}),
        Example({"m.py": _table("companies")}, {"number": "plural"}),
        Example({"m.py": _table("user_address")}, {"number": "singular"}),
        Example({"m.py": _table("pipeline_run")}, {"number": "singular"}),
    ),
    invalid=(
        Example({"m.py": _table("orderItems")}, {"case": "snake_case", "number": "plural"}),
        Example({"m.py": _table("order_item")}, {"number": "plural"}),
        Example({"m.py": _table("companies")}, {"number": "singular"}),
        Example({"m.py": _table("User")}, {"case": "snake_case"}),
    ),
    prose={
        "Name tables in snake_case, plural (e.g. order_items)": {
            "case": "snake_case",
            "number": "plural",
        },
        "Table names are singular": {"number": "singular"},
        "Use plural table names": {"number": "plural"},
    },
    not_prose=("Show the tables of the section", "Reserve a table"),
    keywords=("table",),
    status=Status.ENFORCED,
    combine=union,
    params={
        "case": Param(ParamKind.TEXT, "case of names"),
        "number": Param(ParamKind.TEXT, "singular or plural"),
    },
)
