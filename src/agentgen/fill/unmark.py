"""The one change `fill` makes to tests: a filled stub's test is no longer expected to fail."""

import ast

from agentgen.fill.model import AcceptanceTest
from agentgen.syntax import parse


def without_xfail(text: str, test: AcceptanceTest) -> str:
    """Drop the `xfail` decorator; and `import pytest`, when nothing else uses it."""
    lines = text.split("\n")
    del lines[test.first - 1 : test.last]
    tree = parse("\n".join(lines))
    if not any(isinstance(n, ast.Name) and n.id == "pytest" for n in ast.walk(tree)):
        _drop_import(lines, tree)
    return "\n".join(lines)


def _drop_import(lines: list[str], tree: ast.Module) -> None:
    """Drop `import pytest`, with the blank line that set it apart when it stood alone."""
    for node in tree.body:
        names = [(a.name, a.asname) for a in node.names] if isinstance(node, ast.Import) else []
        if names == [("pytest", None)]:
            first, last = node.lineno - 1, node.end_lineno or node.lineno
            around = (*lines[first - 1 : first], *lines[last : last + 1])
            alone = len(around) == 2 and not any(line.strip() for line in around)
            del lines[first : last + alone]
            return
