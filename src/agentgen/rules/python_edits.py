"""Where nodes of Python's syntax tree stand in the text, for fixes."""

import ast
import io
import tokenize
from collections.abc import Iterator

from agentgen.ir.edits import line_of, line_start

_MEASURE = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


def parsed(text: str) -> ast.Module | None:
    """The syntax tree; None for text that this Python cannot parse."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None


def offset(text: str, line: int, column: int) -> int:
    """The offset in characters of a line and a column as `ast` counts it, in UTF-8 bytes."""
    before = line_of(text, line).encode("utf-8", "surrogatepass")[:column]
    return line_start(text, line) + len(before.decode("utf-8", "surrogatepass"))


def bindings(tree: ast.AST, name: str) -> int:
    """How often a name is bound: assigned, imported, defined, or taken as a parameter."""
    return sum(name in _bound(node) for node in ast.walk(tree))


def _bound(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name
        case ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
            yield name
        case ast.alias(name=name, asname=other):
            yield other or name.split(".")[0]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            yield from names


def colon_of(text: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> int | None:
    """The offset of the colon that ends a signature."""
    start = offset(text, node.lineno, node.col_offset)
    depth, lines = 0, io.StringIO(text[start:])
    try:
        for token in tokenize.generate_tokens(lines.readline):
            depth += _MEASURE.get(token.string, 0) if token.type == tokenize.OP else 0
            if token.type == tokenize.OP and token.string == ":" and depth == 0:
                row, column = token.start
                return line_start(text[start:], row) + column + start
    except (tokenize.TokenError, SyntaxError):
        return None
    return None
