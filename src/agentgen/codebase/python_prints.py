"""Calls that write to standard output, and builtin functions that are given to others."""

import ast
from collections.abc import Iterable, Iterator

from agentgen.codebase.use_model import CallFact

PRINTS = frozenset(("print", "pprint", "pprint.pprint", "breakpoint"))
_BUILTINS = PRINTS | {"eval", "exec", "compile", "input", "__import__"}


def prints(node: ast.Call, name: str) -> Iterator[CallFact]:
    """A call of `print`, by the dotted name of what is called."""
    if name.removeprefix("builtins.") in PRINTS:
        yield CallFact(name, node.lineno)


def handed(values: Iterable[ast.expr | None]) -> Iterator[CallFact]:
    """Builtins that are a value and not called: `map(print, rows)`, `run = eval`, `f=print`."""
    for value in values:
        if isinstance(value, ast.Name) and value.id in _BUILTINS:
            yield CallFact(value.id, value.lineno)
