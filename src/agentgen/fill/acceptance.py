"""Acceptance tests that wait for a stub: found by their strict `xfail` marker."""

import ast
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from agentgen.fill.model import AcceptanceTest, Texts
from agentgen.fill.source import Function, functions
from agentgen.names import snake
from agentgen.syntax import parse


def is_test_file(path: str) -> bool:
    """True for Python files that pytest collects by default, or below a `tests` directory."""
    pure = PurePosixPath(path)
    named = pure.name.startswith("test_") or pure.stem.endswith("_test")
    return pure.suffix == ".py" and (named or "tests" in pure.parts[:-1])


def acceptance_tests(texts: Texts) -> tuple[tuple[AcceptanceTest, str], ...]:
    """Every test marked `xfail`, with the marker's reason."""
    found: list[tuple[AcceptanceTest, str]] = []
    for path in sorted(p for p in texts if is_test_file(p) and "xfail" in texts[p]):
        try:
            found += _found(path, texts[path])
        except (SyntaxError, ValueError):
            continue
    return tuple(found)


def acceptance_test_of(
    operation: str, parameter: str, tests: Sequence[tuple[AcceptanceTest, str]]
) -> AcceptanceTest | None:
    """The test of an operation (of one parameter of it), by its name or its marker's reason."""
    reasons = [(test, r.removeprefix(f"{operation}:")) for test, r in tests if _is_of(operation, r)]
    if parameter:
        word = re.compile(rf"\b{re.escape(parameter)}\b")
        return next((test for test, reason in reasons if word.search(reason)), None)
    name = f"test_{snake(operation)}_answers"
    named = [test for test, _ in tests if test.name.rpartition(".")[2] == name]
    return next(iter([*named, *(test for test, _ in reasons)]), None)


def _is_of(operation: str, reason: str) -> bool:
    return reason.startswith(f"{operation}:")


@lru_cache(maxsize=512)
def _found(path: str, text: str) -> tuple[tuple[AcceptanceTest, str], ...]:
    return tuple(_in_file(path, text))


def _in_file(path: str, text: str) -> Iterator[tuple[AcceptanceTest, str]]:
    for function in functions(parse(text)):
        for decorator in function.node.decorator_list:
            if (reason := _xfail_reason(decorator)) is not None:
                yield _test(path, text, function, decorator), reason
                break


def _test(path: str, text: str, function: Function, mark: ast.expr) -> AcceptanceTest:
    node = function.node
    last = mark.end_lineno or mark.lineno
    start = min(d.lineno for d in node.decorator_list)
    source = "\n".join(text.split("\n")[start - 1 : node.end_lineno])
    return AcceptanceTest(path, function.qualname, node.lineno, mark.lineno, last, source)


def _xfail_reason(decorator: ast.expr) -> str | None:
    """The reason of `@pytest.mark.xfail(…, reason="…")`; None for other decorators."""
    call = decorator if isinstance(decorator, ast.Call) else None
    target = call.func if call else decorator
    if not (isinstance(target, ast.Attribute) and target.attr == "xfail"):
        return None
    for keyword in call.keywords if call else ():
        if keyword.arg == "reason" and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    return ""
