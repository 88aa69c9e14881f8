"""Caches lie in the store that the spec names, not in the memory of one process."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.layers import Layer, layer_of
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, named, names, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python

_STORES = r"redis|valkey|memcached|in-memory|lru_cache|cloudfront|cdn"
_CACHED = re.compile(r"\bfor:? ([\w ,/-]{4,120})")


def _cached(text: str) -> Params:
    found = _CACHED.search(text)
    parts = re.split(r", and |,| and |/", found[1]) if found else ()
    what = names(
        part.strip()
        for part in parts
        if 0 < len(part.split()) <= 4 and not part.strip()[0].isdigit()
    )
    store = named("store", _STORES)(text).get("store")
    return {**({"store": store[0]} if store else {}), **({"what": what} if what else {})}


_SHARED = ("redis", "valkey", "memcached")
_CLIENTS = re.compile(r"^(?:redis|aioredis|valkey|glide|pymemcache|aiomcache)$")
_LIBRARIES = re.compile(r"^(?:cachetools|aiocache|cashews|fastapi_cache|async_lru)$")
_IN_PROCESS = re.compile(
    r"(?:^|\.)(?:InMemoryBackend|SimpleMemoryCache|TTLCache|LRUCache|LFUCache|alru_cache)$"
)
_MEMO = re.compile(r"^(?:functools\.)?(?:lru_cache|cache)$")
_WORK = (Layer.ROUTER, Layer.SERVICE, Layer.REPOSITORY)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at the caches of the product: those of one process are no shared store."""
    wanted = str(params.get("store", ""))
    shared = wanted in _SHARED
    found, examined = [], 0
    for path, file in product_python(codebase):
        examined += any(_is_cache(fact.module) for fact in file.imports)
        own = [u for u in file.uses if _IN_PROCESS.search(u.name)] if shared else []
        found += [Found(path, u.line, f"`{u.name}` caches in the process") for u in own[:1]]
        for function in file.functions if layer_of(path) in _WORK else ():
            given = function.parameters
            if given and any(_MEMO.match(d) for d in function.decorators):
                examined += 1
                if shared:
                    message = f"`{function.qualname}` is cached in the process, not in {wanted}"
                    found.append(Found(path, function.line, message))
    return found, examined


def _is_cache(module: str) -> bool:
    head = module.split(".")[0]
    return _CLIENTS.match(head) is not None or _LIBRARIES.match(head) is not None


RULE = Rule(
    id="caching",
    title="What is read often is cached",
    help="keep the value in the shared store, with a time to live",
    what="caches",
    phrases=demanded(
        r"(?<!propose )(?<!suggest )\bcach(?:e|ed|es|ing)\b(?! (?:when possible|llm"
        r"|strateg)"
        r"|-control)(?=[^.;]*\b(?:redis"
        r"|valkey|responses?|quer(?:y|ies)|endpoints?|results?|sessions?|config|data|reads?"
        r"|read-only|lookups?|expensive|frequent\w*)\b)"
        r"|\b(?:response|query|result|data|redis|api|with|page)s? cach(?:e|ing)\b",
        _cached,
    ),
    inspect=inspect,
    valid=(
        Example(
            {
                "app/cache.py": "import redis.asyncio as redis\nclient = redis.from_url(url)\n",
                "app/config.py": "@lru_cache\ndef get_settings():\n    return Settings()\n",
            },
            {"store": "redis"},
        ),
        Example({"a.py": "from cachetools import TTLCache\nc = TTLCache(10, 60)\n"}),
    ),
    invalid=(
        Example(
            {"a.py": "from cachetools import TTLCache\nc = TTLCache(10, 60)\n"}, {"store": "redis"}
        ),
        Example(
            {
                "app/services/a.py": "from functools import lru_cache\n@lru_cache(maxsize=9)\n"
                "def rates(day):\n    return load(day)\n"
            },
            {"store": "redis"},
        ),
        Example(
            {
                "main.py": "from fastapi_cache import FastAPICache\n"
                "from fastapi_cache.backends.inmemory import InMemoryBackend\n"
                "FastAPICache.init(InMemoryBackend())\n"
            },
            {"store": "redis"},
        ),
    ),
    prose={
        "Use caching (Redis) for: sessions, expensive queries": {
            "store": "redis",
            "what": ("sessions", "expensive queries"),
        },
        "Employ caching (Redis) for read-only endpoints": {
            "store": "redis",
            "what": ("read-only endpoints",),
        },
        "Response caching (Valkey)": {"store": "valkey"},
        "Cache the results of slow lookups": {},
    },
    not_prose=(
        "Never cache responses with personal data",
        "Delete the cache folder",
        "Caching is optional for queries",
    ),
    keywords=words("cach"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "store": Param(ParamKind.TEXT, "store"),
        "what": Param(ParamKind.WORDS, "what"),
    },
)
