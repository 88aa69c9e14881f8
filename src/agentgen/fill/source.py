"""Functions in Python source: where they are and what they consist of."""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Function:
    """A function and its qualified name; `owner` is the class it is a method of, if any."""

    node: AnyFunction
    qualname: str
    owner: ast.ClassDef | None = None


def functions(tree: ast.AST, prefix: str = "") -> Iterator[Function]:
    """Every function, at any depth, outer ones first."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, FUNCTIONS):
            owner = tree if isinstance(tree, ast.ClassDef) else None
            yield Function(node, prefix + node.name, owner)
            yield from functions(node, f"{prefix}{node.name}.<locals>.")
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{prefix}{node.name}.")
        else:
            yield from functions(node, prefix)


def function_named(tree: ast.AST, qualname: str) -> Function | None:
    """The function of that qualified name; the last definition wins, as in Python."""
    return next((f for f in reversed(list(functions(tree))) if f.qualname == qualname), None)


def code_of(node: AnyFunction) -> list[ast.stmt]:
    """The body after the docstring."""
    return node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body


def raises_not_implemented(node: AnyFunction) -> bool:
    """True when all the function does is `raise NotImplementedError`."""
    code = code_of(node)
    return len(code) == 1 and _not_implemented(code[0])


def still_a_stub(node: ast.AST) -> bool:
    """True when `NotImplementedError` is raised anywhere in the code."""
    return any(_not_implemented(inner) for inner in ast.walk(node))


def _not_implemented(node: ast.AST) -> bool:
    if not isinstance(node, ast.Raise) or node.exc is None:
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def body_start(node: AnyFunction, text: str) -> int:
    """First line (1-based) after the docstring, or after the signature when there is none.

    Comments there belong to the body.
    """
    if ast.get_docstring(node, clean=False) is not None:
        return (node.body[0].end_lineno or node.body[0].lineno) + 1
    return _colon_line(node, text) + 1


def _colon_line(node: AnyFunction, text: str) -> int:
    """Line of the colon that ends the signature."""
    depth = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.start[0] < node.lineno or token.type != tokenize.OP:
            continue
        if token.string in "([{":
            depth += 1
        elif token.string in ")]}":
            depth -= 1
        elif token.string == ":" and depth == 0 and token.start > (node.lineno, node.col_offset):
            return token.start[0]
    return node.lineno


def string_interiors(text: str) -> set[int]:
    """Lines that begin inside a string; their indentation is data."""
    inside: set[int] = set()
    opened: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        kind = tokenize.tok_name[token.type]
        if kind == "STRING":
            inside.update(range(token.start[0] + 1, token.end[0] + 1))
        elif kind in ("FSTRING_START", "TSTRING_START"):
            opened.append(token.start[0])
        elif kind in ("FSTRING_END", "TSTRING_END"):
            inside.update(range(opened.pop() + 1, token.end[0] + 1))
    return inside
