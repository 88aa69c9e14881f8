"""Functions that change several records leave committing to one transaction around them."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.use_model import CallUse
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python

_COMMIT = re.compile(r"(?:^|\.)_?(?:session|db|conn|connection|uow)(?:\(\))?\.commit$")

_WRITE = re.compile(
    r"(?:^|\.)_?(?:session|db)\.(?:add|add_all|delete|merge)$"
    r"|(?:^|\.)_?\w*(?:repository|repo|store)\.(?:add|create|save|update|delete|remove|insert)\w*$"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at functions with several writes: none is committed before the last."""
    found, examined = [], 0
    for path, file in product_python(codebase):
        by_function: dict[str, list[CallUse]] = {}
        for use in file.uses:
            if use.function:
                by_function.setdefault(use.function, []).append(use)
        for name, uses in by_function.items():
            writes = [u.line for u in uses if _WRITE.search(u.name)]
            if not writes:
                continue
            examined += 1
            early = [
                u.line
                for u in uses
                if _COMMIT.search(u.name) and min(writes) < u.line < max(writes)
            ]
            if early:
                message = f"`{name}` commits between its writes"
                found.append(Found(path, early[0], message))
            looped = [
                u.line
                for u in uses
                if _COMMIT.search(u.name) and any(a <= u.line <= b for a, b in file.loops)
            ]
            if looped and not early:
                found.append(Found(path, looped[0], f"`{name}` commits for each item of a loop"))
    return found, examined


RULE = Rule(
    id="transactions",
    title="Changes that belong together share a transaction",
    help="write in one transaction: `async with session.begin():`, or commit once at the end",
    what="functions that write",
    phrases=demanded(
        r"\b(?:db|database)?\s?transactions?\b(?! (?:history|list|ids?|fees?|volume|ownership"
        r"|rollback,))(?=[^.;]*"
        r"\b(?:operations?|tables?|writes?|modif\w+|updates?|changes?|atomic\w*|multi\w*"
        r"|rollback|commit\w*|steps?)\b)"
        r"|\b(?:operations?|tables?|writes?|updates?|atomic\w*|wrap\w*"
        r"|multi-\w+)\b[^.;]{0,50}\b(?:in|within|by) (?:an? |one |single |the )*(?:db "
        r"|database )?transactions?\b"
    ),
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": (
                    "async def f(session):\n    session.add(a)\n    session.add(b)\n"
                    "    await session.commit()\n"
                )
            }
        ),
        Example(
            {
                "a.py": (
                    "def f(session):\n    with session.begin():\n        session.add(a)\n       "
                    " session.delete(b)\n"
                )
            }
        ),
        Example({"a.py": "def f(db):\n    db.add(a)\n    db.commit()\n    return a\n"}),
    ),
    invalid=(
        Example(
            {
                "a.py": (
                    "async def f(session):\n    session.add(order)\n    await session.commit()\n"
                    "    session.add(payment)\n    await session.commit()\n"
                )
            }
        ),
        Example(
            {
                "a.py": (
                    "class S:\n    def f(self, rows):\n        for row in rows:\n"
                    "            self.db.add(row)\n            self.db.commit()\n"
                )
            }
        ),
    ),
    prose={
        "Use transactions for operations that modify multiple tables": {},
        "Multi-step writes run in a single database transaction": {},
        "Wrap related updates in one transaction": {},
    },
    not_prose=("Show the transaction list", "Record transactions for billing"),
    keywords=("transaction",),
    status=Status.HEURISTIC,
    combine=union,
)
