"""Modules export by name, or by default, as the spec says."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, named, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_scripts

_FRAMEWORK = re.compile(
    r"(?:^|/)(?:app|pages)/(?:.*/)?(?:page|layout|route|loading|error|not-found|template|_app|_document)\.[jt]sx?$"
    r"|\.(?:stories|config)\.[jt]sx?$|(?:^|/)i18n"
)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at the default exports of scripts."""
    named = "named" in params.get("style", ()) or "default" in params.get("without", ())
    barrels = "barrel" in params.get("without", ())
    found, examined = [], 0
    for path, file in product_scripts(codebase):
        if _FRAMEWORK.search(path):
            continue
        examined += 1
        for item in file.declarations if named else ():
            if item.kind == "default":
                found.append(Found(path, item.line, "the module has a default export"))
        if barrels and _is_barrel(codebase, path):
            found.append(Found(path, 1, "the file only hands exports on"))
    return found, examined


def _is_barrel(codebase: Codebase, path: str) -> bool:
    if not re.search(r"(?:^|/)index\.[jt]sx?$", path):
        return False
    file = codebase.scripts[path]
    return not file.functions and not file.classes and not file.uses


_NAMED = {"style": ("named",)}

RULE = Rule(
    id="export-style",
    title="Modules export as the spec says",
    help="export it by its name",
    what="scripts",
    phrases=either(
        demanded(
            r"\b(?:named|default) exports?\b|\bbarrel (?:files?|exports?)\b",
            named("style", r"(named|default|barrel) (?:exports?|files?)"),
        ),
        forbidden(
            r"\bdefault exports?\b|\bbarrel files?\b",
            named("without", r"(default|barrel) (?:exports?|files?)"),
        ),
    ),
    inspect=inspect,
    valid=(
        Example(
            {"src/a.ts": "export const a = 1;\n", "vite.config.ts": "export default {};\n"}, _NAMED
        ),
        Example(
            {"src/app/page.tsx": "export default function P() {}\n", "src/b.ts": "export {};\n"},
            _NAMED,
        ),
    ),
    invalid=(
        Example({"src/A.tsx": "export default function A() { return <p/>; }\n"}, _NAMED),
        Example({"src/a.ts": "const a = 1;\nexport default a;\n"}, {"without": ("default",)}),
        Example({"src/x/index.ts": "export * from './a';\n"}, {"without": ("barrel",)}),
    ),
    prose={
        "Favor named exports for components": {"style": ("named",)},
        "No default exports": {"without": ("default",)},
        "Use barrel files for packages": {"style": ("barrel",)},
    },
    not_prose=("Export the report", "Default exports are fine"),
    keywords=words("export barrel"),
    status=Status.ENFORCED,
    combine=union,
    params={
        "style": Param(ParamKind.WORDS, "style"),
        "without": Param(ParamKind.WORDS, "without"),
    },
)
