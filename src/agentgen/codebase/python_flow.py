"""Facts of control flow: what `except` does, what is asserted, conditions that raise at the end."""

import ast
from collections.abc import Iterator

from agentgen.codebase.expressions import dotted
from agentgen.codebase.use_model import HandlerFact

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp)
LOOPS = (ast.AsyncFor, ast.While, *_COMPREHENSIONS)
"""What repeats its body, beside `for`."""
_NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


class FlowFacts:
    """Collects while the walk of a module goes on."""

    def __init__(self) -> None:
        self.handlers: list[HandlerFact] = []
        self.asserts: list[int] = []
        self.late_raises: list[int] = []
        self.loops: list[tuple[int, int]] = []
        self._links: set[int] = set()

    def handler(self, node: ast.ExceptHandler) -> None:
        """Note an `except`: what it catches, and what its body does."""
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        inside = [n for statement in node.body for n in _own(statement)]
        self.handlers.append(
            HandlerFact(
                types=tuple(dotted(t) for t in caught if t is not None),
                line=node.lineno,
                swallows=all(_does_nothing(s) for s in node.body),
                name=node.name or "",
                end_line=node.end_lineno or node.lineno,
                raises=any(isinstance(n, ast.Raise) for n in inside),
                mentions=any(isinstance(n, ast.Name) and n.id == node.name for n in inside),
            )
        )

    def loop(self, node: ast.AST) -> None:
        """Note the lines that a loop repeats.

        Of a comprehension only what is awaited, or called for each item of a plain name: what
        makes the items runs once, and may stand on the same line.
        """
        if isinstance(node, ast.For | ast.AsyncFor | ast.While):
            last = node.body[-1]
            self.loops.append((node.body[0].lineno, last.end_lineno or last.lineno))
        elif isinstance(node, _COMPREHENSIONS):
            given = node.generators[0].iter
            if isinstance(node.elt, ast.Await) or isinstance(given, ast.Name | ast.Attribute):
                self.loops.append((node.elt.lineno, node.elt.end_lineno or node.elt.lineno))

    def branch(self, node: ast.If) -> None:
        """Note `if …: (work) else: raise`; chains of `elif` choose between cases, and are fine.

        To be called for a condition before those in its `else`.
        """
        last = node.orelse[0] if len(node.orelse) == 1 else None
        if isinstance(last, ast.If):
            self._links.add(last.lineno)
        late = isinstance(last, ast.Raise) and len(node.body) > 1
        if late and node.lineno not in self._links:
            self.late_raises.append(node.lineno)


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it, without the bodies of functions defined there."""
    yield node
    if not isinstance(node, _NESTED):
        for child in ast.iter_child_nodes(node):
            yield from _own(child)


def _does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Pass | ast.Continue):
        return True
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
