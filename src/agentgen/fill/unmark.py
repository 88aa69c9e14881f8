"""The one change `fill` makes to tests: a filled stub's test is no longer expected to fail."""

import ast

from agentgen.fill.model import AcceptanceTest


def without_xfail(text: str, test: AcceptanceTest) -> str:
    """Drop the `xfail` decorator; and `import pytest`, when nothing else uses it."""
    lines = text.split("\n")
    del lines[test.first - 1 : test.last]
    tree = ast.parse("\n".join(lines))
    if not any(isinstance(n, ast.Name) and n.id == "pytest" for n in ast.walk(tree)):
        for node in tree.body:
            names = [(a.name, a.asname) for a in node.names] if isinstance(node, ast.Import) else []
            if names == [("pytest", None)]:
                del lines[node.lineno - 1 : node.end_lineno]
                break
    return "\n".join(lines)
