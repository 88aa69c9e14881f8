"""The database server: named in prose, or told by the dialect of DDL."""

import re

from agentgen.ir.policy import Modality, Statement
from agentgen.spec.decisions.base import Decider, Found, affirmed, is_pointer

_SERVERS = {
    "postgresql": r"\bpostgres(?:ql)?\b|\bpgvector\b|\bsupabase\b",
    "mysql": r"\bmysql\b|\bmariadb\b",
    "sqlite": r"\bsqlite\b",
    "mongodb": r"\bmongo(?:db)?\b",
}
_DDL = re.compile(r"create table\b")
_DIALECTS = {
    "mysql": re.compile(
        r"\bAUTO_INCREMENT\b|\bENGINE\s*=|\bON UPDATE CURRENT_TIMESTAMP\b|\bDATETIME\(\d\)"
        r"|\bENUM\s*\('|\bUNSIGNED\b",
        re.I,
    ),
    "postgresql": re.compile(
        r"\bJSONB\b|\bTIMESTAMPTZ\b|\b(?:BIG)?SERIAL\b|\bgen_random_uuid\b|\bUSING GIN\b|\bBYTEA\b",
        re.I,
    ),
}
_PASSING = re.compile(
    r"\btests?\b|\btestcontainers\b|\bmock|\bmigrat\w* from\b|\be\.g\." r"|\bfor example\b", re.I
)


def _database(statement: Statement) -> Found | None:
    if is_pointer(statement) or statement.modality is Modality.NEVER:
        return None
    if statement.modality is Modality.EXAMPLE:
        if not _DDL.search(statement.text.lower()):
            return None
        seen = [name for name, signs in _DIALECTS.items() if signs.search(statement.text)]
        return Found(seen[0]) if len(seen) == 1 else None
    if _PASSING.search(statement.text):
        return None
    named = [name for name, names in _SERVERS.items() if affirmed(statement, names)]
    return Found(named[0]) if len(named) == 1 else None


DECIDERS = (
    Decider(
        "database",
        _database,
        keywords=("postgre", "pgvector", "supabase", "mysql", "mariadb", "sqlite", "mongo"),
    ),
)
