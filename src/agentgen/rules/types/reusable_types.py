"""A type is defined in one place."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_scripts

_LOCAL = re.compile(r"Props$|State$|Args$|Options$|Params$")

_LEAST = 2


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for types that several files define, by their name and their fields."""
    seen: dict[tuple[str, str], tuple[str, int]] = {}
    found, examined = [], 0
    for path, file in product_scripts(codebase):
        for item in file.declarations:
            body = _fields(item.text)
            if item.kind not in ("interface", "type") or body.count(":") < _LEAST:
                continue
            examined += 1
            if _LOCAL.search(item.name):
                continue
            first = seen.setdefault((item.name, body), (path, item.line))
            if first[0] != path:
                message = f"`{item.name}` is defined in {first[0]} too"
                found.append(Found(path, item.line, message))
    return found, examined


def _fields(text: str) -> str:
    """The fields of an object type, without spaces, in the order of their names."""
    inner = text.partition("{")[2].rpartition("}")[0]
    parts = re.split(r"[;,\n]", re.sub(r"//[^\n]*", "", inner))
    return ";".join(sorted("".join(p.split()) for p in parts if p.strip()))


_ORDER = "export interface Order {\n  id: number;\n  total: number;\n}\n"

RULE = Rule(
    id="reusable-types",
    title="Types are defined once and shared",
    help="export it from one file, and import it",
    what="types",
    phrases=demanded(
        r"\b(?:reusable|shared|common) (?:\w+ )?types?(?: definitions?)?\b"
        r"|\btypes?\b[^.;]{0,30}\b(?:reus\w+|shared)\b"
    ),
    inspect=inspect,
    valid=(
        Example(
            {
                "src/a.ts": _ORDER,
                "src/b.ts": "export interface Order { id: string; name: string }\n",
            }
        ),
        Example({"src/a.ts": _ORDER, "src/b.ts": "import type { Order } from './a';\n"}),
    ),
    invalid=(
        Example({"src/a.ts": _ORDER, "src/b.ts": _ORDER}),
        Example({"src/a.ts": _ORDER, "src/b.ts": "type Order = { total: number, id: number };\n"}),
    ),
    prose={
        "Create reusable type definitions": {},
        "Keep shared types in one place": {},
        "Types are shared between pages": {},
    },
    not_prose=("This type of bug is common", "Reuse components"),
    keywords=("reus", "shared", "common", "type"),
    status=Status.HEURISTIC,
    combine=union,
)
