"""From texts to a `Codebase`: parse each source file once, then link what spans files."""

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from agentgen.codebase.client_calls import is_test_file
from agentgen.codebase.comments import marked_comments
from agentgen.codebase.manifests import find_dependencies
from agentgen.codebase.model import Codebase, CommentFact, PythonFile, ScriptFile
from agentgen.codebase.modules import ModuleIndex
from agentgen.codebase.python_file import parse_python
from agentgen.codebase.routes import link_routes
from agentgen.codebase.script_file import SCRIPT_SUFFIXES, parse_script
from agentgen.codebase.tables import find_tables
from agentgen.diagnostics import Place

_GENERATED = re.compile(
    r"@generated\b|auto-?generated (?:by|from)|generated (?:by|from|with)\b.*do not edit",
    re.IGNORECASE,
)
_MIGRATION = re.compile(r"(?:^|/)(?:alembic|migrations?)/versions/[^/]+\.py$")


def build_codebase(
    texts: Mapping[str, str],
    *,
    root: Path = Path(),
    skipped: tuple[tuple[str, str], ...] = (),
) -> Codebase:
    """Parse every Python, TypeScript and JavaScript text; never raises for their content."""
    python: dict[str, PythonFile] = {}
    scripts: dict[str, ScriptFile] = {}
    comments: dict[str, tuple[CommentFact, ...]] = {}
    bundles: list[tuple[str, str]] = []
    unparsed: list[tuple[Place, str]] = []
    with _collector_paused():
        for path, text in texts.items():
            if path.endswith((".py", ".pyi")):
                parsed, problem = parse_python(path, text)
                python[path] = parsed
            elif path.endswith(SCRIPT_SUFFIXES):
                if _is_minified(path, text):
                    bundles.append((path, "minified"))
                    continue
                script, problem = parse_script(path, text)
                scripts[path] = script
            else:
                continue
            if problem is not None:
                unparsed.append(problem)
            found = marked_comments(path, text)
            if found:
                comments[path] = found
    modules = ModuleIndex.of(python)
    return Codebase(
        root=root,
        texts=texts,
        python=python,
        scripts=scripts,
        comments=comments,
        modules=modules,
        routes=link_routes(_served(python), modules),
        tables=find_tables(_served(python)),
        dependencies=find_dependencies(texts),
        generated=frozenset(p for p in (*python, *scripts) if _is_generated(p, texts[p])),
        skipped=(*skipped, *bundles),
        unparsed=tuple(unparsed),
    )


def _is_minified(path: str, text: str) -> bool:
    """Bundles are output: they are not parsed."""
    if ".min." in path.rsplit("/", 1)[-1]:
        return True
    return len(text) > 3_000 and len(text) > 500 * (text.count("\n") + 1)


def _is_generated(path: str, text: str) -> bool:
    if _MIGRATION.search(path) or path.endswith(".d.ts"):
        return True
    return _GENERATED.search(text[:400]) is not None


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Syntax trees are many small objects: collecting while they grow costs a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _served(python: Mapping[str, PythonFile]) -> dict[str, PythonFile]:
    """The files whose routes a product serves: those that tests declare for themselves are not."""
    return {path: file for path, file in python.items() if not is_test_file(path)}
