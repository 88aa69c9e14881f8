"""Facts of use in a script: calls, JSX elements, changed members, states that are asked for."""

import re
from typing import TYPE_CHECKING

from agentgen.codebase.script_model import ChangeFact, ElementFact, ScriptUse

if TYPE_CHECKING:
    from tree_sitter import Node

QUERY = """
(call_expression) @call
(new_expression) @call
(assignment_expression left: [(member_expression) (subscript_expression)] @change)
(augmented_assignment_expression left: [(member_expression) (subscript_expression)] @change)
(update_expression argument: [(member_expression) (subscript_expression)] @change)
(unary_expression operator: "delete" argument: [(member_expression) (subscript_expression)] @change)
((member_expression object: (identifier) property: (property_identifier) @property) @member
  (#any-of? @property "ok" "status" "error" "isError" "isLoading" "isPending" "isFetching"
    "isInitialLoading" "isValidating" "isSuccess" "fetchStatus" "loading"))
"""
JSX_QUERY = """
(jsx_opening_element) @element
(jsx_self_closing_element) @element
"""
_SHOWN = 200
_ARGUMENTS = 4
_SPACE = re.compile(r"\s+")
_WRAPPERS = ("await_expression", "as_expression", "non_null_expression", "parenthesized_expression")


class ScriptUses:
    """Reads nodes against the text that they were parsed from."""

    def __init__(self, source: bytes) -> None:
        self._source = source

    def call(self, node: "Node") -> ScriptUse:
        """A call, or `new X(…)`, with the variable that takes its result."""
        callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        name = self._text(callee).replace("?.", ".").removeprefix("await ")
        listed = node.child_by_field_name("arguments")
        given = listed.named_children if listed is not None else []
        return ScriptUse(
            name=f"new {name}" if node.type == "new_expression" else name,
            line=node.start_point.row + 1,
            end_line=node.end_point.row + 1,
            arguments=tuple(self._text(a) for a in given[:_ARGUMENTS] if a.type != "comment"),
            target=self._target(node),
        )

    def element(self, node: "Node") -> ElementFact:
        """A JSX element without its children."""
        attributes, spreads = {}, False
        for child in node.children_by_field_name("attribute"):
            if child.type == "jsx_attribute":
                parts = child.named_children
                value = self._text(parts[1]) if len(parts) > 1 else "true"
                attributes[self._text(parts[0])] = value
            else:
                spreads = True
        name = self._text(node.child_by_field_name("name"))
        return ElementFact(name, node.start_point.row + 1, attributes, spreads)

    def change(self, node: "Node") -> ChangeFact:
        """What an assignment, `++` or `delete` changes."""
        return ChangeFact(self._text(node), node.start_point.row + 1)

    def member(self, node: "Node") -> str:
        """`response.ok`, written with or without `?.`."""
        return self._text(node).replace("?.", ".")

    def _target(self, node: "Node") -> str:
        parent = node.parent
        while parent is not None and parent.type in _WRAPPERS:
            parent = parent.parent
        if parent is None or parent.type != "variable_declarator":
            return ""
        return self._text(parent.child_by_field_name("name"))

    def _text(self, node: "Node | None") -> str:
        if node is None:
            return ""
        end = min(node.end_byte, node.start_byte + _SHOWN)
        text = self._source[node.start_byte : end].decode("utf-8", "ignore")
        return _SPACE.sub(" ", text) if "\n" in text else text
