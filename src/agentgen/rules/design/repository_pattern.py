"""Queries are sent by repositories alone."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.layers import Layer, layer_of
from agentgen.codebase.model import PythonFile
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, members, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python

_QUERY = re.compile(
    r"(?:^|\.)_?(?:session|db|conn|connection|database|cursor)(?:\(\))?\."
    r"(?:execute|scalars?|query|exec|add|add_all|delete|merge)$"
)

_REPOSITORY = re.compile(r"repositor|(?:^|[/_])(?:dal|crud|dao|repo)(?:[/_.]|$)", re.IGNORECASE)

_PLUMBING = re.compile(
    r"(?:^|/)(?:migrations?|alembic|scripts|seeds?)/|(?:^|/)(?:database|db|session|engine|health\w*|base|seed\w*)\.py$"
    r"|(?:^|/)(?:database|db)/"
)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every file that queries a database, and at the functions that the spec lists."""
    found, examined = [], 0
    for path, file in product_python(codebase):
        queries = [u for u in file.uses if _QUERY.search(u.name)]
        if not queries or (_PLUMBING.search(path) and not _is_repository(path, file)):
            continue
        examined += 1
        if not _is_repository(path, file):
            use = queries[0]
            found.append(Found(path, use.line, f"`{use.name}()` queries outside a repository"))
    return found, examined


def _is_repository(path: str, file: PythonFile) -> bool:
    if layer_of(path) is Layer.REPOSITORY or _REPOSITORY.search(path):
        return True
    return any(_REPOSITORY.search(c.name) for c in file.classes)


RULE = Rule(
    id="repository-pattern",
    title="Data is accessed through repositories",
    help="move the query into a repository",
    what="files that query a database",
    phrases=demanded(
        r"\brepository pattern\b|\brepository functions?\b|\brepositor(?:y"
        r"|ies)\b[^.;]{0,40}\b(?:data access|database|quer\w+|persist\w+|encapsulat\w+)\b"
        r"|\b(?:data access|database|quer(?:y|ies)|persistence)\b[^.;]{0,40}\b(?:through|via"
        r"|in|behind|to) (?:the |a )?repositor\w+",
        members,
    ),
    inspect=inspect,
    valid=(
        Example(
            {"app/repositories/users.py": "def get(session):\n    return session.scalars(q)\n"}
        ),
        Example(
            {
                "app/users.py": (
                    "class UserRepository:\n    def get(self):\n        return"
                    " self._session.execute(q)\n"
                ),
                "app/service.py": (
                    "def f(users, cache):\n    cache.delete('a')\n    return users.get(1)\n"
                ),
            }
        ),
    ),
    invalid=(
        Example(
            {
                "app/services/users.py": (
                    "async def get(session):\n    return await session.execute(q)\n"
                )
            }
        ),
        Example({"app/main.py": "def f(db):\n    return db.query(User).all()\n"}),
        Example({"app/routers/a.py": "class A:\n    def f(self):\n        self.db.add(1)\n"}),
    ),
    prose={
        "Apply the Repository Pattern for all data access": {},
        "Write repository functions for orders, items": {"names": ("orders", "items")},
        "All queries go through repositories": {},
        "Repository: encapsulate data access (get, save, list)": {"names": ("get", "save", "list")},
    },
    not_prose=("Clone the repository first", "Never push to the repository without tests"),
    keywords=("repositor",),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "names": Param(ParamKind.WORDS, "names"),
    },
)
