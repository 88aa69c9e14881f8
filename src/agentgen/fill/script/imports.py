"""Import statements that an answer brings along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agentgen.fill.model import Rejection
from agentgen.fill.script.tree import every, source

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Binding:
    """One name an import binds.

    Attributes:
        local: the name in this file.
        text: how the name is imported: `A as B`, `* as X`; for a default import the name alone.
        kind: `default`, `namespace`, or `named`.
        module: the module's specifier, with its quotes.
        types: True for `import type`.
    """

    local: str
    text: str
    kind: str
    module: str
    types: bool

    @property
    def statement(self) -> str:
        """An import of this name alone."""
        what = f"{{ {self.text} }}" if self.kind == "named" else self.text
        return f"import {'type ' if self.types else ''}{what} from {self.module};"

    @property
    def origin(self) -> tuple[str, str, str]:
        """What is imported, whatever its quotes."""
        return (self.kind, self.text.removeprefix("type "), self.module[1:-1])


def bindings(statement: "Node") -> Iterator[Binding]:
    """The names that an import statement binds."""
    module = statement.child_by_field_name("source")
    where = source(module) if module is not None else '""'
    types = any(child.type == "type" for child in statement.children)
    for clause in every(statement, "import_clause"):
        for child in clause.named_children:
            if child.type == "identifier":
                yield Binding(source(child), source(child), "default", where, types)
            elif child.type == "namespace_import":
                named = source(child.named_children[-1])
                yield Binding(named, source(child), "namespace", where, types)
    for one in every(statement, "import_specifier"):
        name, alias = one.child_by_field_name("name"), one.child_by_field_name("alias")
        local = alias if alias is not None else name
        if local is not None:
            yield Binding(source(local), source(one), "named", where, types)


def new_imports(
    root: "Node", brought: "Sequence[Node]", used: frozenset[str], defined: frozenset[str]
) -> list[str]:
    """Statements for the names that are used and not imported yet.

    Args:
        root: the file; `defined` are the names it binds at its top level otherwise.
        brought: the import statements of the answer.

    Raises:
        Rejection: when a name stands for something else in the file, or an import binds none.
    """
    known = {b.local: b for s in every(root, "import_statement") for b in bindings(s)}
    found: dict[str, str] = {}
    for statement in brought:
        names = list(bindings(statement))
        if not names:
            raise Rejection(f"`{source(statement)}` binds no name; leave it out")
        for binding in names:
            before = known.get(binding.local)
            if binding.local in defined or (before and before.origin != binding.origin):
                raise Rejection(
                    f"the import of `{binding.local}` would hide what the file calls so"
                )
            if before is None and binding.local in used:
                found[binding.local] = binding.statement
    return list(found.values())
