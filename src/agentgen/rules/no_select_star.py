"""Queries name the columns they need."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import forbids
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

_STAR = re.compile(r"\bselect\s+(?:distinct\s+)?(?:\w+\.)?\*\s*(?:,|from\b)", re.IGNORECASE)
_THING = r"\bselect ?\*|\bselect[- ](?:star|all)\b"


@needing(_THING)
def phrases(statement: Statement) -> Params | None:
    """«Never use SELECT * in production queries»."""
    return {} if forbids(statement, _THING) else None


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at strings of Python files, and at SQL files."""
    found = []
    paths = [p for p in hand_written(codebase, codebase.python) if not is_test_file(p)]
    for path in paths:
        for text in codebase.python[path].texts:
            if _STAR.search(text.value):
                found.append(Found(path, text.line, "`SELECT *` reads every column"))
    scripts = [p for p in codebase.texts if p.endswith(".sql")]
    for path in scripts:
        for number, line in enumerate(codebase.texts[path].split("\n"), start=1):
            if _STAR.search(line.split("--")[0]):
                found.append(Found(path, number, "`SELECT *` reads every column"))
    return found, len(paths) + len(scripts)


RULE = Rule(
    id="no-select-star",
    title="Queries name their columns",
    help="list the columns",
    what="Python and SQL files",
    keywords=("select", "column"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "q = 'SELECT count(*) FROM users'\n"}),
        Example({"a.py": 'def f():\n    """SELECT * FROM users is slow."""\n'}),
        Example({"q.sql": "-- select * from t\nselect a from t;\n"}),
    ),
    invalid=(
        Example({"a.py": "q = 'SELECT * FROM users'\n"}),
        Example({"a.py": "def f(t):\n    return f'select u.* from {t} u'\n"}),
        Example({"q.sql": "SELECT *\nFROM t;\nSELECT * FROM t;\n"}),
    ),
    prose={
        "Never use `SELECT *` in production queries": {},
        "Avoid SELECT *": {},
        "No select star": {},
    },
    not_prose=("Use SELECT * in examples", "Select all files", "SELECT * is fine in tests"),
    reads_fragments=True,
)
