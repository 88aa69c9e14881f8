"""Whoever calls `fetch` looks at the status, and at what fails on the way."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_CLIENT = r"\b(?:api|http) clients?\b"

phrases = demanded(rf"{_CLIENT}[^.;]{{0,15}}\bhandles? (?:\w+ )?(?:errors?|failures?)\b")

_FETCH = re.compile(r"^(?:(?:window|globalThis|self)\.)?fetch$")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """`fetch` fails only when there is no answer: its file reads `ok` or `status`; axios throws."""
    found, examined = list[Found](), 0
    for path, file in lookup.product_scripts(codebase):
        uses = [u for u in file.uses if _FETCH.match(u.name)]
        clients = [u for u in file.uses if u.name == "axios.create"]
        examined += len(uses) + len(clients)
        reads = any(m.endswith((".ok", ".status")) for m in file.members)
        reads = reads or any(re.search(r"\b(?:ok|status)\b", u.target) for u in file.uses)
        found += [
            Found(path, u.line, f"`{u.name}` takes every answer for a success")
            for u in uses
            if not reads
        ]
    return found, examined


RULE = Rule(
    id="api-client-errors",
    title="The API client handles errors",
    help="throw an error of your own unless `response.ok`",
    what="scripts that call fetch",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.ts": "const r = await fetch(u);\nif (!r.ok) throw new ApiError(r.status);\n"}),
        Example({"a.ts": "const { ok, body } = await fetch(u);\nif (!ok) throw new Error('x');\n"}),
        Example(
            {"a.ts": "export const api = axios.create({});\napi.interceptors.response.use(f, g);\n"}
        ),
    ),
    invalid=(
        Example({"a.ts": "export const get = async (u) => (await fetch(u)).json();\n"}),
        Example(
            {"a.ts": "try { show(await (await window.fetch(u)).json()); } catch (e) { show(e); }\n"}
        ),
    ),
    prose={
        "API client handles errors gracefully": {},
        "The HTTP client must handle all failures": {},
        "The api client handles network errors": {},
    },
    not_prose=("API clients report errors to us", "The API client need not handle errors"),
    keywords=words("client"),
    status=Status.HEURISTIC,
)
