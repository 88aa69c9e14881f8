"""No query is sent for each item of a loop."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.use_model import CallUse
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden, needing
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import demands, is_example, plain
from agentgen.ir.readers import Params, named, names, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python

_SESSION = re.compile(
    r"(?:^|\.)_?(?:session|db|conn|connection|database|cursor)(?:\(\))?\."
    r"(?:execute|scalars?|get|get_one|query|exec|fetch(?:one|all|val|row)?|refresh)$"
)

_READ = re.compile(r"^_?(?:get|find|fetch|load|read|list|count|exists)(?:_|$)")

_STORE = re.compile(r"(?:^|\.)_?\w*(?:repository|repo|store|dal)\.(\w+)$")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at the queries of the product, and whether a loop repeats them."""
    found, examined = [], 0
    for path, file in product_python(codebase):
        helpers = {u.function.rsplit(".", 1)[-1] for u in file.uses if u.function and _is_query(u)}
        for use in file.uses:
            owner, _, called = use.name.rpartition(".")
            if not _is_query(use) and (owner not in ("", "self") or called not in helpers):
                continue
            examined += 1
            if any(first <= use.line <= last for first, last in file.loops):
                message = f"`{use.name}()` is called for each item of a loop"
                found.append(Found(path, use.line, message))
    return found, examined


def _is_query(use: CallUse) -> bool:
    if _SESSION.search(use.name):
        return True
    stored = _STORE.search(use.name)
    return stored is not None and _READ.match(stored[1]) is not None


_BY = named("by", r"selectinload|joinedload|subqueryload|contains_eager|prefetch_related")
_STRATEGY = r"raise(?:_on_sql)?|selectin|joined|subquery|noload|write_only|dynamic"
_LAZY = re.compile(
    rf"\blazy ?= ?[\"']({_STRATEGY})[\"'](?:,? ?(?:/|or|and|,) ?[\"']({_STRATEGY})[\"'])?"
)


@needing(_LAZY.pattern)
def _lazily(statement: Statement) -> Params | None:
    """«All relationships use `lazy="raise"`», «eager-load (`lazy="selectin"`/`"joined"`)»."""
    if is_example(statement) or statement.modality is Modality.NEVER:
        return None
    found = names(name for pair in _LAZY.findall(plain(statement)) for name in pair)
    if not found or not demands(statement, _LAZY.pattern):
        return None
    return {"lazy": found, **_BY(plain(statement))}


RULE = Rule(
    id="no-n-plus-one",
    title="Related rows are loaded without one query each",
    help="load them in one query: `.in_(…)`, a join, `selectinload`",
    what="queries",
    phrases=either(
        _lazily,
        forbidden(r"\bn ?\+ ?1\b"),
        demanded(r"\b(?:eager[- ]load\w*|joinedload|selectinload|prefetch\w*|n ?\+ ?1)\b", _BY),
    ),
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": (
                    "async def f(session, ids):\n"
                    "    rows = await session.scalars(select(A).where(A.id.in_(ids)))\n"
                    "    for row in rows:\n        print(row.name)\n"
                )
            }
        ),
        Example(
            {"a.py": "def f(session):\n    return [r.id for r in session.scalars(select(A))]\n"}
        ),
        Example(
            {
                "a.py": (
                    "def f(session, rows):\n    session.execute(q)\n    for r in rows:\n       "
                    " cache.get(r)\n"
                )
            }
        ),
    ),
    invalid=(
        Example(
            {
                "a.py": (
                    "async def f(session, orders):\n    for order in orders:\n"
                    "        order.user = await session.get(User, order.user_id)\n"
                )
            }
        ),
        Example(
            {
                "a.py": (
                    "async def f(self, ids):\n    return [await self.users_repository.get(i) for i"
                    " in ids]\n"
                )
            }
        ),
        Example(
            {
                "a.py": (
                    "def f(db, users):\n    for u in users:\n        if u.active:\n"
                    "            n = db.query(Order).filter(Order.user_id == u.id).count()\n"
                )
            }
        ),
    ),
    prose={
        "Avoid N+1 queries": {},
        "Use eager loading for relations": {},
        "Relations are loaded with selectinload": {"by": ("selectinload",)},
        'Relations of models are declared with `lazy="raise"`': {"lazy": ("raise",)},
        "Eager-load tags with `lazy='selectin'` or \"joined\"": {"lazy": ("selectin", "joined")},
        "Use joinedload or selectinload for relations": {"by": ("joinedload", "selectinload")},
        "Prevent N+1 queries by joining": {},
    },
    not_prose=(
        "Retry n times",
        "Eager users ask first",
        "Lazy-load the routes",
        "Raise joined errors",
        "Use `React.lazy` for pages",
    ),
    keywords=("n", "eager", "joinedload", "selectinload", "prefetch", "lazy"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "by": Param(ParamKind.WORDS, "loader options: selectinload, joinedload, …"),
        "lazy": Param(ParamKind.WORDS, "values of `lazy` on relationships: raise, selectin, …"),
    },
)
