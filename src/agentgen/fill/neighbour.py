"""One function that is already written and does something alike, to follow its manner."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from agentgen.fill.model import Stub, Texts
from agentgen.fill.source import AnyFunction, code_of, functions, raises_not_implemented
from agentgen.names import words
from agentgen.syntax import parse

_SHORTEST, _LONGEST = 3, 40


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A function of another file, as it stands there."""

    path: str
    text: str


def neighbour(stub: Stub, texts: Texts) -> Neighbour | None:
    """The best example: of the same layer in another file, its name as near as can be.

    Files of the same name in other folders are the same layer. The stub's own file is shown to
    the model anyhow.
    """
    wanted = set(words(stub.name))
    verb = next(iter(words(stub.name)), "")
    best: tuple[tuple[int, int, int], Neighbour] | None = None
    for path in sorted(texts):
        if path == stub.path or PurePosixPath(path).name != PurePosixPath(stub.path).name:
            continue
        for node in _written(texts[path]):
            names = words(node.name)
            size = (node.end_lineno or 0) - node.lineno
            rank = (int(next(iter(names), "") == verb), len(wanted & set(names)), -abs(size - 12))
            if best is None or rank > best[0]:
                best = (rank, Neighbour(path, _source(texts[path], node)))
    return best[1] if best else None


def _written(text: str) -> Iterator[AnyFunction]:
    try:
        tree = parse(text)
    except (SyntaxError, ValueError):
        return
    for function in functions(tree):
        node = function.node
        size = (node.end_lineno or 0) - node.lineno
        plain = not node.name.startswith("_") and _SHORTEST <= size <= _LONGEST
        if plain and code_of(node) and not raises_not_implemented(node):
            yield node


def _source(text: str, node: AnyFunction) -> str:
    lines = text.replace("\r\n", "\n").split("\n")[node.lineno - 1 : node.end_lineno]
    return "\n".join(line.removeprefix(" " * node.col_offset) for line in lines)
