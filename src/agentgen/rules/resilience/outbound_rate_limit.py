"""Calls to other services go through a limiter."""

import re
from collections.abc import Iterable
from typing import Any

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import is_example, plain
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.resilience import outbound

_RATE = re.compile(
    r"\b([a-z][\w ]{1,20}?)(?: api)?(?: to)?:? (\d{1,6}) ?(?:req(?:uest)?s?|calls?)? ?(?:/|per) ?"
    r"(s(?:ec(?:ond)?)?|min(?:ute)?|h(?:our)?)\b"
)
_UNITS = {"s": "second", "m": "minute", "h": "hour"}


def phrases(statement: Statement) -> Params | None:
    """«Rate-limit external calls (Etsy: 10 req/s)»."""
    text = plain(statement)
    limited = r"\brate[- ]limit\w*|\bthrottl\w+|\blimit\b[^.;]{0,20}\b(?:calls|requests) to\b"
    outgoing = r"\b(?:external|outgoing|outbound|third[- ]party|upstream|calls? to|requests? to)\b"
    if is_example(statement) or not re.search(limited, text) or not re.search(outgoing, text):
        return None
    limits: dict[str, Any] = {}
    units = {}
    for name, value, unit in _RATE.findall(text):
        target = name.strip().split(" to ")[-1].split("e.g. ")[-1].strip()
        limits[target] = int(value)
        units[target] = _UNITS[unit[0]]
    libraries = named("libraries", r"aiolimiter|limits|bottleneck|asyncio-throttle")(text)
    per = {"per": next(iter(units.values()))} if len(set(units.values())) == 1 else {}
    return {**({"limits": limits} if limits else {}), **per, **libraries}


_LIMITER = re.compile(r"limiter|throttl|rate_?limit|semaphore|bottleneck", re.IGNORECASE)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for a limiter in every file that calls other services."""
    found, examined, seen = list[Found](), 0, set[str]()
    for path, use in outbound.calls_out(codebase):
        examined += 1
        file = codebase.python[path]
        limited = any(_LIMITER.search(f"{i.module} {i.names}") for i in file.imports)
        limited = limited or any(_LIMITER.search(u.name) for u in file.uses)
        limited = limited or any(_LIMITER.search(n.name) for n in file.names)
        if not limited and path not in seen:
            seen.add(path)
            found.append(Found(path, use.line, f"`{use.name}` is sent as often as it is asked for"))
    wanted = params.get("libraries", ())
    if examined and wanted and not any(lookup.uses_library(codebase, w) for w in wanted):
        spots = [(p, u.line) for p, u in outbound.calls_out(codebase)]
        found += lookup.absent(spots, f"nothing limits calls with {' or '.join(wanted)}")
    return found, examined


_CALL = "async def f():\n    return await httpx.get(u)\n"


RULE = Rule(
    id="outbound-rate-limit",
    title="Calls to other services are limited to a rate",
    help="take a slot of a limiter, for example `async with limiter:`, before the call",
    what="calls to other services",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": "import httpx\nfrom aiolimiter import AsyncLimiter\n"
                "slots = AsyncLimiter(10, 1)\n" + _CALL
            },
            {"libraries": ("aiolimiter",)},
        ),
        Example(
            {"a.py": "import httpx\nfrom app.limits import etsy_limiter\n" + _CALL},
            {"limits": {"etsy": 10}, "per": "second"},
        ),
    ),
    invalid=(
        Example({"a.py": "import httpx\n" + _CALL}),
        Example(
            {
                "a.py": "import requests\nlimit = 10\ndef f():\n"
                "    requests.get(u, params={'limit': limit})\n"
            }
        ),
        Example(
            {"a.py": "import httpx\nthrottle = asyncio.Semaphore(3)\n" + _CALL},
            {"libraries": ("aiolimiter",)},
        ),
    ),
    prose={
        "Rate-limit external API calls (e.g., Etsy: 10 req/s; Printify: 5 req/s) "
        "using `aiolimiter`": {
            "limits": {"etsy": 10, "printify": 5},
            "per": "second",
            "libraries": ("aiolimiter",),
        },
        "Throttle outgoing requests": {},
        "Limit calls to GitHub to 10 requests per second": {
            "limits": {"github": 10},
            "per": "second",
        },
        "Rate limit calls to GitHub: 60 requests per minute": {
            "limits": {"github": 60},
            "per": "minute",
        },
    },
    not_prose=("Implement rate limiting on public endpoints", "Limit external links to three"),
    keywords=words("rate throttl limit"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "limits": Param(ParamKind.TABLE, "calls by service"),
        "per": Param(ParamKind.TEXT, "second, minute or hour"),
        "libraries": Param(ParamKind.WORDS, "libraries that limit"),
    },
)
