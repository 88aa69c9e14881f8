"""The modern form of a language feature is used, where the old one can be told."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence

from agentgen.codebase import Codebase
from agentgen.ir.edits import Edit
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, named, together, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import full_name, product_python, product_scripts
from agentgen.rules.mending import Fixed
from agentgen.rules.python_edits import bindings, offset, parsed

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
        if "f-strings" in use or ".format()" in without:
            for line in file.formats:
                found.append(Found(path, line, "`.format()`: an f-string says it in place"))
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


def mend(codebase: Codebase, path: str, line: int, message: str) -> Sequence[Edit]:
    """`List[int]` becomes `list[int]`, and the import goes; `Optional` and `Union` are left."""
    text = codebase.texts[path]
    tree = parsed(text)
    if tree is None or "has a built-in form" not in message:
        return ()
    taken = (n for n in tree.body if isinstance(n, ast.ImportFrom) and n.lineno == line)
    statement = next(taken, None)
    old = {a.name for a in statement.names if a.name in _OLD_TYPES} if statement else set()
    quoted = re.compile(rf"\b(?:{'|'.join(old)})\b")
    strings = (
        n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    )
    unsafe = (
        old & {"Optional", "Union"}
        or any(bindings(tree, n) != 1 or bindings(tree, n.lower()) for n in old)
        or any(quoted.search(str(s.value)) for s in strings)
    )
    if statement is None or not old or unsafe:
        return ()
    return (*_shortened(text, statement, old), *_renamed(text, tree, old))


def _renamed(text: str, tree: ast.Module, old: set[str]) -> Iterator[Edit]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in old:
            start = offset(text, node.lineno, node.col_offset)
            yield Edit(start, start + len(node.id), node.id.lower())


def _shortened(text: str, statement: ast.ImportFrom, old: set[str]) -> Iterator[Edit]:
    """The import without the old names; without any name left, nothing of it."""
    start = offset(text, statement.lineno, statement.col_offset)
    end = offset(text, statement.end_lineno or statement.lineno, statement.end_col_offset or 0)
    kept = [ast.unparse(a) for a in statement.names if a.name not in old]
    if kept:
        yield Edit(start, end, f"from typing import {', '.join(kept)}")
    elif text[end : end + 1] == "\n":
        yield Edit(start, end + 1)


_GENERICS = {"use": ("built-in generics",)}

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
    mend=mend,
    fixes=(
        Fixed(
            {"a.py": "from typing import Any, Dict, List\nx: List[Dict[str, Any]] = []\n"},
            {"a.py": "from typing import Any\nx: list[dict[str, Any]] = []\n"},
            _GENERICS,
        ),
        Fixed({"a.py": "from typing import Type\nx: Type\n"}, {"a.py": "x: type\n"}, _GENERICS),
        Fixed({"a.py": "from typing import List\nx: 'List[int]'\n"}, {}, _GENERICS),
        Fixed({"a.py": "from typing import List, Optional\nx: List\n"}, {}, _GENERICS),
        Fixed({"a.py": "from typing import List\nlist = 1\nx: List\n"}, {}, _GENERICS),
    ),
)
