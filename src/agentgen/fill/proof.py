"""Proof that a patch changed the hole, added imports and private helpers, and nothing else."""

import ast
from collections import Counter

from agentgen.fill.imports import imported
from agentgen.fill.model import Rejection
from agentgen.fill.source import body_start, code_of, function_named, functions
from agentgen.syntax import parse


def prove(before: str, after: str, qualname: str, helpers: tuple[str, ...]) -> None:
    """Compare a file before and after.

    Outside the hole's lines, import statements and the new helpers, both must have the same
    syntax tree and the same lines, byte for byte, blank lines between statements aside. Imports
    may only be added.

    Raises:
        Rejection: naming the first difference.
    """
    try:
        old, new = parse(before), parse(after)
    except (SyntaxError, ValueError) as problem:
        raise Rejection(f"the file no longer parses: {problem}") from None
    if lost := _imports(old) - _imports(new):
        raise Rejection(f"an import was taken away: {next(iter(lost))}")
    residue_old = _residue(before, old, qualname, ())
    residue_new = _residue(after, new, qualname, helpers)
    for one, other in zip(residue_old, residue_new, strict=False):
        if one != other:
            raise Rejection(f"a line outside the hole was changed: {one.strip()!r}")
    if len(residue_old) != len(residue_new):
        raise Rejection("lines were added or removed outside the hole")
    _strip(old, qualname, ())
    _strip(new, qualname, helpers)
    if ast.dump(old) != ast.dump(new):
        raise Rejection("code outside the hole was changed")


def _imports(tree: ast.Module) -> Counter[tuple[str, str]]:
    nodes = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
    return Counter(pair for node in nodes for pair in imported(node))


def _residue(text: str, tree: ast.Module, qualname: str, helpers: tuple[str, ...]) -> list[str]:
    """The lines that must not change, without blank ones."""
    hidden: set[int] = set()
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            hidden.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    target = function_named(tree, qualname)
    if target is None:
        raise Rejection(f"`{qualname}` is gone")
    start = body_start(target.node, text)
    hidden.update(range(start, (target.node.end_lineno or start) + 1))
    for function in functions(tree):
        if _is_helper(function.qualname, qualname, helpers):
            first = min([function.node.lineno, *(d.lineno for d in function.node.decorator_list)])
            hidden.update(range(first, (function.node.end_lineno or first) + 1))
    lines = text.split("\n")
    return [ln for n, ln in enumerate(lines, 1) if n not in hidden and ln.strip()]


def _is_helper(name: str, target: str, helpers: tuple[str, ...]) -> bool:
    owner = target.rpartition(".")[0]
    return name in helpers or (bool(owner) and name in [f"{owner}.{h}" for h in helpers])


def _strip(tree: ast.Module, qualname: str, helpers: tuple[str, ...]) -> None:
    """Empty the hole, drop imports and helpers, so that what remains can be compared."""
    target = function_named(tree, qualname)
    assert target is not None, "checked before"
    for node in list(code_of(target.node)):
        target.node.body.remove(node)
    gone = {id(f.node) for f in functions(tree) if _is_helper(f.qualname, qualname, helpers)}
    for body in (tree.body, target.owner.body if target.owner else []):
        body[:] = [n for n in body if id(n) not in gone]
    tree.body[:] = [n for n in tree.body if not isinstance(n, ast.Import | ast.ImportFrom)]


def changed_lines(text: str, qualname: str, helpers: tuple[str, ...]) -> list[tuple[int, int]]:
    """First and last line of the filled function and of each new helper."""
    return [
        (function.node.lineno, function.node.end_lineno or function.node.lineno)
        for function in functions(parse(text))
        if function.qualname == qualname or _is_helper(function.qualname, qualname, helpers)
    ]
