"""SQL is parameterised, never glued together."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, forbids, mentions
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

_COLUMN = r"[\w.*\"{}]+(?:\([^()]*\))?(?:\s+as\s+\w+)?"
_SOURCE = (
    r"[\w.\"{}(]+\s*(?:$|[,;)(]|(?:(?:as\s+)?\w+\s+)?(?:where|join|inner|left|right|full|cross"
    r"|natural|order|group|limit|offset|union|having|for|on)\b|as\s+\w)"
)
"""What comes behind `from`, as far as it tells SQL from prose."""
QUERY = re.compile(
    rf"^\W*(?:select\s+(?:distinct\s+)?{_COLUMN}(?:\s*,\s*{_COLUMN})*\s+from\s+{_SOURCE}"
    r"|(?-i:SELECT)\s.+\sfrom\s|insert\s+into\s+\S+|update\s+\S+\s+set\s|delete\s+from\s"
    r"|(?:drop|alter|truncate)\s+table\s|with\s+\w+\s+as\s*\()",
    re.IGNORECASE | re.DOTALL,
)
_PIECE = re.compile(
    r"^\s*(?:WHERE|AND|OR|HAVING)\s+[\w.\"]+\s*(?:=|<|>|!=|LIKE\b|IN\b|BETWEEN\b)[^;]*\{\}"
    r"|^\s*(?:ORDER BY|GROUP BY|LIMIT|OFFSET)\s+\{\}"
)
"""What is added to a query that was begun before."""
_PARAMETERS = r"\bparameteri[sz](?:ed|ation)\b|\bprepared statements?\b|\bbound parameters\b"
_GLUE = r"(?:concatenat|interpolat|string[- ]?format|string[- ]?build|f-strings?|splic)\w*"
_THING = (
    rf"{_GLUE}[^.;]*\b(?:sql|quer(?:y|ies))\b|\b(?:sql|quer(?:y|ies))\b[^.;]*{_GLUE}|{_GLUE} sql"
)
_INJECTION = r"\bsql[- ]injections?\b"
_PREVENTION = rf"\b(?:prevent|protect|guard)\w*[^.;,]*{_INJECTION}"


@needing(_THING, _PARAMETERS, _PREVENTION)
def phrases(statement: Statement) -> Params | None:
    """«Parameterised queries», «never concatenate SQL»."""
    if forbids(statement, _THING):
        return {}
    if demands(statement, _PARAMETERS) and mentions(statement, r"\bquer|sql|database|security"):
        return {}
    return {} if demands(statement, _PREVENTION) else None


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at strings that read as SQL; constants spliced in are no concern, other values are."""
    found = []
    paths = [p for p in hand_written(codebase, codebase.python) if not is_test_file(p)]
    for path in paths:
        for text in codebase.python[path].texts:
            if text.dynamic and (QUERY.search(text.value) or _PIECE.search(text.value)):
                shown = " ".join(text.value.split())[:60]
                found.append(Found(path, text.line, f"values are spliced into SQL: `{shown}`"))
    return found, len(paths)


RULE = Rule(
    id="no-sql-concatenation",
    title="SQL takes values as parameters",
    help="pass the values as bound parameters",
    what="Python files",
    keywords=("sql", "quer", "prepared", "parameteri", "concatenat", "string", "raw", "interpol"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "db.execute('SELECT id FROM users WHERE id = :id', {'id': 1})\n"}),
        Example({"a.py": "COLUMNS = 'id, name'\nq = f'SELECT {COLUMNS} FROM users'\n"}),
        Example({"a.py": "y = f'select one of {z}, update it from time to time'\n"}),
        Example({"a.py": "y = f'and {z} = {n}'\nz = f'Where {y}'\nq += ' WHERE a = :a'\n"}),
        Example({"a.py": "y = f'updated {z} of {n} rows; select another'\n"}),
    ),
    invalid=(
        Example({"a.py": "q = 'SELECT a FROM b'\nq += f\" WHERE c = '{i}'\"\n"}),
        Example({"a.py": "def f(i):\n    return f'select count(a), b as c from {i}'\n"}),
        Example({"a.py": "def f(i):\n    return f'SELECT id FROM users WHERE id = {i}'\n"}),
        Example({"a.py": "def f(t):\n    db.execute('DELETE FROM ' + t)\n"}),
        Example({"a.py": "def f(i):\n    db.execute('SELECT a FROM b WHERE c = %s' % i)\n"}),
        Example({"a.py": "def f(i):\n    db.execute('INSERT INTO t VALUES ({})'.format(i))\n"}),
    ),
    prose={
        "Use parameterized queries \u2014 **never** string-concatenate SQL": {},
        "Use raw SQL for complex queries with proper parameterization": {},
        "Never build SQL queries with f-strings": {},
        "Protect against SQL injection": {},
        "Database access goes through prepared statements": {},
    },
    not_prose=(
        "Parameterized tests are welcome in the suite",
        "Use f-strings for formatting",
        "Write SQL migrations",
        "Check: auth guards, owner checks, SQL injection",
    ),
    reads_fragments=True,
)
