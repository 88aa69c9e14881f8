"""Find stubs in TypeScript: a marked function all of whose body is a `throw`."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from agentgen.fill.model import Stub, Texts
from agentgen.names import snake

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

SUFFIXES = (".ts", ".tsx")
_MARKER = re.compile(r"//\s*agentgen:stub\b(?P<fields>.*)")
_FIELD = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
_FUNCTIONS = (
    "function_declaration", "function_expression", "arrow_function", "method_definition",
    "generator_function_declaration",
)  # fmt: skip


def find_script_stubs(texts: Texts) -> tuple[Stub, ...]:
    """Every stub in TypeScript, by path and line.

    A marker is a comment `// agentgen:stub operation="…" [parameter="…"]` in a function whose one
    statement is a `throw`. Tests are not looked for.
    """
    found: list[Stub] = []
    for path in sorted(p for p in texts if p.endswith(SUFFIXES) and "agentgen:stub" in texts[p]):
        tree = _parser(path.endswith(".tsx")).parse(texts[path].encode())
        found += _in_tree(path, tree.root_node)
    return tuple(found)


@cache
def _parser(tsx: bool) -> "Parser":
    import tree_sitter_typescript as grammar
    from tree_sitter import Language, Parser

    return Parser(Language(grammar.language_tsx() if tsx else grammar.language_typescript()))


def _in_tree(path: str, root: "Node") -> Iterator[Stub]:
    for comment in _all(root, "comment"):
        marker = _MARKER.match(_text(comment))
        fields = dict(_FIELD.findall(marker["fields"])) if marker else {}
        body = comment.parent
        if not fields.get("operation") or body is None or body.type != "statement_block":
            continue
        statements = [n for n in body.named_children if n.type != "comment"]
        owner = body.parent
        thrown = len(statements) == 1 and statements[0].type == "throw_statement"
        if thrown and owner is not None and owner.type in _FUNCTIONS:
            first, last = body.start_point[0] + 1, body.end_point[0] + 1
            line = comment.start_point[0] + 1
            name = _name(owner) or snake(fields["operation"])
            parameter = fields.get("parameter", "")
            yield Stub(path, name, fields["operation"], parameter, line, first, last)


def _all(node: "Node", kind: str) -> "Iterator[Node]":
    stack = [node]
    while stack:
        current = stack.pop()
        if current.type == kind:
            yield current
        stack.extend(reversed(current.children))


def _name(owner: "Node") -> str:
    """The function's name, or that of the constant it is given to, after its class."""
    holder = owner.parent
    named = owner.child_by_field_name("name")
    if named is None and holder is not None and holder.type == "variable_declarator":
        named = holder.child_by_field_name("name")
    name = _text(named) if named is not None else ""
    while holder is not None:
        outer = holder.child_by_field_name("name")
        if holder.type == "class_declaration" and outer is not None:
            return f"{_text(outer)}.{name}"
        holder = holder.parent
    return name


def _text(node: "Node") -> str:
    return (node.text or b"").decode()
