"""Find stubs, their holes and their acceptance tests, on the syntax tree."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.fill.acceptance import acceptance_test_of, acceptance_tests
from agentgen.fill.model import Stub, Texts
from agentgen.fill.order import in_order
from agentgen.fill.script.stubs import find_script_stubs
from agentgen.fill.source import Function, body_start, functions, raises_not_implemented
from agentgen.syntax import parse

MARKER = re.compile(r"#\s*agentgen:stub\b(?P<fields>.*)")
_FIELD = re.compile(r"""(\w+)=("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")


@dataclass(frozen=True, slots=True)
class Todo:
    """All stubs of a repository in the order to fill them, and markers that mark no stub.

    Attributes:
        by_hand: steps of scenarios: they are listed and left to people.
    """

    stubs: tuple[Stub, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    by_hand: tuple[Stub, ...] = ()


def find_stubs(texts: Texts) -> Todo:
    """Find every marked stub.

    A marker is a comment `# agentgen:stub operation="…" [parameter="…"]` in a function whose body
    is a docstring, the marker, and `raise NotImplementedError`. What others build on comes first.
    `step="…"` instead of an operation marks a step of scenarios, which people write: it says what
    is wanted.
    """
    tests = acceptance_tests(texts)
    stubs: list[Stub] = []
    steps: list[Stub] = []
    notes: list[Diagnostic] = []
    for path in sorted(p for p in texts if p.endswith(".py") and "agentgen:stub" in texts[p]):
        try:
            found = _found(path, texts[path])
        except (SyntaxError, tokenize.TokenError, ValueError) as problem:
            notes.append(_note(path, 1, f"a file with a stub cannot be parsed: {problem}"))
            continue
        for one in found:
            if isinstance(one, Diagnostic):
                notes.append(one)
            elif one.step:
                steps.append(one)
            else:
                test = acceptance_test_of(one.operation, one.parameter, tests)
                stubs.append(replace(one, test=test))
    ordered = in_order(sorted(stubs, key=_order), texts)
    return Todo((*ordered, *find_script_stubs(texts)), tuple(notes), tuple(steps))


def _order(stub: Stub) -> tuple[bool, str, str, int]:
    return (not stub.parameter, str(PurePosixPath(stub.path).parent), stub.path, stub.line)


@lru_cache(maxsize=512)
def _found(path: str, text: str) -> tuple[Stub | Diagnostic, ...]:
    return tuple(_in_file(path, text))


def _in_file(path: str, text: str) -> Iterator[Stub | Diagnostic]:
    tree = parse(text)
    known = list(functions(tree))
    for line, comment in _comments(text):
        marker = MARKER.match(comment)
        if marker is None:
            continue
        fields = {k: ast.literal_eval(v) for k, v in _FIELD.findall(marker["fields"])}
        owner = _owner(known, line)
        if owner is None or not raises_not_implemented(owner.node):
            yield _note(path, line, "a stub marker stands in no function that is still a stub")
        elif not fields.get("operation") and not fields.get("step"):
            yield _note(path, line, "a stub marker names no operation")
        elif (first := body_start(owner.node, text)) > line:
            yield _note(path, line, "a stub marker must stand on a line of its own in the body")
        else:
            last = owner.node.end_lineno or line
            parameter = fields.get("parameter", "")
            operation, step = fields.get("operation", ""), fields.get("step", "")
            yield Stub(path, owner.qualname, operation, parameter, line, first, last, step=step)


def _owner(known: list[Function], line: int) -> Function | None:
    around = [f for f in known if f.node.lineno <= line <= (f.node.end_lineno or 0)]
    return max(around, key=lambda f: f.node.lineno, default=None)


def _comments(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _note(path: str, line: int, message: str) -> Diagnostic:
    return Diagnostic(
        "stub",
        Level.WARNING,
        Place(path, line),
        message,
        help="remove the marker, or raise NotImplementedError below it",
    )
