"""Modules without their bodies: what a collaborator offers."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from agentgen.fill.acceptance import is_test_file
from agentgen.fill.model import Stub, Texts
from agentgen.fill.source import FUNCTIONS, AnyFunction, code_of
from agentgen.syntax import parse


def collaborators(path: str, texts: Texts, *, deep: bool = True) -> tuple[str, ...]:
    """Paths of the modules beside the file, and of those it imports, its own feature first.

    Without `deep` only of those that it imports itself.
    """
    folder = PurePosixPath(path).parent
    near = [
        p
        for p in texts
        if PurePosixPath(p).parent == folder and p.endswith(".py") and not _trivial(p, texts[p])
    ]
    by_module = _modules(texts)
    imported = [by_module[m] for m in _imported(texts[path], path) if m in by_module]
    if not deep:
        return tuple(dict.fromkeys(p for p in imported if p != path))
    fellows = [by_module[m] for p in near for m in _imported(texts[p], p) if m in by_module]
    every = dict.fromkeys([*sorted(near), *imported, *fellows])
    return tuple(p for p in every if p != path and not is_test_file(p))


def _trivial(path: str, text: str) -> bool:
    return path.endswith("/__init__.py") and len(text) < 200


def _modules(texts: Texts) -> dict[str, str]:
    """Dotted names of all Python files, also counted from below `src` or a project folder."""
    found: dict[str, str] = {}
    for path in sorted((p for p in texts if p.endswith(".py")), key=len, reverse=True):
        parts = list(PurePosixPath(path).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        for start in range(min(3, len(parts))):
            found[".".join(parts[start:])] = path
    return found


@lru_cache(maxsize=2048)
def _imported(text: str, path: str) -> tuple[str, ...]:
    return tuple(_imports_of(text, path))


def _imports_of(text: str, path: str) -> Iterator[str]:
    try:
        tree = parse(text)
    except (SyntaxError, ValueError):
        return
    package = PurePosixPath(path).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join((*base, *filter(None, [node.module])))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def skeleton(text: str) -> str:
    """What a module offers: private functions go, bodies become a line of docstring and `...`."""
    try:
        tree = parse(text)
    except (SyntaxError, ValueError):
        return ""
    tree.body = [n for n in tree.body if not (isinstance(n, FUNCTIONS) and n.name[0] == "_")]
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            node.body = [*_summary(node), ast.Expr(ast.Constant(...))]
    return ast.unparse(ast.fix_missing_locations(tree))


def shortened(stub: Stub, texts: Texts) -> str:
    """The stub's file with the hole as it is, and other functions by their signatures."""
    lines = texts[stub.path].replace("\r\n", "\n").split("\n")
    hole = "\n".join(lines[max(stub.first - 8, 0) : stub.last])
    return f"{skeleton(texts[stub.path])}\n\n# the function to write stands in it so:\n{hole}\n"


def _summary(node: AnyFunction) -> list[ast.stmt]:
    doc = ast.get_docstring(node)
    if not doc or not code_of(node):
        return []
    return [ast.Expr(ast.Constant(doc.split("\n")[0]))]
