"""Reading Python expressions: dotted names, and strings with the spliced values as `{}`."""

import ast
import re
from collections.abc import Iterator, Mapping

from agentgen.codebase.model import TextFact

HOLE = "{}"
_PERCENT = re.compile(r"%(?:\(\w+\))?[#0\- +]*\d*(?:\.\d+)?[sdrifgx]")
_BRACES = re.compile(r"\{[^{}]*\}")
_SQL_WORD = re.compile(
    r"\b(?:select|insert|update|delete|drop|alter|create|merge)\b"
    r"|(?-i:\b(?:WHERE|AND|OR|HAVING|ORDER BY|GROUP BY|LIMIT|OFFSET)\b)",
    re.IGNORECASE,
)
"""A word without which no text is SQL, or a piece of it."""


_HOLDERS = frozenset(("Field", "SecretStr", "SecretBytes", "Secret"))
"""Calls that hold the text given to them: `SecretStr("…")`, `Field(default="…")`."""
_SIGNERS = re.compile(r"(?:^|\.)(?:\w*jwt|jws|\w*tokens?)\.(?:encode|decode)$")


def text_facts(text: str, line: int, *, spliced: bool = False) -> Iterator[TextFact]:
    """The fact about a string that may be SQL; `spliced` when values may have been put in."""
    if _SQL_WORD.search(text):
        yield TextFact(text, line, spliced and HOLE in text)


def literals_of(node: ast.expr | None) -> Iterator[tuple[str, int]]:
    """The texts that an expression may be, with their lines: `a or "b"`, `"c" if d else "e"`."""
    match node:
        case ast.BoolOp(values=operands):
            for operand in operands:
                yield from literals_of(operand)
        case ast.IfExp(body=one, orelse=other):
            yield from literals_of(one)
            yield from literals_of(other)
        case ast.Call(func=ast.Name(id=name)) if name in _HOLDERS:
            given = [k.value for k in node.keywords if k.arg in ("default", "value")]
            for operand in (*node.args[:1], *given):
                yield from literals_of(operand)
        case ast.expr():
            if text := string_of(node):
                yield text, node.lineno


def default_given(node: ast.Call, name: str) -> Iterator[tuple[str, ast.expr]]:
    """Key and default of `mapping.get("key", "default")`; the key that a token is signed with."""
    if len(node.args) > 1 and name.endswith("code") and _SIGNERS.search(name):
        yield "signing_key", node.args[1]
    takes_default = name.rsplit(".", 1)[-1] in ("get", "getenv", "pop", "setdefault")
    key = string_of(node.args[0]) if takes_default and len(node.args) == 2 else None
    if key:
        yield key, node.args[1]


def paired(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Targets and values of `a, b = c, d`; none where the right side is another thing."""
    targets, values = getattr(target, "elts", ()), getattr(value, "elts", ())
    if len(targets) == len(values):
        yield from zip(targets, values, strict=True)


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


def short(node: ast.AST | None) -> str:
    """An annotation or default as text: names, subscripts, calls and constants; else empty.

    Several times faster than `ast.unparse`, which reads everything there is.
    """
    if node is None:
        return ""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else repr(node.value)
    if isinstance(node, ast.Attribute):
        return f"{short(node.value)}.{node.attr}"
    if isinstance(node, ast.Subscript):
        return f"{short(node.value)}[{short(node.slice)}]"
    if isinstance(node, ast.Tuple | ast.List):
        return ", ".join(map(short, node.elts))
    if isinstance(node, ast.BinOp):
        return f"{short(node.left)} | {short(node.right)}"
    if isinstance(node, ast.Call):
        given = [short(a) for a in node.args]
        given += [f"{k.arg}={short(k.value)}" for k in node.keywords]
        return f"{short(node.func)}({', '.join(given)})"
    return ""


def target_name(target: ast.expr) -> str:
    """The name that an assignment binds, without what it belongs to; the key for `x["key"]`."""
    if isinstance(target, ast.Subscript):
        return string_of(target.slice) or ""
    return dotted(target).rsplit(".", 1)[-1]


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


def names_in(node: ast.AST) -> frozenset[str]:
    """Every name and attribute that an expression mentions."""
    found = set()
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            found.add(child.id)
        elif isinstance(child, ast.Attribute):
            found.add(child.attr)
    return frozenset(found)


def spliced(node: ast.AST) -> Iterator[ast.AST]:
    """The expressions whose values a string is built of, by `+`, `%` or an f-string."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.BinOp | ast.JoinedStr | ast.FormattedValue):
            yield from spliced(child)
        elif isinstance(child, ast.expr) and not isinstance(child, ast.Constant):
            yield child
