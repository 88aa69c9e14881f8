"""Facts of use: every call with its arguments, every name bound, every field of a class."""

import ast
import re
from collections.abc import Iterator

from agentgen.codebase.expressions import dotted, short
from agentgen.codebase.use_model import CallUse, FieldFact, NameFact

_TELLS = frozenset(
    {
        "debug", "info", "warn", "warning", "error", "exception", "critical", "fatal", "log",
        "print", "bind", "HTTPException", "Response", "JSONResponse", "ORJSONResponse",
        "PlainTextResponse", "HTMLResponse",
    }
)  # fmt: skip
"""Calls that tell somebody something: logs, errors, answers."""
_VEILS = re.compile(
    r"mask|redact|hash|scrub|sanit|obfusc|fingerprint|(?:^|\.)(?:len|bool|type|id|isinstance)$",
    re.IGNORECASE,
)
"""Calls whose result does not hold what goes in."""


_GENERICS = frozenset(
    {"list", "List", "dict", "Dict", "Sequence", "tuple", "Page", "set", "Annotated", "Optional"}
)
"""Types whose items matter to whoever reads an argument: `response_model=list[User]`."""
_TYPE_FORMS = frozenset({"Annotated", "Literal", "Union", "Optional", "Callable"})


class UseFacts:
    """Collects while the walk of a module goes on."""

    def __init__(self) -> None:
        self.calls: list[CallUse] = []
        self.fields: list[FieldFact] = []
        self.names: list[NameFact] = []
        self.environment: list[tuple[int, str]] = []

    def call(self, node: ast.Call, name: str, function: str, *, in_async: bool) -> None:
        """Note a call; `function` is the qualified name of the function around it."""
        if not name:
            return
        first = plain(node.args[0]) if node.args else ""
        keywords = {k.arg: plain(k.value) for k in node.keywords if k.arg}
        arguments = tuple(plain(a) for a in node.args[1:])
        self.calls.append(
            CallUse(
                name,
                node.lineno,
                function,
                in_async,
                (first, *arguments),
                keywords,
                spreads=len(keywords) < len(node.keywords),
                inner=_inner(node) if name.rsplit(".", 1)[-1] in _TELLS else frozenset(),
            )
        )

    def subscript(self, node: ast.Subscript) -> None:
        """Note `os.environ["NAME"]`."""
        owner = node.value
        name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
        if name == "environ":
            self.environment.append((node.lineno, plain(node.slice)))

    def class_body(self, node: ast.ClassDef, qualname: str) -> None:
        """Note the fields that a class declares."""
        for statement in node.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                self._field(qualname, statement.target.id, statement, statement.annotation)
            elif isinstance(statement, ast.Assign):
                for target in statement.targets:
                    if isinstance(target, ast.Name):
                        self._field(qualname, target.id, statement, None)

    def _field(
        self,
        owner: str,
        name: str,
        statement: ast.AnnAssign | ast.Assign,
        annotation: ast.expr | None,
    ) -> None:
        value = statement.value
        call, positional, keywords, label = "", tuple[str, ...](), dict[str, str](), ""
        if isinstance(value, ast.Call):
            call = dotted(value.func)
            positional = tuple(_argument(a) for a in value.args)
            keywords = {k.arg: plain(k.value) for k in value.keywords if k.arg}
            label = _text(value.args[0]) if value.args else ""
        self.fields.append(
            FieldFact(
                owner=owner,
                name=name,
                line=statement.lineno,
                annotation=_annotation(annotation),
                call=call,
                arguments=positional,
                keywords=keywords,
                value="" if call else plain(value) if value is not None else "",
                label=label,
            )
        )

    def bound(
        self, target: ast.expr, function: str, owner: str, statement: ast.Assign | ast.AnnAssign
    ) -> None:
        """Note the names that an assignment binds, and where: module, class or function."""
        kind = "" if function or owner else _kind(statement)
        for node in _targets(target):
            if isinstance(node, ast.Name):
                place = "function" if function else "class" if owner else "module"
                self.names.append(NameFact(node.id, node.lineno, place, kind))
            elif isinstance(node, ast.Attribute) and dotted(node.value) == "self":
                self.names.append(NameFact(node.attr, node.lineno, "attribute"))


def _text(node: ast.expr) -> str:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return plain(node) if is_text else ""


def plain(node: ast.expr | None) -> str:
    """A value as short text: constants by their value, names and calls by what they are called."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return ",".join(plain(item) for item in node.elts[:20])
    if isinstance(node, ast.Dict):
        pairs = list(zip(node.keys, node.values, strict=True))[:20]
        return "{" + ", ".join(f"{plain(k)}: {plain(v)}" for k, v in pairs) + "}"
    if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
        return f"-{node.operand.value!r}"
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        return (
            f"{node.value.id}[{short(node.slice)}]" if node.value.id in _GENERICS else node.value.id
        )
    return dotted(node) if node is not None else ""


def _kind(statement: ast.Assign | ast.AnnAssign) -> str:
    """Whether a statement of a module names a literal, or a type."""
    if isinstance(statement, ast.AnnAssign) and _annotation(statement.annotation).endswith(
        "TypeAlias"
    ):
        return "alias"
    value = statement.value
    if isinstance(value, ast.Subscript):
        return "alias" if dotted(value.value).rsplit(".", 1)[-1] in _TYPE_FORMS else ""
    return "literal" if _is_literal(value) else ""


def _is_literal(node: ast.expr | None) -> bool:
    if isinstance(node, ast.Constant):
        is_flag = isinstance(node.value, bool)
        return isinstance(node.value, str | bytes | int | float) and not is_flag
    if isinstance(node, ast.UnaryOp):
        return _is_literal(node.operand)
    if isinstance(node, ast.BinOp):
        return _is_literal(node.left) and _is_literal(node.right)
    return isinstance(node, ast.Tuple) and bool(node.elts) and all(map(_is_literal, node.elts))


def _argument(node: ast.expr) -> str:
    """An argument of a column: calls keep their first argument, `ForeignKey(users.id)`."""
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}({', '.join(plain(a) for a in node.args[:3])})"
    return plain(node)


def _annotation(node: ast.expr | None) -> str:
    return ast.unparse(node) if node is not None else ""


def _targets(target: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Tuple | ast.List):
        for item in target.elts:
            yield from _targets(item)
    elif isinstance(target, ast.Starred):
        yield from _targets(target.value)
    else:
        yield target


def _shows(value: ast.expr) -> bool:
    """True for a value that goes out as it is: neither a constant, nor masked or counted."""
    veiled = isinstance(value, ast.Call) and _VEILS.search(dotted(value.func))
    return not veiled and not isinstance(value, ast.Constant)


def _inner(call: ast.Call) -> frozenset[str]:
    """Names and attributes whose values go into a call's arguments as they are."""
    found: set[str] = set()
    stack: list[ast.AST] = [*call.args, *call.keywords]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Call) and _VEILS.search(dotted(node.func)):
            continue
        elif isinstance(node, ast.Dict):
            shown = zip(node.keys, node.values, strict=True)
            found |= {plain(k) for k, v in shown if isinstance(k, ast.Constant) and _shows(v)}
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            found.add(plain(node.slice))
        stack.extend(ast.iter_child_nodes(node))
    return frozenset(found)
