"""A blueprint becomes a repository's files: rendered, formatted, locked."""

from collections.abc import Iterable
from pathlib import Path

from agentgen import __version__
from agentgen.commands.inputs import Inputs
from agentgen.emit.backend import emit_backend, tables_of
from agentgen.emit.frontend import emit_frontend
from agentgen.emit.repository import RepositoryInputs, contract_name, emit_repository
from agentgen.ir.blueprint import Blueprint
from agentgen.project.formatting import format_python
from agentgen.project.lock import LOCK, lock_text
from agentgen.tree import SourceTree


def emit(blueprint: Blueprint, inputs: RepositoryInputs) -> SourceTree:
    """All files of the repository, before formatting."""
    tree = emit_repository(blueprint, inputs)
    tree.update(emit_backend(blueprint))
    tree.update(emit_frontend(blueprint))
    return tree


def complete(
    root: Path,
    tree: SourceTree,
    inputs: Inputs,
    blueprint: Blueprint,
    exact: Iterable[str] = (),
) -> None:
    """Format the tree that was written to `root`, and write its lock.

    Args:
        exact: paths of files that stay byte for byte as they are in the tree.

    Raises:
        AgentgenError: when the code can't be formatted.
    """
    format_python(root)
    for path in exact:
        (root / path).write_text(tree[path], "utf-8", newline="\n")
    written = SourceTree()
    for path in tree:
        file = tree.files[path]
        written.add(path, (root / path).read_bytes().decode("utf-8"), owner=file.owner)
    named = {contract_name(blueprint): inputs.api.source, **inputs.specs}
    named |= {f"features/{f.place.path}": f.source for f in inputs.stories.features}
    tables = tables_of(blueprint)
    (root / LOCK).write_text(lock_text(__version__, named, written, tables), "utf-8")
