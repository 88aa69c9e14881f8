"""What a model answered, taken apart: the function, its imports, its private helpers."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from agentgen.fill.fenced import fenced_block
from agentgen.fill.model import Rejection, Stub
from agentgen.fill.source import FUNCTIONS, AnyFunction, Function, function_named, functions
from agentgen.syntax import parse

_PYTHON_TAGS = ("python", "py", "python3")
_PLACEHOLDER = re.compile(
    r"(?:#|\"\"\").*(?:\brest of (?:the |your |this )?(?:code|file|function|method|class|logic"
    r"|implementation)|\b(?:code|method|logic|implementation)s? (?:here|remains?|unchanged"
    r"|goes here)|\bexisting code\b|\bsame as before\b|\bunchanged\b.*\.\.\.|\bTODO\b|\bFIXME\b)"
    r"|^\s*#\s*(?:\.\.\.|…)|^\s*(?:\.\.\.|…)\s*$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that could be read.

    Attributes:
        code: the whole block; the nodes below were parsed from it.
        methods, helpers: new private functions for the class, and for the module.
    """

    code: str
    function: AnyFunction
    imports: tuple[ast.Import | ast.ImportFrom, ...]
    methods: tuple[AnyFunction, ...]
    helpers: tuple[AnyFunction, ...]


def read_answer(text: str, stub: Stub, original: str) -> Answer:
    """Take an answer apart.

    Args:
        text: the model's words, with one fenced block of Python.
        original: the file with the hole, to tell repeated code from edited code.

    Raises:
        Rejection: for no or several blocks, syntax errors, placeholders, edits of other code,
            a changed signature, or a function that is still a stub.
    """
    code = _dedented(fenced_block(text, "Python", _PYTHON_TAGS))
    try:
        tree = parse(code)
    except (SyntaxError, ValueError) as problem:
        raise Rejection(f"the code does not parse: {problem}") from None
    sorted_out = _Sorter(stub, parse(original))
    for node in tree.body:
        sorted_out.take(node)
    answer = sorted_out.answer(code)
    for node in (answer.function, *answer.methods, *answer.helpers):
        segment = "\n".join(code.split("\n")[node.lineno - 1 : node.end_lineno])
        if found := _PLACEHOLDER.search(segment):
            raise Rejection(f"a placeholder stands for code: {found[0].strip()!r}; write it all")
    return answer


def _dedented(code: str) -> str:
    """The block without the indentation of a method copied from its class."""
    first = next((line for line in code.split("\n") if line.strip()), "")
    if not first.startswith((" ", "\t")):
        return code
    return f"class _Wrapper:\n{code}"


class _Sorter:
    """Sorts the statements of an answer; repeated code is dropped, edits are refused."""

    def __init__(self, stub: Stub, original: ast.Module) -> None:
        self._stub = stub
        self._owner, _, self._name = stub.qualname.rpartition(".")
        self._known = {f.qualname: f for f in functions(original)}
        self._statements = {ast.dump(node) for node in original.body}
        self._target = function_named(original, stub.qualname)
        self._functions: list[AnyFunction] = []
        self._imports: list[ast.Import | ast.ImportFrom] = []
        self._methods: list[AnyFunction] = []
        self._helpers: list[AnyFunction] = []

    def take(self, node: ast.stmt) -> None:
        """Put a top-level statement where it belongs."""
        if isinstance(node, ast.Import | ast.ImportFrom):
            self._imports.append(node)
        elif isinstance(node, FUNCTIONS):
            self._function(node, top=True)
        elif isinstance(node, ast.ClassDef) and node.name in (*self._around(), "_Wrapper"):
            for inner in _without_docstring(node.body):
                if isinstance(inner, FUNCTIONS):
                    self._function(inner, top=False)
                elif not self._repeated_member(inner):
                    raise Rejection(_elsewhere(inner))
        elif ast.dump(node) not in self._statements and not _is_text(node):
            raise Rejection(_elsewhere(node))

    def _around(self) -> tuple[str, ...]:
        return tuple(self._owner.split(".")[-1:]) if self._owner else ()

    def _function(self, node: AnyFunction, *, top: bool) -> None:
        method = bool(self._owner) and (not top or _takes_self(node))
        prefix = f"{self._owner}." if method else ""
        if node.name == self._name and (method or not self._owner or top):
            self._functions.append(node)
            return
        known: Function | None = self._known.get(prefix + node.name)
        if known is not None:
            if ast.dump(known.node) != ast.dump(node):
                raise Rejection(f"`{prefix}{node.name}` is not to be changed")
            return
        if not node.name.startswith("_") or node.name.startswith("__"):
            raise Rejection(f"`{node.name}` is new and not private; begin its name with one _")
        (self._methods if method else self._helpers).append(node)

    def _repeated_member(self, node: ast.stmt) -> bool:
        target = self._target
        members = target.owner.body if target and target.owner else []
        return any(ast.dump(node) == ast.dump(member) for member in members)

    def answer(self, code: str) -> Answer:
        """What was found; raises Rejection unless it is the one function, whole."""
        if len(self._functions) != 1:
            count = "is not" if not self._functions else "is more than once"
            raise Rejection(f"`{self._name}` {count} in the answer")
        function = self._functions[0]
        assert self._target is not None, "a stub lies in a function"
        if signature(function) != signature(self._target.node):
            raise Rejection(f"the signature of `{self._name}` is not to be changed")
        names = [f.name for f in (*self._methods, *self._helpers)]
        if len(names) != len(set(names)):
            raise Rejection("two helpers have the same name")
        return Answer(
            code, function, tuple(self._imports), tuple(self._methods), tuple(self._helpers)
        )


def signature(node: AnyFunction) -> tuple[str, ...]:
    """Kind, name, parameters, result and decorators of a function, to compare."""
    returns = ast.dump(node.returns) if node.returns else ""
    decorators = [ast.dump(d) for d in node.decorator_list]
    return (type(node).__name__, node.name, ast.dump(node.args), returns, *decorators)


def _takes_self(node: AnyFunction) -> bool:
    first = next(iter((*node.args.posonlyargs, *node.args.args)), None)
    bound = first is not None and first.arg in ("self", "cls")
    names = {d.id for d in node.decorator_list if isinstance(d, ast.Name)}
    return bound or bool(names & {"staticmethod", "classmethod"})


def _without_docstring(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    yield from (node for node in body if not _is_text(node) and not isinstance(node, ast.Pass))


def _is_text(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _elsewhere(node: ast.stmt) -> str:
    line = ast.unparse(node).split("\n")[0]
    return f"`{line[:80]}` is outside the function; only imports and private helpers may be added"
