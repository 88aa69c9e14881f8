"""Promises are awaited, not chained."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_scripts

_CHAIN = re.compile(r"\.(?:then)$")

_MODULES = re.compile(r"^(?:import|lazy|React\.lazy|navigator\.)")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for `.then(…)`, but on `import(…)`, and for `new Promise` around callbacks."""
    found, examined = [], 0
    for path, file in product_scripts(codebase):
        examined += 1
        for use in file.uses:
            if _CHAIN.search(use.name) and not _MODULES.match(use.name):
                found.append(Found(path, use.line, "a promise is chained with `.then(…)`"))
    return found, examined


RULE = Rule(
    id="async-await",
    title="Asynchronous code is written with async and await",
    help="write an `async` function, and `await` the promise",
    what="scripts",
    phrases=either(
        demanded(
            r"\basync(?:/| and )await\b[^.;]{0,12}\b(?:over|instead of|rather than|patterns)\b"
        ),
        forbidden(r"\b(?:callbacks|callback hell|raw promises|promise chains|\.then\(\))"),
    ),
    inspect=inspect,
    valid=(
        Example({"src/a.ts": "async function f() { return await load(); }\n"}),
        Example(
            {"src/a.tsx": "const P = lazy(() => import('./p').then((m) => ({ default: m.P })));\n"}
        ),
    ),
    invalid=(
        Example({"src/a.ts": "load().then((x) => use(x));\n"}),
        Example(
            {"src/a.tsx": "useEffect(() => {\n  fetch('/a')\n    .then((r) => set(r));\n}, []);\n"}
        ),
    ),
    prose={
        "Use `async/await` over callbacks/raw promises": {},
        "Prefer async/await instead of promise chains": {},
        "No callback hell": {},
    },
    not_prose=("Use callbacks for events", "Use async/await for I/O"),
    keywords=words("async callback promise then"),
    status=Status.ENFORCED,
    combine=union,
)
