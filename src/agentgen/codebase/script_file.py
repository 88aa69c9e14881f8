"""Facts of one TypeScript or JavaScript file, by tree-sitter queries."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from agentgen.codebase import model as m
from agentgen.codebase.script_model import DeclarationFact
from agentgen.codebase.script_uses import JSX_QUERY, QUERY, ScriptUses
from agentgen.codebase.use_model import CallFact, HandlerFact, Parameter
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
(call_expression function: (member_expression object: (member_expression
  property: (property_identifier) @object (#eq? @object "console")))) @console
(call_expression function: (subscript_expression object: (identifier) @object
  (#eq? @object "console"))) @console
(arguments (member_expression object: (identifier) @object
  (#eq? @object "console")) @handed)
(catch_clause) @catch
(variable_declarator value: (string)) @named
(pair value: (string)) @named
(assignment_expression right: (string)) @named
(public_field_definition value: (string)) @named
(export_statement "default") @default
(enum_declaration) @enum
(variable_declaration) @var
(interface_declaration) @interface
(type_alias_declaration) @type
((member_expression object: (member_expression object: (identifier) @process
  property: (property_identifier) @env)) @environment
  (#eq? @process "process") (#eq? @env "env"))
(ERROR) @error
"""
_JSX = ("jsx_element", "jsx_self_closing_element", "jsx_fragment")


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
    return Parser(language), Query(language, _QUERY + QUERY + (JSX_QUERY if tsx else ""))


def parse_script(path: str, text: str) -> tuple[m.ScriptFile, tuple[Place, str] | None]:
    """Return the facts of a script and, when its syntax can't be read, where."""
    from tree_sitter import QueryCursor

    parser, query = _tools(not path.endswith((".ts", ".mts", ".cts")))
    source = text.encode("utf-8", "replace")
    root = parser.parse(source).root_node
    uses = ScriptUses(source)
    found = QueryCursor(query).captures(root)
    facts = m.ScriptFile(
        path=path,
        functions=tuple(_function(n) for n in _ordered(found, "function")),
        classes=tuple(_class(n) for n in _ordered(found, "class") if n.is_named),
        imports=tuple(_import(n) for n in _ordered(found, "import")),
        calls=(
            *(CallFact(_dotted(_callee(n)), _line(n)) for n in _ordered(found, "console")),
            *(CallFact(_dotted(_text(n)), _line(n)) for n in _ordered(found, "handed")),
        ),
        anys=tuple(_line(n) for n in _ordered(found, "any")),
        named_strings=tuple(_named(n) for n in _ordered(found, "named")),
        handlers=tuple(_handler(n) for n in _ordered(found, "catch")),
        uses=tuple(uses.call(n) for n in _ordered(found, "call")),
        elements=tuple(uses.element(n) for n in _ordered(found, "element")),
        changes=tuple(uses.change(n) for n in _ordered(found, "change")),
        declarations=tuple(
            DeclarationFact(kind, _text(n.child_by_field_name("name")), _line(n), _text(n)[:2000])
            for kind in ("default", "enum", "var", "interface", "type")
            for n in _ordered(found, kind)
        ),
        environment=tuple((_line(n), _text(n)) for n in _ordered(found, "environment")),
        members=frozenset(uses.member(n) for n in found.get("member", ())),
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


def _dotted(callee: str) -> str:
    """A member as a dotted name, however it is reached: `console?.log`, `console["log"]`."""
    callee = re.sub(r"^(?:window|globalThis|self)\??\.", "", callee)
    return re.sub(r"\?\.\[?|\[", ".", callee).translate({ord(c): None for c in "]\"'` "})


def _callee(node: "Node") -> str:
    return _text(node.child_by_field_name("function"))


def _function(node: "Node") -> m.FunctionFact:
    name = _text(node.child_by_field_name("name")) or _bound_name(node)
    is_component = name[:1].isupper() and _has(node.child_by_field_name("body"), *_JSX)
    return m.FunctionFact(
        name=name or "(anonymous)",
        qualname=name or "(anonymous)",
        line=_line(node),
        end_line=node.end_point.row + 1,
        is_async=any(c.type == "async" for c in node.children),
        returns=node.child_by_field_name("return_type") is not None,
        is_method=node.type == "method_definition",
        is_nested=not name,
        is_component=is_component,
        parameters=tuple(_props(node)) if is_component else (),
    )


def _props(node: "Node") -> Iterator[Parameter]:
    """Parameters of a component; what it is bound to may give their type: `FC<Props>`."""
    listed = node.child_by_field_name("parameters")
    single = node.child_by_field_name("parameter")
    given = listed.named_children if listed is not None else [single] if single else []
    typed = _is_typed_outside(node)
    for child in given:
        if child.type != "comment":
            annotation = _text(child.child_by_field_name("type"))
            pattern = child.child_by_field_name("pattern") or child
            yield Parameter(_text(pattern)[:200], typed or bool(annotation), annotation)


def _is_typed_outside(node: "Node") -> bool:
    """True for `const X: FC<Props> = …` and `forwardRef<Ref, Props>(…)`."""
    parent = node.parent
    while parent is not None and parent.type in ("arguments", "call_expression", "as_expression"):
        if parent.child_by_field_name("type_arguments") is not None:
            return True
        parent = parent.parent
    if parent is None or parent.type != "variable_declarator":
        return False
    return parent.child_by_field_name("type") is not None


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


def _handler(node: "Node") -> HandlerFact:
    body = node.child_by_field_name("body")
    children = body.named_children if body is not None else []
    code = [c for c in children if c.type != "comment"]
    name = _text(node.child_by_field_name("parameter"))
    return HandlerFact(
        types=(),
        line=_line(node),
        swallows=not code,
        explained=bool(children),
        name=name,
        end_line=node.end_point.row + 1,
        raises=_has(body, "throw_statement"),
        mentions=bool(name) and re.search(rf"\b{re.escape(name)}\b", _text(body)) is not None,
    )


def _has(node: "Node | None", *kinds: str) -> bool:
    """True when a node is, or holds, one of some kinds."""
    stack = [node] if node is not None else []
    while stack:
        current = stack.pop()
        if current.type in kinds:
            return True
        stack += current.named_children
    return False
