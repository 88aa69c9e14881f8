"""How complex a function is: the ways through its statements, and how deeply they are nested.

Cyclomatic complexity after T. J. McCabe, counted over statements as ruff's C901 does.
"""

import ast
from collections.abc import Sequence

_BODIES = ("body", "orelse", "finalbody")
_BRANCHING = (ast.If, ast.For, ast.AsyncFor, ast.While)
_NESTING = (*_BRANCHING, ast.With, ast.AsyncWith, ast.Try, ast.Match)
_OTHERS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def complexity(body: Sequence[ast.stmt]) -> tuple[int, int]:
    """Branches of a body beyond the straight way, and the deepest level of nesting."""
    branches, deepest = 0, 0
    for statement in body:
        if isinstance(statement, _NESTING):
            inner, depth = _nested(statement)
            branches += inner
            deepest = max(deepest, depth)
    return branches, deepest


def _nested(statement: ast.stmt) -> tuple[int, int]:
    branches = int(isinstance(statement, _BRANCHING))
    deepest = 0
    for name in _BODIES:
        inner = getattr(statement, name, ())
        if not inner or isinstance(statement, _OTHERS):
            continue
        more, depth = complexity(inner)
        branches += more
        chained = name == "orelse" and len(inner) == 1 and isinstance(inner[0], ast.If)
        deepest = max(deepest, depth - 1 if chained else depth)
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        more, depth = complexity(part.body)
        branches += more + 1
        deepest = max(deepest, depth)
    return branches, deepest + 1
