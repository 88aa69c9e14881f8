"""Which files and imports a rule about imports speaks of."""

import sys
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.codebase.layers import belongs
from agentgen.codebase.model import ImportFact
from agentgen.ir.params import Param, ParamKind
from agentgen.rules.base import Params, hand_written

SCOPE = Param(ParamKind.WORDS, "parts of the system it holds for, `services`; everywhere without")
MODULES = Param(
    ParamKind.WORDS, "modules, `httpx`, `app.models.*` or `fastapi.HTTPException`", required=True
)


def files_in(codebase: Codebase, params: Params) -> list[str]:
    """Hand-written files that are no tests, of the parts that `scope` names; all without it."""
    parts = tuple(params.get("scope", ()))
    paths = hand_written(codebase, (*codebase.python, *codebase.scripts))
    return [p for p in paths if not is_test_file(p) and (not parts or _is_in(p, parts))]


def _is_in(path: str, parts: tuple[str, ...]) -> bool:
    """True for a file of a part of the system, or below a directory that is told by its path."""
    folders = [part.strip("/*.") for part in parts if "/" in part]
    below = any(f"/{folder}/" in f"/{path}" for folder in folders if folder)
    named = tuple(part for part in parts if "/" not in part)
    return below or (bool(named) and belongs(path, named))


def imports_in(codebase: Codebase, path: str) -> Iterator[ImportFact]:
    """The imports of a file that it needs when it runs."""
    file = codebase.python.get(path) or codebase.scripts[path]
    return (fact for fact in file.imports if not fact.typing_only)


def matched(fact: ImportFact, modules: Iterable[str]) -> str:
    """The first of the modules that an import reaches; nothing when it reaches none.

    `app.models.*` and `app.models` mean the package and what is below it, also where it is
    imported by name (`from app import models`); `fastapi.Request` means that name alone.
    """
    reached = [fact.module, *(f"{fact.module}.{name}" for name in fact.names)]
    for module in modules:
        wanted = module.rstrip("*").rstrip("./")
        for one in reached:
            if one == wanted or one.startswith((f"{wanted}.", f"{wanted}/")):
                return module
    return ""


def is_standard(module: str) -> bool:
    """True for a module of Python's standard library."""
    return module.split(".")[0] in sys.stdlib_module_names
