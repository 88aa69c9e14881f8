"""The frontend is written in TypeScript."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.model import ScriptFile
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, forbids
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

_JS = (
    r"\b(?:untyped |plain |vanilla )?(?<![-.])(?:javascript|js|jsx(?= files?| components?"
    r"|$))\b(?![-.])"
    r"(?: ?(?:files?|code|for new|components?))?\b"
)
_TS = (
    r"\btypescript (?:only|everywhere|for all|for new|throughout|\(frontend\)|strict|exclusively)"
    r"|\b(?:frontend|react|components?|all code)\b[^.;]*\b(?:in|uses?|with|written in) typescript\b"
    r"|\b(?:leverage|use|write) typescript\b"
)


@needing(_JS, _TS)
def phrases(statement: Statement) -> Params | None:
    """«Never write untyped JavaScript», «TypeScript only»."""
    return {} if forbids(statement, _JS) or demands(statement, _TS) else None


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at every script below a `src` directory; configuration beside it may be JavaScript."""
    paths = [p for p in hand_written(codebase, codebase.scripts) if "src" in p.split("/")[:-1]]
    found = [
        Found(p, 1, "JavaScript source has no types")
        for p in paths
        if p.endswith((".js", ".jsx", ".mjs", ".cjs")) and not _is_empty(codebase.scripts[p])
    ]
    return found, len(paths)


def _is_empty(file: ScriptFile) -> bool:
    return not (file.functions or file.classes or file.imports or file.calls or file.named_strings)


RULE = Rule(
    id="no-untyped-js",
    title="Frontend sources are TypeScript",
    help="rename the file to .ts or .tsx and type it",
    what="scripts below src",
    keywords=("typescript", "javascript", "js", "untyped", "ts"),
    phrases=phrases,
    inspect=inspect,
    valid=(Example({"frontend/src/a.tsx": "export const a = 1;\n", "eslint.config.js": "f();\n"}),),
    invalid=(
        Example({"frontend/src/a.js": "export const f = () => 1;\n"}),
        Example({"frontend/src/x/b.jsx": "export function B() { return <p />; }\n"}),
    ),
    prose={
        "Never write untyped JavaScript for new projects": {},
        "Leverage TypeScript (frontend) and Pydantic/TypeScript (backend)": {},
        "TypeScript only": {},
        "Write TypeScript for all components": {},
        "No plain JavaScript files": {},
    },
    not_prose=(
        "JavaScript is fine for configuration",
        "Follow the Airbnb JavaScript style guide",
        "Runtime: Node.js",
    ),
)
