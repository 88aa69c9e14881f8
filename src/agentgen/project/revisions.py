"""The chain of Alembic revisions, read from their files without running them."""

import ast
from collections.abc import Mapping

from agentgen.errors import AgentgenError


def head_of(texts: Mapping[str, str], folder: str) -> str:
    """The one revision that no other builds on; empty without revisions.

    Args:
        texts: source of the revisions by path; files that are none are passed over.
        folder: where they lie, for messages.

    Raises:
        AgentgenError: when there are several, or a file can't be parsed.
    """
    found: dict[str, tuple[str, ...]] = {}
    for path, text in texts.items():
        names = _assigned(path, text)
        name = names.get("revision")
        if isinstance(name, str):
            found[name] = _several(names.get("down_revision"))
    built_on = {name for below in found.values() for name in below}
    heads = sorted(found.keys() - built_on)
    if len(heads) > 1:
        raise AgentgenError(
            f"there are {len(heads)} heads of migrations", where=folder,
            why=", ".join(heads),
            way_out="join them with `alembic merge heads`, commit, and run it again",
        )  # fmt: skip
    return heads[0] if heads else ""


def _several(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, tuple | list) else ()


def _assigned(path: str, text: str) -> dict[str, object]:
    """Literals that a module assigns to names at its top level."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError) as problem:
        raise AgentgenError(
            "a migration can't be parsed", where=path, why=str(problem), way_out="mend it"
        ) from None
    found: dict[str, object] = {}
    for node in body:
        targets = node.targets if isinstance(node, ast.Assign) else (
            [node.target] if isinstance(node, ast.AnnAssign) else []
        )  # fmt: skip
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        for target in targets:
            if isinstance(target, ast.Name) and value is not None:
                try:
                    found[target.id] = ast.literal_eval(value)
                except (ValueError, TypeError, SyntaxError):
                    continue
    return found
