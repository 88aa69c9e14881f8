"""Reading Python expressions: dotted names, and strings with the spliced values as `{}`."""

import ast
import re
from collections.abc import Mapping

HOLE = "{}"
_PERCENT = re.compile(r"%(?:\(\w+\))?[#0\- +]*\d*(?:\.\d+)?[sdrifgx]")
_BRACES = re.compile(r"\{[^{}]*\}")


def dotted(node: ast.AST) -> str:
    """`a.b.c` for names and attributes, `a()` for calls without more; empty for the rest."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = dotted(node.value)
        return f"{base}.{node.attr}" if base else ""
    if isinstance(node, ast.Subscript):
        return dotted(node.value)
    if isinstance(node, ast.Call):
        base = dotted(node.func)
        return f"{base}()" if base else ""
    return ""


def string_of(node: ast.AST | None) -> str | None:
    """The value of a string constant, or None."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def pattern_of(node: ast.AST, constants: Mapping[str, str], unknown: str = HOLE) -> str | None:
    """The text an expression builds, unknown values as `{}`; None when it is no string building.

    Known constants are spliced in, so a query made of literals alone has no hole.
    """
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_part(v, constants, unknown) for v in node.values)
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    if isinstance(node, ast.BinOp):
        return _operation(node, constants, unknown)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        base = pattern_of(node.func.value, constants, unknown)
        if base is not None and node.func.attr == "format":
            return _BRACES.sub(HOLE, base)
    return None


def _part(node: ast.AST, constants: Mapping[str, str], unknown: str) -> str:
    inner = node.value if isinstance(node, ast.FormattedValue) else node
    text = pattern_of(inner, constants, unknown)
    return text if text is not None else (_named_hole(inner) if unknown != HOLE else HOLE)


def _operation(node: ast.BinOp, constants: Mapping[str, str], unknown: str) -> str | None:
    left = pattern_of(node.left, constants, unknown)
    if isinstance(node.op, ast.Mod):
        return _PERCENT.sub(HOLE, left) if left is not None else None
    if not isinstance(node.op, ast.Add):
        return None
    right = pattern_of(node.right, constants, unknown)
    if left is None and right is None:
        return None
    sides = ((left, node.left), (right, node.right))
    return "".join(
        text if text is not None else (_named_hole(side) if unknown != HOLE else HOLE)
        for text, side in sides
    )


def _named_hole(node: ast.AST) -> str:
    """A hole that keeps the name, to be filled once other files are known: `{=settings.prefix}`."""
    return "{=" + (dotted(node) or "?") + "}"


def path_text(node: ast.AST | None, constants: Mapping[str, str]) -> str:
    """A route path or prefix: literal text, with named holes where values come from elsewhere."""
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return ""
    text = pattern_of(node, constants, unknown="=")
    return text if text is not None else _named_hole(node)


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """The value of a keyword argument."""
    return next((k.value for k in call.keywords if k.arg == name), None)
