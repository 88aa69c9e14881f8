"""Calls to other services have a timeout."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, number, together, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\btime-?outs? (?:on|for|handling|mechanisms?|logic|polic(?:y|ies)|of \d{1,5})\b|\b(?:set"
    r"|implement|use|add|configure|ha(?:s|ve)|with|define|needs?|requires?|specify|pass|takes?)\b[^.;()]{0,20}\btime-?outs?\b",
    together(
        number("seconds", r"\b(\d{1,5}(?:\.\d+)?) ?(?:-| )?(?:s\b|secs?\b|seconds?\b)"),
        flag("calls", r"\bexternal\b|\boutgoing\b|\bhttp calls?\b", "external"),
    ),
)

_CALLS = re.compile(
    r"(?:httpx|requests)\.(?:get|post|put|patch|delete|head|options|request|stream)"
    r"|httpx\.(?:Async)?Client|aiohttp\.ClientSession|urllib\.request\.urlopen"
    r"|urllib3\.PoolManager|http\.client\.HTTPS?Connection|smtplib\.SMTP(?:_SSL)?"
)

_VERBS = ("get", "post", "put", "patch", "delete", "head", "options", "request")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at clients and direct calls; the timeout of a client binds the calls through it."""
    found, examined = list[Found](), 0
    for path, file in lookup.product_python(codebase):
        sessions = _sessions(codebase, path, file)
        for use in file.uses:
            name = lookup.full_name(file, use.name)
            owner, _, verb = use.name.rpartition(".")
            if not _CALLS.fullmatch(name) and not (owner in sessions and verb in _VERBS):
                continue
            examined += 1
            given = use.keywords.get("timeout", "None")
            if given == "None" and not use.spreads:
                found.append(Found(path, use.line, f"`{use.name}` may wait for ever"))
            elif _is_number(given) and float(given) > params.get("seconds", float("inf")):
                found.append(Found(path, use.line, f"`{use.name}` waits {given} seconds"))
    for path, call in lookup.script_calls(codebase):
        if call.name == "axios.create":
            examined += 1
            if "timeout" not in "".join(call.arguments):
                found.append(Found(path, call.line, "`axios.create` sets no timeout"))
    return found, examined


def _sessions(codebase: Codebase, path: str, file: PythonFile) -> set[str]:
    """Names bound to a session of requests, which has no timeout of its own."""
    made = {u.line for u in file.uses if lookup.full_name(file, u.name) == "requests.Session"}
    if not made:
        return set()
    lines = codebase.texts[path].split("\n")
    bound = {
        f"self.{n.name}" if n.place == "attribute" else n.name for n in file.names if n.line in made
    }
    return bound | {n for line in made for n in re.findall(r"\bas (\w+)\b", lines[line - 1])}


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d+(?:\.\d+)?", text) is not None


RULE = Rule(
    id="timeouts",
    title="Nothing waits for ever",
    help="give the call, or the client it goes through, a timeout",
    what="clients and calls over the network",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {"a.py": "import httpx\nclient = httpx.AsyncClient(timeout=5)\nclient.get('/x')\n"}
        ),
        Example(
            {
                "a.py": "import requests as r\nr.get(url, timeout=(3, 10))\nr.Session()\n"
                "d = {}\nd.get('x')\n"
            }
        ),
        Example(
            {
                "a.py": "import httpx\nhttpx.get(url, **options)\n",
                "tests/test_a.py": "import httpx\nhttpx.get('x')\n",
            }
        ),
        Example({"a.ts": "const api = axios.create({ baseURL, timeout: 5000 });\n"}),
    ),
    invalid=(
        Example(
            {
                "a.py": "import requests\nwith requests.Session() as s:\n    s.get(url)\n"
                "    s.post(url, timeout=3)\n    d.get(url)\n"
            }
        ),
        Example({"a.py": "import requests\nrequests.get(url)\n"}),
        Example(
            {
                "a.py": "from httpx import AsyncClient as C\nasync def f():\n"
                "    async with C() as c:\n        await c.get(u)\n"
            }
        ),
        Example({"a.py": "import httpx\nhttpx.post(url, json=x, timeout=None)\n"}),
        Example({"a.py": "from urllib.request import urlopen\nurlopen(url)\n"}),
        Example({"a.py": "import requests\nrequests.get(url, timeout=60)\n"}, {"seconds": 30}),
        Example({"a.ts": "export const api = axios.create({ baseURL: '/api' });\n"}),
    ),
    prose={
        "Set timeouts on all external HTTP calls": {"calls": "external"},
        "Implement timeout handling": {},
        "Timeout mechanisms": {},
        "Every request has a timeout of 30 seconds": {"seconds": 30},
        "Calls of other services need a timeout (max 10s)": {"seconds": 10},
    },
    not_prose=("No timeouts in the debugger", "Take a break: time out in the park"),
    keywords=words("timeout time"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "calls": Param(ParamKind.TEXT, "external"),
        "seconds": Param(ParamKind.NUMBER, "how long at most"),
    },
)
