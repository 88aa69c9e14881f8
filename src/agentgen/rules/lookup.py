"""Questions that several rules ask of a code base: what a product imports, calls and depends on."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.codebase.memory import remembered
from agentgen.codebase.model import ClassFact, PythonFile, ScriptFile
from agentgen.codebase.script_model import ScriptUse
from agentgen.codebase.use_model import CallUse
from agentgen.rules.base import Found

Spot = tuple[str, int]
"""A path and a line."""


def is_product(path: str) -> bool:
    """True for source files that are neither tests nor configuration of tools."""
    name = path.rsplit("/", 1)[-1]
    if is_test_file(path) or name == "conftest.py" or name.endswith(".d.ts"):
        return False
    return not re.search(r"\.(?:test|spec|stories|config|setup)\.", name)


def product_python(codebase: Codebase) -> Iterator[tuple[str, PythonFile]]:
    """Hand-written Python files of the product, with their paths."""
    for path, file in codebase.python.items():
        if path not in codebase.generated and is_product(path):
            yield path, file


def product_scripts(codebase: Codebase) -> Iterator[tuple[str, ScriptFile]]:
    """Hand-written scripts of the product, with their paths."""
    for path, file in codebase.scripts.items():
        if path not in codebase.generated and is_product(path):
            yield path, file


def calls(codebase: Codebase) -> Iterator[tuple[str, CallUse]]:
    """Every call in Python files of the product; names as their imports say, `time.sleep`."""
    for path, file in product_python(codebase):
        for use in file.uses:
            yield path, use


def full_name(file: PythonFile, name: str) -> str:
    """A dotted name with its first part as imported: `sleep` is `time.sleep`."""
    head, dot, rest = name.partition(".")
    bare = head.removesuffix("()")
    known = file.aliases.get(bare)
    return name if known is None else known + head[len(bare) :] + dot + rest


def script_calls(codebase: Codebase) -> Iterator[tuple[str, ScriptUse]]:
    """Every call in scripts of the product."""
    for path, file in product_scripts(codebase):
        for use in file.uses:
            yield path, use


def applications(codebase: Codebase) -> list[Spot]:
    """Where applications (`FastAPI()`) are made."""
    return [
        (path, router.line)
        for path, file in product_python(codebase)
        for router in file.routers
        if router.is_app
    ]


_MANIFEST = re.compile(r"(?:^|/)(?:pyproject\.toml|package\.json|requirements\.txt|setup\.cfg)$")


def manifests(codebase: Codebase) -> list[Spot]:
    """The manifests nearest to the root: where what the repository lacks as a whole is told."""
    found = [path for path in codebase.texts if _MANIFEST.search(path)]
    least = min((path.count("/") for path in found), default=0)
    return [(path, 1) for path in found if path.count("/") == least]


def frontends(codebase: Codebase) -> list[Spot]:
    """Where React applications are mounted, or laid out by a framework."""
    found = [
        (path, use.line)
        for path, use in script_calls(codebase)
        if use.name.rsplit(".", 1)[-1] in ("createRoot", "hydrateRoot")
        or use.name == "ReactDOM.render"
    ]
    layouts = re.compile(r"(?:^|/)(?:app/(?:\[\w+\]/)?layout|pages/_app)\.[jt]sx$")
    return found or [(p, 1) for p, _ in product_scripts(codebase) if layouts.search(p)]


def depends_on(codebase: Codebase, pattern: str) -> bool:
    """True when a manifest asks for a library whose whole name matches."""
    wanted = _compiled(rf"(?:{pattern})\Z")
    return any(wanted.match(d.name) for d in codebase.dependencies)


def imports(codebase: Codebase, pattern: str) -> bool:
    """True when the product imports a module whose name begins with a match."""
    wanted = _compiled(rf"(?:{pattern})(?![\w-])")
    return any(
        wanted.match(fact.module)
        for files in (product_python(codebase), product_scripts(codebase))
        for _, file in files
        for fact in file.imports
    )


def uses_library(codebase: Codebase, pattern: str) -> bool:
    """True when a manifest asks for a library, or the product imports it."""
    return depends_on(codebase, pattern) or imports(codebase, pattern.replace("-", "[-_.]"))


def names(codebase: Codebase) -> Iterator[str]:
    """Names of files, functions, classes, calls and imported things of the product."""
    for path, file in product_python(codebase):
        yield path
        yield from file.keys
        for fact in file.imports:
            yield fact.module
            yield from fact.names
        yield from (f.name for f in file.functions)
        yield from (c.name for c in file.classes)
        yield from (u.name for u in file.uses)
        yield from (s.value for s in file.named_strings)
    for path, script in product_scripts(codebase):
        yield path
        yield from (i.module for i in script.imports)
        yield from (f.name for f in script.functions)
        yield from (u.name for u in script.uses)


def mentions(codebase: Codebase, pattern: str) -> bool:
    """True when a name of the product (see `names`) holds a match, in any case."""
    wanted = _compiled(f"(?i:{pattern})")
    return any(map(wanted.search, _distinct_names(codebase)))


@remembered
def _distinct_names(codebase: Codebase) -> frozenset[str]:
    return frozenset(names(codebase))


def absent(spots: Iterable[Spot], message: str) -> list[Found]:
    """One finding for what is missing, at the first place where it belongs."""
    return [Found(path, line, message) for path, line in sorted(spots)[:1]]


@remembered
def subclasses(
    codebase: Codebase, roots: tuple[str, ...] | frozenset[str]
) -> list[tuple[str, ClassFact]]:
    """Classes of the product that derive from a root, over any number of steps."""
    known, found = set(roots), list[tuple[str, ClassFact]]()
    rest = [(p, c) for p, file in product_python(codebase) for c in file.classes]
    while True:
        new = [(p, c) for p, c in rest if any(b.rsplit(".", 1)[-1] in known for b in c.bases)]
        if not new:
            return found
        found += new
        known |= {c.name for _, c in new}
        rest = [pair for pair in rest if pair not in new]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
