"""Imports are sorted, name what they bring in, and are written as the spec says."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import demands
from agentgen.ir.readers import Params, flag, named, together, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.linters import python_manifest, ruff_of
from agentgen.rules.lookup import depends_on, product_python, product_scripts


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at imports that can be told by themselves, and for the linter that sees the rest."""
    without, style = set(params.get("without", ())), set(params.get("style", ()))
    found, examined = [], 0
    for path, file in product_python(codebase):
        examined += len(file.imports)
        for fact in file.imports if without & {"wildcard", "star"} else ():
            if "*" in fact.names:
                found.append(Found(path, fact.line, f"everything is imported from `{fact.module}`"))
    for path, script in product_scripts(codebase):
        examined += len(script.imports)
        for fact in (
            script.imports if without & {"relative", "deep"} or "path alias" in style else ()
        ):
            if fact.module.startswith("../../"):
                found.append(Found(path, fact.line, f"`{fact.module}` climbs several directories"))
    manifest = python_manifest(codebase)
    if manifest and codebase.python:
        for code, what in _delegated(without, style):
            sorts = code == "I001" and depends_on(codebase, "isort")
            if not sorts and not any(ruff.checks(code) for ruff in ruff_of(codebase)):
                found.append(
                    Found(manifest, 1, f"nothing {what}: ruff's {code} is not switched on")
                )
    return found, examined


def _delegated(without: set[str], style: set[str]) -> Iterator[tuple[str, str]]:
    if style & {"sorted", "grouped"}:
        yield "I001", "sorts imports"
    if "absolute" in style or "relative" in without:
        yield "TID252", "bans relative imports"
    if "unused" in without:
        yield "F401", "finds unused imports"


_SOURCE = (
    r"`[@~\w]+(?:[./][\w-]+)*`|(?:their|its|the owning|the defining) (?:own )?(?:module|package)s?"
)
_FROM = re.compile(
    rf"(?:^(?:always )?import |(?:,| and) )((?:[a-z]+ )?[a-z]+s) (?:only )?from "
    rf"({_SOURCE})(?![.\w])",
    re.IGNORECASE,
)
_DATA = re.compile(r"\.(?:csv|json|ya?ml|xlsx?|sql|txt)`?$")


def _imported_from(statement: Statement) -> Params | None:
    """«Import models from `shop.models`, services from their module»."""
    if not demands(statement, r"^(?:always )?import \w"):
        return None
    pairs = {what.lower(): source.strip("`") for what, source in _FROM.findall(statement.text)}
    found = {what: source for what, source in pairs.items() if not _DATA.search(source)}
    return {"from": found} if found else None


_RUFF = "[tool.ruff.lint]\nextend-select = ['I']\n"

RULE = Rule(
    id="import-style",
    title="Imports are written as the spec says",
    help="name what is imported, and let ruff check the rest",
    what="imports",
    phrases=either(
        demanded(
            r"\b(?:absolute|sorted|named|top-level) imports?\b|\bimports?\b[^.;]{0,25}"
            r"\b(?:sorted|grouped|at (?:the |module )?top|absolute)\b|\bpath alias(?:es)?\b"
            r"|\bimport order\b|[@~]/[\"'`]? (?:import )?(?:path )?alias(?:es)?\b"
            r"|\bimports?\b[^.;]{0,25}\b(?:top of|file top|module level)\b"
            r"|\bimport type\b|\btype(?:-only)? imports?\b",
            together(
                named("style", r"absolute|relative|sorted|grouped|path alias"),
                flag("style", r"\bimport type\b|\btype(?:-only)? imports?\b", ("type",)),
                flag(
                    "style",
                    r"[@~]/[\"'`]? (?:import )?(?:path )?alias|\bpath aliases\b",
                    ("path alias",),
                ),
                flag(
                    "where",
                    r"\bmodule (?:top|level)\b|\btop of (?:the |each |every )?module",
                    "module top",
                ),
                flag("where", r"\bfile top\b|\btop of (?:the |each |every )?file", "file top"),
            ),
        ),
        _imported_from,
        forbidden(
            r"\b(?:relative|wildcard|star|circular|cyclic|lazy|unused|deep) imports?\b"
            r"|\b(?:circular"
            r"|cyclic)"
            r" dependenc(?:y|ies)\b",
            named("without", r"relative|wildcard|star|circular|cyclic|lazy|unused|deep"),
        ),
    ),
    inspect=inspect,
    valid=(
        Example({"a.py": "from os import path\n", "pyproject.toml": _RUFF}, {"style": ("sorted",)}),
        Example({"a.py": "import os\n", "requirements.txt": "isort\n"}, {"style": ("sorted",)}),
        Example(
            {"src/a/b.ts": "import { x } from '@/lib/x';\nimport y from './y';\n"},
            {"style": ("path alias",)},
        ),
    ),
    invalid=(
        Example({"a.py": "from os.path import *\n"}, {"without": ("wildcard",)}),
        Example({"a.py": "import os\n", "pyproject.toml": "[tool.ruff]\n"}, {"style": ("sorted",)}),
        Example(
            {"a.py": "import os\n", "pyproject.toml": _RUFF + "ignore = ['I001']\n"},
            {"style": ("grouped",)},
        ),
        Example(
            {"src/a/b.ts": "import { x } from '../../../lib/x';\n"}, {"style": ("path alias",)}
        ),
    ),
    prose={
        "Use absolute imports": {"style": ("absolute",)},
        "No wildcard imports": {"without": ("wildcard",)},
        "Use `import type` for types": {"style": ("type",)},
        "Keep `import` statements at module top": {"where": "module top"},
        "Imports stand at the top of each file": {"where": "file top"},
        "Import shared code with the `@/` alias": {"style": ("path alias",)},
        "Import entities from `shop.entities`, clients from their package": {
            "from": {"entities": "shop.entities", "clients": "their package"}
        },
        "Import shared types from `@/types/api`": {"from": {"shared types": "@/types/api"}},
    },
    not_prose=(
        "Import the orders",
        "Relative imports are fine in tests",
        "Import orders from the CSV file",
        "Never import models from `shop.web`",
        "Import data from `exports/orders.csv`",
    ),
    keywords=words("import alias circular cyclic"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "style": Param(ParamKind.WORDS, "style"),
        "without": Param(ParamKind.WORDS, "without"),
        "where": Param(ParamKind.TEXT, "where they stand", choices=("module top", "file top")),
        "from": Param(
            ParamKind.TABLE, "the module that things are imported from, by what they are"
        ),
    },
)
