"""Calls that write to standard output, and such functions that are handed to others."""

import ast
from collections.abc import Iterator

from agentgen.codebase.model import CallFact

_PRINTS = ("print", "pprint", "pprint.pprint", "breakpoint")


def prints(node: ast.Call, name: str) -> Iterator[CallFact]:
    """A call of `print`, by the dotted name of what is called, and `print` among its arguments."""
    if name.removeprefix("builtins.") in _PRINTS:
        yield CallFact(name, node.lineno)
    for handed in (*node.args, *(keyword.value for keyword in node.keywords)):
        if isinstance(handed, ast.Name) and handed.id in _PRINTS:  # map(print, rows)
            yield CallFact(handed.id, handed.lineno)
