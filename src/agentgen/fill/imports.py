"""Imports that an answer brings along, put at the end of the file's own."""

import ast
from collections.abc import Iterator, Sequence

from agentgen.fill.model import Rejection
from agentgen.syntax import parse

Import = ast.Import | ast.ImportFrom


def used_names(nodes: Sequence[ast.AST]) -> frozenset[str]:
    """Every name that occurs in the nodes, string annotations included."""
    found: set[str] = set()
    for node in nodes:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name):
                found.add(inner.id)
            elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                found.add(inner.value)
    return frozenset(found)


def bindings(tree: ast.Module) -> dict[str, str]:
    """What a module binds at its top level: name to where it comes from (`""`: defined here)."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, Import):
            found.update(imported(node))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[node.name] = ""
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update({t.id: "" for t in targets if isinstance(t, ast.Name)})
    return found


def imported(node: Import) -> Iterator[tuple[str, str]]:
    """The names an import binds, with a text that tells where each comes from."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            bound = alias.asname or alias.name.split(".")[0]
            yield bound, f"import {alias.name if alias.asname else bound}"
    else:
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            yield alias.asname or alias.name, f"from {module} import {alias.name}"


def add_imports(text: str, imports: Sequence[Import], wanted: frozenset[str]) -> str:
    """Add the imports that are used and not there yet, after the last import of the file.

    Raises:
        Rejection: when one would take a name that the file uses for something else.
    """
    tree = parse(text)
    known = bindings(tree)
    new: list[str] = []
    for node in imports:
        for alias, (name, origin) in zip(node.names, imported(node), strict=True):
            if name not in wanted or origin == "from __future__ import annotations":
                continue
            if name in known:
                if known[name] != origin:
                    raise Rejection(f"the import of `{name}` would hide what the file calls so")
                if not _submodule(node, alias):
                    continue
            known[name] = origin
            new.append(_statement(node, alias))
    if not new:
        return text
    lines = text.split("\n")
    place = _place(tree)
    lines[place:place] = new if place else [*new, ""]
    return "\n".join(lines)


def _submodule(node: Import, alias: ast.alias) -> bool:
    """True for `import a.b`, which binds `a` and yet is needed beside `import a`."""
    return isinstance(node, ast.Import) and "." in alias.name and alias.asname is None


def _statement(node: Import, alias: ast.alias) -> str:
    if isinstance(node, ast.Import):
        return ast.unparse(ast.Import([alias]))
    return ast.unparse(ast.ImportFrom(node.module, [alias], node.level))


def _place(tree: ast.Module) -> int:
    """Index of the line after the last top-level import, else after the docstring."""
    ends = [n.end_lineno or 0 for n in tree.body if isinstance(n, Import)]
    if ends:
        return max(ends)
    documented = ast.get_docstring(tree, clean=False) is not None
    return (tree.body[0].end_lineno or 0) if documented else 0
