"""An answer in TypeScript, taken apart: the function, its imports, its private helpers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agentgen.fill.fenced import fenced_block
from agentgen.fill.model import Rejection, Stub
from agentgen.fill.script.guard import guard
from agentgen.fill.script.tree import (
    SUFFIXES,
    ScriptFunction,
    functions,
    parse_script,
    source,
    tokens,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_TAGS = ("typescript", "ts", "tsx", "typescriptreact")
_TYPES = ("type_alias_declaration", "interface_declaration")
_VALUES = ("arrow_function", "function_expression")


@dataclass(frozen=True, slots=True)
class ScriptAnswer:
    """An answer that could be read; `helpers` are new functions and types by name."""

    function: ScriptFunction
    imports: "tuple[Node, ...]"
    helpers: "dict[str, Node]"


def read_script_answer(text: str, stub: Stub, original: "Node") -> ScriptAnswer:
    """Take an answer apart.

    Args:
        text: the model's words, with one fenced block of TypeScript.
        original: the file with the hole, to tell repeated code from edited code.

    Raises:
        Rejection: for no or several blocks, syntax errors, placeholders, edits of other code,
            a changed signature, or a function that is still a stub.
    """
    code = fenced_block(text, "TypeScript", _TAGS)
    suffix = next(s for s in reversed(SUFFIXES) if stub.path.endswith(s))
    root = parse_script(f"answer{suffix}", code)
    if root.has_error:
        raise Rejection(f"the code does not parse: line {_first_error(root)}")
    known = {tokens(node, _is_comment): node for node in original.named_children}
    imports: list[Node] = []
    helpers: dict[str, Node] = {}
    for node in root.named_children:
        if node.type == "import_statement":
            imports.append(node)
        elif _holds(node, stub):
            _require_alone(node, stub, original)
        elif node.type != "comment" and tokens(node, _is_comment) not in known:
            helpers[_helper_name(node, original)] = node
    function = _target(root, stub, original)
    guard([function.node, *imports, *helpers.values()])
    return ScriptAnswer(function, tuple(imports), helpers)


def _target(root: "Node", stub: Stub, original: "Node") -> ScriptFunction:
    """The one function of the stub's name, whole, with the signature it has in the file."""
    name = stub.qualname
    found = [f for f in functions(root) if f.qualname in (name, stub.name)]
    before = [f for f in functions(original) if f.qualname == name]
    if len(before) != 1:
        raise Rejection(f"the file has several functions that are called `{name}`")
    if len(found) != 1:
        count = "is not" if not found else "is more than once"
        raise Rejection(f"`{stub.name}` {count} in the answer")
    if found[0].head != before[0].head:
        raise Rejection(f"the signature of `{stub.name}` is not to be changed")
    statements = [n for n in found[0].body.named_children if n.type != "comment"]
    if not statements:
        raise Rejection("the function has no code")
    if len(statements) == 1 and statements[0].type == "throw_statement":
        raise Rejection("all the function does is to throw; implement it")
    return found[0]


def _holds(node: "Node", stub: Stub) -> bool:
    """True for the statement with the function: alone, exported, or with code around it."""
    return any(f.qualname in (stub.qualname, stub.name) for f in functions(node))


def _require_alone(node: "Node", stub: Stub, original: "Node") -> None:
    """The code around the function is a class for this method, or what the file has there.

    Raises:
        Rejection: when it is neither.
    """
    around = _around(node, stub)
    bare = node.child_by_field_name("declaration") or node
    members = bare.child_by_field_name("body")
    alone = bare.type == "lexical_declaration" and len(bare.named_children) == 1
    one = (
        members is not None and bare.type == "class_declaration" and members.named_child_count == 1
    )
    inside = next(f for f in functions(node) if f.qualname in (stub.qualname, stub.name))
    itself = inside.node == bare or (alone and inside.node.parent == bare.named_children[0])
    if not (itself or one or around in (_around(n, stub) for n in original.named_children)):
        raise Rejection(f"code around `{stub.name}` is not to be changed; give the function alone")


def _around(node: "Node", stub: Stub) -> tuple[str, ...]:
    bodies = [f.body for f in functions(node) if f.qualname in (stub.qualname, stub.name)]
    return tokens(node, lambda inner: inner in bodies or inner.type == "comment")


def _helper_name(node: "Node", original: "Node") -> str:
    """The name of a new private function or type.

    Raises:
        Rejection: for anything else.
    """
    line = source(node).split("\n")[0][:80]
    named = node.child_by_field_name("name")
    if node.type == "lexical_declaration" and len(node.named_children) == 1:
        declarator = node.named_children[0]
        value = declarator.child_by_field_name("value")
        if value is not None and value.type in _VALUES:
            named = declarator.child_by_field_name("name")
    elif node.type not in ("function_declaration", *_TYPES):
        named = None
    if named is None or node.type == "class_declaration":
        raise Rejection(
            f"`{line}` is outside the function; only imports, private functions and types may be"
            " added"
        )
    name = source(named)
    if name in top_names(original):
        raise Rejection(f"`{name}` is not to be changed")
    return name


def top_names(root: "Node") -> frozenset[str]:
    """The names that a file declares at its top level, imports aside."""
    found: set[str] = set()
    for node in root.named_children:
        declared = node.child_by_field_name("declaration") or node
        for one in (declared, *declared.named_children):
            name = one.child_by_field_name("name")
            if name is not None and one.type.endswith(("declaration", "declarator")):
                found.add(source(name))
    return frozenset(found)


def _is_comment(node: "Node") -> bool:
    return node.type == "comment"


def _first_error(root: "Node") -> int:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            return int(node.start_point[0]) + 1
        stack.extend(reversed([child for child in node.children if child.has_error]))
    return 1
