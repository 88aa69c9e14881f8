"""Engines keep a pool of connections, of the size that the spec gives."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import calls


def _pool(text: str) -> Params:
    size = re.search(r"\bpool(?:_| )?size\D{0,15}(\d+)", text)
    return {"size": int(size[1])} if size else {}


_ENGINES = ("create_engine", "create_async_engine", "create_pool", "async_engine_from_config")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every engine that the product makes."""
    found, examined = [], 0
    size = params.get("size")
    engines = [(p, u) for p, u in calls(codebase) if u.name.rsplit(".", 1)[-1] in _ENGINES]
    shared = any("pool_size" in u.keywords for _, u in engines)
    for path, use in engines:
        examined += 1
        given = use.keywords.get("pool_size", "")
        if use.keywords.get("poolclass", "").endswith("NullPool"):
            found.append(Found(path, use.line, "the engine keeps no pool: `NullPool`"))
        elif size and given.isdigit() and int(given) != size:
            message = f"the pool has the size {given}, the spec says {size}"
            found.append(Found(path, use.line, message))
        elif size and not shared and not use.spreads and "pool_size" not in use.keywords:
            message = f"the size of the pool is left at its default, the spec says {size}"
            found.append(Found(path, use.line, message))
    return found, examined


_ENGINE = "from sqlalchemy import create_engine\n"

RULE = Rule(
    id="connection-pool",
    title="Database connections are pooled",
    help="keep SQLAlchemy's pool, and set `pool_size`",
    what="engines",
    phrases=demanded(
        r"\bconnection[- ]pool\w*|\bpool(?:_| )size\b|\bpool(?:ed|ing)? (?:db "
        r"|database )?connections?",
        _pool,
    ),
    inspect=inspect,
    valid=(
        Example({"db.py": _ENGINE + "engine = create_engine(url, pool_size=20)\n"}, {"size": 20}),
        Example({"db.py": _ENGINE + "engine = create_engine(url)\n"}),
        Example(
            {"db.py": _ENGINE + "engine = create_engine(url, pool_size=settings.pool)\n"},
            {"size": 20},
        ),
    ),
    invalid=(
        Example({"db.py": _ENGINE + "engine = create_engine(url, poolclass=NullPool)\n"}),
        Example({"db.py": _ENGINE + "engine = create_engine(url, pool_size=5)\n"}, {"size": 20}),
        Example(
            {
                "db.py": "from sqlalchemy.ext.asyncio import create_async_engine\n"
                "engine = create_async_engine(url, poolclass=pool.NullPool)\n"
            }
        ),
    ),
    prose={
        "Connection pooling": {},
        "Use a connection pool with pool_size 20": {"size": 20},
        "Pool database connections": {},
    },
    not_prose=("No connection pool is needed", "Pool ideas in the retro"),
    keywords=("pool", "connection"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "size": Param(ParamKind.WHOLE, "connections that are kept"),
    },
)
