"""Exceptions that the spec keeps out of a part of the system are not raised there."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.code_names import scope
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import MAX_CHARACTERS, is_example
from agentgen.rules.base import Example, Found, Params, Rule, united
from agentgen.rules.module_match import SCOPE, files_in

_CLASS = r"[\"'`]?(?:\w+\.)?(?P<{}>(?:[A-Z]\w*(?:Exception|Error)|Exception))\b"
_RAISE = r"\b(?i:re-?)?(?i:rais(?:e|es|ing)|throw(?:s|ing)?)\b"
_NOT = re.compile(
    rf"{_RAISE}[^.;]{{0,80}}?\b(?:(?i:not|never)|instead of|rather than)"
    rf" (?:an? |the |raw |bare |plain |generic )*{_CLASS.format('instead')}"
    r"|\b(?i:never|must not|mustn't|do not|don't|should not|cannot|may not|no|avoid)\b[^.;]{0,40}?"
    rf"{_RAISE} (?:an? |the |as |raw |bare |plain |generic )*{_CLASS.format('named')}"
)
_BARE = re.compile(rf"{_RAISE} {_CLASS.format('named')}")
_CONDITION = re.compile(r"\b(?:without|unless|except|outside|if)\b")
_OF_HTTP = frozenset({"HTTPException"})
_INNER = ("services", "repositories")


def phrases(statement: Statement) -> Params | None:
    """«Services must not raise HTTPException», «raise domain errors, not HTTPException»."""
    text = statement.text[:MAX_CHARACTERS]
    if is_example(statement) or _CONDITION.search(text):
        return None
    found = [m["instead"] or m["named"] for m in _NOT.finditer(text)]
    if not found and statement.modality is Modality.NEVER:
        found = [m["named"] for m in _BARE.finditer(text)]
    if not found:
        return None
    held = scope(statement)
    if not held and _OF_HTTP.issuperset(found):
        held = {"scope": _INNER}
    return {"exceptions": tuple(dict.fromkeys(found)), **held}


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for instances of the exceptions in the Python files that the setting holds for."""
    files = [p for p in files_in(codebase, params) if p in codebase.python]
    banned = frozenset(params["exceptions"])
    found = [
        Found(path, use.line, f"raises `{use.name}`, which is forbidden here")
        for path in files
        for use in codebase.python[path].uses
        if use.name.rpartition(".")[2] in banned
    ]
    return found, len(files)


_RAISED = "from fastapi import HTTPException\n\ndef f():\n    raise HTTPException(404)\n"
RULE = Rule(
    id="forbidden-raises",
    title="Exceptions stay out of the parts that the spec keeps free of them",
    help="raise an error of the domain and translate it at the edge",
    what="Python files",
    phrases=phrases,
    inspect=inspect,
    keywords=("rais", "rerais", "throw"),
    valid=(
        Example(
            {"app/routers/a.py": _RAISED, "app/services/a.py": "def f():\n    raise E()\n"},
            {"exceptions": ("HTTPException",), "scope": ("services",)},
        ),
        Example(
            {
                "app/services/a.py": "def f():\n    try:\n        g()\n"
                "    except HTTPException:\n        pass\n"
            },
            {"exceptions": ("HTTPException",)},
        ),
    ),
    invalid=(
        Example(
            {"app/services/a.py": _RAISED},
            {"exceptions": ("HTTPException",), "scope": ("services",)},
        ),
        Example(
            {
                "app/services/a.py": "import fastapi\n\ndef f():\n"
                "    error = fastapi.HTTPException(status_code=404)\n"
                "    raise error\n"
            },
            {"exceptions": ("HTTPException",), "scope": ("services",)},
        ),
        Example(
            {"app/a.py": "def f():\n    raise Exception('no')\n"}, {"exceptions": ("Exception",)}
        ),
    ),
    prose={
        "Services must not raise HTTPException": {
            "exceptions": ("HTTPException",),
            "scope": ("services",),
        },
        "Raise domain errors, not HTTPException": {
            "exceptions": ("HTTPException",),
            "scope": ("services", "repositories"),
        },
        "Never raise a bare `Exception`": {"exceptions": ("Exception",)},
        "Don't catch and re-raise as `StoreValidationError`": {
            "exceptions": ("StoreValidationError",)
        },
    },
    not_prose=(
        "Raise HTTPException(404) in routers",
        "Never raise HTTPException without a detail",
        "Never raise the prices",
        "Not every Exception is raised",
    ),
    combine=united,
    params={
        "exceptions": Param(ParamKind.WORDS, "names of exception classes", required=True),
        "scope": SCOPE,
    },
)
