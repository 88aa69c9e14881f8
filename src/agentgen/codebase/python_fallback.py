"""What tree-sitter can tell of a Python file that the running Python can't parse."""

from functools import cache
from typing import TYPE_CHECKING

from agentgen.codebase import model as m
from agentgen.codebase.modules import absolute_module, module_name
from agentgen.codebase.use_model import Parameter

if TYPE_CHECKING:
    from tree_sitter import Node, Parser


@cache
def _parser() -> "Parser":
    import tree_sitter_python
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_python.language()))


def parse_leniently(path: str, text: str) -> m.PythonFile:
    """Functions, classes and imports of a file in newer, or broken, syntax."""
    functions: list[m.FunctionFact] = []
    classes: list[m.ClassFact] = []
    imports: list[m.ImportFact] = []
    tree = _parser().parse(text.encode("utf-8", "replace"))
    stack: list[tuple[Node, tuple[str, ...], bool]] = [(tree.root_node, (), False)]
    while stack:
        node, scope, inside = stack.pop()
        inner, nested = scope, inside
        if node.type == "function_definition":
            functions.append(_function(node, scope, inside))
            inner, nested = (*scope, _name(node)), True
        elif node.type == "class_definition":
            classes.append(_class(node, scope))
            inner = (*scope, _name(node))
        elif node.type in ("import_statement", "import_from_statement"):
            imports += _imports(node, path)
        stack += [(child, inner, nested) for child in reversed(node.named_children)]
    return m.PythonFile(
        path,
        module_name(path),
        functions=tuple(functions),
        classes=tuple(classes),
        imports=tuple(imports),
    )


def _text(node: "Node | None") -> str:
    return node.text.decode("utf-8", "replace") if node is not None and node.text else ""


def _name(node: "Node") -> str:
    return _text(node.child_by_field_name("name"))


def _docstring(node: "Node") -> str | None:
    body = node.child_by_field_name("body")
    first = body.named_children[0] if body is not None and body.named_children else None
    if first is None or first.type != "expression_statement" or not first.named_children:
        return None
    inner = first.named_children[0]
    return _text(inner).strip("\"'") if inner.type == "string" else None


def _function(node: "Node", scope: tuple[str, ...], nested: bool) -> m.FunctionFact:
    listed = node.child_by_field_name("parameters")
    parameters = []
    for child in listed.named_children if listed is not None else ():
        name = _text(child).split(":")[0].split("=")[0].strip(" *")
        if name and name not in ("self", "cls", "/") and child.type != "comment":
            parameters.append(Parameter(name, annotated="type" in child.type))
    return m.FunctionFact(
        name=_name(node),
        qualname=".".join((*scope, _name(node))),
        line=node.start_point.row + 1,
        end_line=node.end_point.row + 1,
        is_async=_text(node).startswith("async"),
        parameters=tuple(parameters),
        returns=node.child_by_field_name("return_type") is not None,
        docstring=_docstring(node),
        is_method=bool(scope) and not nested,
        is_nested=nested,
    )


def _class(node: "Node", scope: tuple[str, ...]) -> m.ClassFact:
    bases = node.child_by_field_name("superclasses")
    return m.ClassFact(
        name=_name(node),
        qualname=".".join((*scope, _name(node))),
        line=node.start_point.row + 1,
        end_line=node.end_point.row + 1,
        bases=tuple(_text(b) for b in (bases.named_children if bases is not None else ())),
        docstring=_docstring(node),
    )


def _imports(node: "Node", path: str) -> list[m.ImportFact]:
    line = node.start_point.row + 1
    module = node.child_by_field_name("module_name")
    names = tuple(_text(n).split(" as ")[0] for n in node.children_by_field_name("name"))
    if module is None:
        return [m.ImportFact(name, (), line) for name in names]
    text = _text(module)
    level = len(text) - len(text.lstrip("."))
    return [m.ImportFact(absolute_module(path, text.lstrip("."), level), names, line)]
