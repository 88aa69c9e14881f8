"""The modern form of a language feature is used, where the old one can be told."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, named, together, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import full_name, product_python, product_scripts

_OLD_TYPES = {"List", "Dict", "Tuple", "Set", "FrozenSet", "Type", "Optional", "Union"}


# agentgen: ignore[single-responsibility] a dispatch: one way for each case
def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for `os.path`, generics of `typing`, `enum` and `var`, where they are unwanted."""
    use, without = set(params.get("use", ())), set(params.get("without", ()))
    found, examined = [], 0
    for path, file in product_python(codebase):
        examined += 1
        if "pathlib" in use or "os.path" in without:
            for call in file.uses:
                if full_name(file, call.name).startswith("os.path."):
                    found.append(Found(path, call.line, f"`{call.name}()`: `pathlib` does that"))
        if use & {"builtin generics", "built-in generics"} or _typing(without):
            for fact in file.imports:
                old = sorted(_OLD_TYPES & set(fact.names)) if fact.module == "typing" else []
                if old:
                    found.append(Found(path, fact.line, f"`typing.{old[0]}` has a built-in form"))
    for path, script in product_scripts(codebase):
        examined += 1
        for item in script.declarations:
            banned = (item.kind == "enum" and "enums" in without) or (
                item.kind == "var" and ("var" in without or "const/let" in use)
            )
            if banned:
                found.append(Found(path, item.line, f"`{item.kind}` is used"))
    return found, examined


def _typing(without: set[str]) -> bool:
    return any(name.startswith("typing.") for name in without)


RULE = Rule(
    id="modern-syntax",
    title="Code uses the modern form of a language feature",
    help="write the modern form",
    what="source files",
    phrases=either(
        demanded(
            r"\b(?:f-strings?|pathlib|dataclass(?:es)?|built-?in generics|arrow functions?"
            r"|const/let|destructuring|optional chaining|spread operators?"
            r"|`?satisfies`? operator"
            r"|template literals|type guards|utility types|const assertions"
            r"|enums?, use maps|const (?:over|instead of|rather than) (?:let|var))\b",
            named(
                "use",
                r"f-strings?|pathlib|dataclass(?:es)?|built-?in generics"
                r"|arrow functions?|const/let|destructuring|optional chaining"
                r"|spread operators?|satisfies|template literals|type guards"
                r"|utility types|const assertions|const(?= (?:over|instead of|rather than))",
            ),
        ),
        forbidden(
            r"(?<!env )(?<!environment )\b(?:any )?(?<!env )var\b(?: usage|$| declarations?"
            r"| keyword|, )|\btyping\.\w+|\bos\.path\b|\benums\b(?=, use|$)",
            together(
                named("without", r"var|typing\.\w+|os\.path|enums"),
                named("use", r"(?<=, use )(?:const objects?|maps|unions?|literal types|objects)"),
            ),
        ),
    ),
    inspect=inspect,
    valid=(
        Example(
            {"a.py": "from pathlib import Path\nx = Path('a').exists()\n"}, {"use": ("pathlib",)}
        ),
        Example({"src/a.ts": "const KINDS = ['a', 'b'] as const;\n"}, {"without": ("enums",)}),
        Example({"a.py": "from typing import Any, Protocol\n"}, {"without": ("typing.list",)}),
    ),
    invalid=(
        Example({"a.py": "import os\nx = os.path.join('a', 'b')\n"}, {"use": ("pathlib",)}),
        Example(
            {"a.py": "from os import path as p\nx = p.exists('a')\n"}, {"without": ("os.path",)}
        ),
        Example({"src/a.ts": "export enum Kind { A, B }\n"}, {"without": ("enums",)}),
        Example({"src/a.ts": "var x = 1;\n"}, {"without": ("var",)}),
        Example({"a.py": "from typing import List\n"}, {"use": ("built-in generics",)}),
    ),
    prose={
        "Demand f-strings over .format()": {"use": ("f-strings",)},
        "Always use pathlib": {"use": ("pathlib",)},
        "Require arrow functions for callbacks": {"use": ("arrow functions",)},
        "Avoid enums": {"without": ("enums",)},
        "Avoid enums, use maps": {"without": ("enums",), "use": ("maps",)},
        "Prefer const over let": {"use": ("const",)},
        "Never use `var`": {"without": ("var",)},
    },
    not_prose=("Read the path library", "Dataclasses are optional", "Never log an env var"),
    keywords=words(
        "string pathlib dataclass builtin built arrow const destructuring optional spread "
        "satisfies template type utility var typing os enum"
    ),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "use": Param(ParamKind.WORDS, "use"),
        "without": Param(ParamKind.WORDS, "without"),
    },
)
