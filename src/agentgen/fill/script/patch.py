"""An answer put into a file of TypeScript: the hole, imports, private helpers; nothing else."""

from typing import TYPE_CHECKING

from agentgen.fill.model import AcceptanceTest, Patch, Rejection, Stub, Texts
from agentgen.fill.script.answer import ScriptAnswer, read_script_answer, top_names
from agentgen.fill.script.imports import new_imports
from agentgen.fill.script.stubs import fails_mark
from agentgen.fill.script.tree import (
    ScriptFunction,
    every,
    functions,
    names_in,
    parse_script,
    source,
    tokens,
)

if TYPE_CHECKING:
    from tree_sitter import Node


def make_script_patch(answer_text: str, stub: Stub, texts: Texts) -> Patch:
    """Turn a model's answer into new texts of the stub's file and of its acceptance test's file.

    Raises:
        Rejection: with the reason the model is told; nothing is written here in any case.
    """
    original = texts[stub.path]
    newline = "\r\n" if "\r\n" in original else "\n"
    text = original.replace("\r\n", "\n")
    root = parse_script(stub.path, text)
    answer = read_script_answer(answer_text, stub, root)
    filled = _filled(answer, stub, text, root)
    prove_script(stub.path, text, filled, stub.qualname, tuple(answer.helpers))
    changed = {stub.path: filled.replace("\n", newline)}
    if stub.test is not None:
        changed[stub.test.path] = without_fails(texts[stub.test.path], stub.test)
    return Patch(changed, tuple(answer.helpers))


def _filled(answer: ScriptAnswer, stub: Stub, text: str, root: "Node") -> str:
    """The file with the answer in it; places are found in bytes, from the last to the first."""
    target = _function(root, stub.qualname)
    data = text.encode()
    body = _moved(answer.function.body, _indent_at(text, target.body.end_point[0]))
    edits = [(target.body.start_byte, target.body.end_byte, body)]
    used = names_in(answer.function.node).union(*map(names_in, answer.helpers.values()))
    if helpers := [source(node) + "\n\n" for node in answer.helpers.values()]:
        place = _before(root, target)
        edits.append((place, place, "".join(helpers)))
    if lines := new_imports(root, answer.imports, used, top_names(root)):
        place, before, after = _import_place(root)
        edits.append((place, place, before + "\n".join(lines) + after))
    for first, last, new in sorted(edits, reverse=True):
        data = data[:first] + new.encode() + data[last:]
    return data.decode()


def _function(root: "Node", qualname: str) -> ScriptFunction:
    found = [f for f in functions(root) if f.qualname == qualname]
    if len(found) != 1:
        raise Rejection(f"`{qualname}` is not once in the file")
    return found[0]


def _moved(body: "Node", indent: str) -> str:
    """The body at another indentation; lines inside of template strings stay as they are."""
    lines = source(body).split("\n")
    own = lines[-1][: len(lines[-1]) - len(lines[-1].lstrip())]
    inside = {
        row - body.start_point[0]
        for literal in every(body, "template_string")
        for row in range(literal.start_point[0] + 1, literal.end_point[0] + 1)
    }
    moved = [
        indent + line[len(own) :] if line.strip() and line.startswith(own) and n not in inside
        else line
        for n, line in enumerate(lines[1:], 1)
    ]  # fmt: skip
    return "\n".join([lines[0], *moved])


def _indent_at(text: str, row: int) -> str:
    line = text.split("\n")[row]
    return line[: len(line) - len(line.lstrip())]


def _before(root: "Node", target: ScriptFunction) -> int:
    """Where helpers go: before the statement with the function and the comments above it."""
    inside = target.node.start_byte
    index = next(
        n for n, node in enumerate(root.children) if node.start_byte <= inside < node.end_byte
    )
    while index and root.children[index - 1].type == "comment":
        above, below = root.children[index - 1], root.children[index]
        if below.start_point[0] - above.end_point[0] > 1:
            break
        index -= 1
    return root.children[index].start_byte


def _import_place(root: "Node") -> tuple[int, str, str]:
    """Where imports go, and what stands before and after them."""
    imports = [node for node in root.children if node.type == "import_statement"]
    if imports:
        return imports[-1].end_byte, "\n", ""
    for node in root.children:
        directive = node.type == "expression_statement" and node.named_children[0].type == "string"
        if node.type != "comment" and not directive:
            return node.start_byte, "", "\n\n"
    return root.end_byte, "\n", "\n"


def prove_script(path: str, before: str, after: str, name: str, helpers: tuple[str, ...]) -> None:
    """Compare a file before and after: outside of the hole, of added imports and helpers both
    must consist of the same tokens, comments included. Imports may only be added.

    Raises:
        Rejection: naming the first difference.
    """
    old, new = parse_script(path, before), parse_script(path, after)
    if new.has_error and not old.has_error:
        raise Rejection("the file no longer parses")
    has = [source(node) for node in every(new, "import_statement")]
    if lost := [n for n in every(old, "import_statement") if source(n) not in has]:
        raise Rejection(f"an import was taken away: {source(lost[0])}")
    residue_old, residue_new = _residue(old, name, ()), _residue(new, name, helpers)
    for one, other in zip(residue_old, residue_new, strict=False):
        if one != other:
            raise Rejection(f"code outside the hole was changed, at {one[:60]!r}")
    if len(residue_old) != len(residue_new):
        raise Rejection("code was added or removed outside the hole")


def _residue(root: "Node", name: str, helpers: tuple[str, ...]) -> tuple[str, ...]:
    body = _function(root, name).body
    gone = [n for n in root.named_children if n.type == "import_statement" or _is_one(n, helpers)]
    return tokens(root, lambda node: node == body or node in gone)


def _is_one(node: "Node", helpers: tuple[str, ...]) -> bool:
    """True for the statement that declares a helper; exports are none."""
    names = (one.child_by_field_name("name") for one in (node, *node.named_children))
    declared = {source(name) for name in names if name is not None}
    return node.type.endswith("declaration") and bool(declared & set(helpers))


def without_fails(text: str, test: AcceptanceTest) -> str:
    """Expect a test to pass: `it.fails(` becomes `it(`."""
    data = text.encode()
    for call in every(parse_script(test.path, text), "call_expression"):
        mark = fails_mark(call)
        if mark is not None and source(call) == test.source:
            dot = data.rfind(b".", 0, mark.start_byte)
            return (data[:dot] + data[mark.end_byte :]).decode()
    return text
