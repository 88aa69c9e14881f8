"""Syntax trees of TypeScript: functions by name, their heads and bodies, tokens."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

SUFFIXES = (".ts", ".tsx")
_FUNCTIONS = (
    "function_declaration", "function_expression", "arrow_function", "method_definition",
    "generator_function_declaration",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScriptFunction:
    """A function with a body in braces; `qualname` is `name` or `Class.name`."""

    qualname: str
    node: "Node"
    body: "Node"

    @property
    def head(self) -> tuple[str, ...]:
        """Everything but the body, in tokens."""
        return tokens(self.node, lambda node: node == self.body or node.type == "comment")


def parse_script(path: str, text: str) -> "Node":
    """The root of the tree of a file, or of an answer for it; `.tsx` files may hold JSX."""
    return _parser(path.endswith(".tsx")).parse(text.encode()).root_node


@cache
def _parser(tsx: bool) -> "Parser":
    import tree_sitter_typescript as grammar
    from tree_sitter import Language, Parser

    return Parser(Language(grammar.language_tsx() if tsx else grammar.language_typescript()))


def functions(root: "Node") -> Iterator[ScriptFunction]:
    """Every named function, at any depth, outer ones first."""
    for node in every(root, *_FUNCTIONS):
        body = node.child_by_field_name("body")
        name = _name(node)
        if name and body is not None and body.type == "statement_block":
            yield ScriptFunction(name, node, body)


def _name(node: "Node") -> str:
    """The function's name, or that of the constant or property that holds it, after its class."""
    holder = node.parent
    named = node.child_by_field_name("name")
    if named is None and holder is not None and holder.type == "variable_declarator":
        named = holder.child_by_field_name("name")
    if named is None and holder is not None and holder.type == "pair":
        named = holder.child_by_field_name("key")
    if named is None:
        return ""
    while holder is not None:
        outer = holder.child_by_field_name("name")
        if holder.type == "class_declaration" and outer is not None:
            return f"{source(outer)}.{source(named)}"
        holder = holder.parent
    return source(named)


def every(root: "Node", *kinds: str) -> "Iterator[Node]":
    """All nodes of these kinds, in the order of the text."""
    stack = [root]
    while stack:
        current = stack.pop()
        if current.type in kinds:
            yield current
        stack.extend(reversed(current.children))


def tokens(root: "Node", skip: "Callable[[Node], bool]") -> tuple[str, ...]:
    """The texts of the leaves, without the nodes to skip and what is inside of them."""
    found: list[str] = []
    stack = [root]
    while stack:
        current = stack.pop()
        if skip(current):
            continue
        if not current.children or current.type in ("string", "template_string", "regex"):
            found.append(source(current))
        else:
            stack.extend(reversed(current.children))
    return tuple(found)


def names_in(root: "Node") -> frozenset[str]:
    """Every identifier that occurs."""
    kinds = ("identifier", "type_identifier", "shorthand_property_identifier", "jsx_identifier")
    return frozenset(source(node) for node in every(root, *kinds))


def source(node: "Node") -> str:
    """The text of a node."""
    return (node.text or b"").decode()
