"""Python source to syntax trees, from any thread."""

import ast
import threading

_ONE_AT_A_TIME = threading.Lock()
"""CPython 3.11 counts the depth of trees for all threads together, and refuses trees that it
builds at the same time («AST constructor recursion depth mismatch», gh-106905)."""


def parse(text: str, path: str = "<unknown>") -> ast.Module:
    """The syntax tree of a module.

    Args:
        path: where the text comes from, for messages.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: as `ast.parse` does.
    """
    with _ONE_AT_A_TIME:
        return ast.parse(text, path)
