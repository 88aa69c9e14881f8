"""Facts of one TypeScript or JavaScript file, by tree-sitter queries."""

from functools import cache
from typing import TYPE_CHECKING

from agentgen.codebase import model as m
from agentgen.diagnostics import Place

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Query

SCRIPT_SUFFIXES = (".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs")
_QUERY = """
(function_declaration) @function
(generator_function_declaration) @function
(function_expression) @function
(arrow_function) @function
(method_definition) @function
(class_declaration) @class
(abstract_class_declaration) @class
(class) @class
(import_statement) @import
((predefined_type) @any (#eq? @any "any"))
(call_expression function: (member_expression object: (identifier) @object
  (#eq? @object "console"))) @console
(catch_clause) @catch
(variable_declarator value: (string)) @named
(pair value: (string)) @named
(assignment_expression right: (string)) @named
(public_field_definition value: (string)) @named
(ERROR) @error
"""
_JSX = frozenset({"jsx_element", "jsx_self_closing_element", "jsx_fragment"})


@cache
def _tools(tsx: bool) -> "tuple[Parser, Query]":
    import tree_sitter_typescript
    from tree_sitter import Language, Parser, Query

    pointer = (
        tree_sitter_typescript.language_tsx()
        if tsx
        else tree_sitter_typescript.language_typescript()
    )
    language = Language(pointer)
    return Parser(language), Query(language, _QUERY)


def parse_script(path: str, text: str) -> tuple[m.ScriptFile, tuple[Place, str] | None]:
    """Return the facts of a script and, when its syntax can't be read, where."""
    from tree_sitter import QueryCursor

    parser, query = _tools(not path.endswith((".ts", ".mts", ".cts")))
    root = parser.parse(text.encode("utf-8", "replace")).root_node
    found = QueryCursor(query).captures(root)
    facts = m.ScriptFile(
        path=path,
        functions=tuple(_function(n) for n in _ordered(found, "function")),
        classes=tuple(_class(n) for n in _ordered(found, "class") if n.is_named),
        imports=tuple(_import(n) for n in _ordered(found, "import")),
        calls=tuple(m.CallFact(_callee(n), _line(n)) for n in _ordered(found, "console")),
        anys=tuple(_line(n) for n in _ordered(found, "any")),
        named_strings=tuple(_named(n) for n in _ordered(found, "named")),
        handlers=tuple(_handler(n) for n in _ordered(found, "catch")),
    )
    errors = _ordered(found, "error")
    if not root.has_error:
        return facts, None
    line = _line(errors[0]) if errors else 1
    return facts, (Place(path, line), "syntax error")


def _ordered(found: "dict[str, list[Node]]", name: str) -> "list[Node]":
    return sorted(found.get(name, []), key=lambda n: n.start_byte)


def _line(node: "Node") -> int:
    return node.start_point.row + 1


def _text(node: "Node | None") -> str:
    return node.text.decode("utf-8", "replace") if node is not None and node.text else ""


def _callee(node: "Node") -> str:
    return _text(node.child_by_field_name("function"))


def _function(node: "Node") -> m.FunctionFact:
    name = _text(node.child_by_field_name("name")) or _bound_name(node)
    return m.FunctionFact(
        name=name or "(anonymous)",
        qualname=name or "(anonymous)",
        line=_line(node),
        end_line=node.end_point.row + 1,
        is_async=any(c.type == "async" for c in node.children),
        returns=node.child_by_field_name("return_type") is not None,
        is_method=node.type == "method_definition",
        is_nested=not name,
        is_component=name[:1].isupper() and _returns_jsx(node),
    )


def _bound_name(node: "Node") -> str:
    """Name of the variable or property a function expression is bound to, through wrappers."""
    parent = node.parent
    while parent is not None and parent.type in ("arguments", "call_expression", "as_expression"):
        parent = parent.parent
    if parent is None:
        return ""
    if parent.type == "variable_declarator":
        return _text(parent.child_by_field_name("name"))
    if parent.type in ("pair", "public_field_definition") and node.parent == parent:
        key = parent.child_by_field_name("key") or parent.child_by_field_name("name")
        return _text(key).strip("'\"")
    return ""


def _returns_jsx(node: "Node") -> bool:
    body = node.child_by_field_name("body")
    stack = [body] if body is not None else []
    while stack:
        current = stack.pop()
        if current.type in _JSX:
            return True
        stack += current.named_children
    return False


def _class(node: "Node") -> m.ClassFact:
    heritage = next((c for c in node.children if c.type == "class_heritage"), None)
    clause = (
        next((c for c in heritage.children if c.type == "extends_clause"), None)
        if (heritage is not None)
        else None
    )
    base = _text(clause.child_by_field_name("value")) if clause is not None else ""
    body = node.child_by_field_name("body")
    members = [
        _text(c.child_by_field_name("name"))
        for c in (body.named_children if body is not None else ())
    ]
    name = _text(node.child_by_field_name("name"))
    return m.ClassFact(
        name=name or "(anonymous)",
        qualname=name or "(anonymous)",
        line=_line(node),
        end_line=node.end_point.row + 1,
        bases=(base,) if base else (),
        members=tuple(member for member in members if member),
    )


def _import(node: "Node") -> m.ImportFact:
    source = _text(node.child_by_field_name("source")).strip("'\"`")
    return m.ImportFact(source, (), _line(node))


def _named(node: "Node") -> m.NamedString:
    fields = ("name", "key", "left")
    key = next((k for k in map(node.child_by_field_name, fields) if k is not None), None)
    value = node.child_by_field_name("value") or node.child_by_field_name("right")
    name = _text(key).strip("'\"`").rsplit(".", 1)[-1]
    return m.NamedString(name, _text(value)[1:-1], _line(node))


def _handler(node: "Node") -> m.HandlerFact:
    body = node.child_by_field_name("body")
    children = body.named_children if body is not None else []
    code = [c for c in children if c.type != "comment"]
    return m.HandlerFact((), _line(node), swallows=not code, explained=bool(children))
