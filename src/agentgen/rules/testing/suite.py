"""The tests of a repository: files, test functions, and what counts as an assertion."""

import re
from collections.abc import Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.codebase.model import FunctionFact, PythonFile, ScriptFile
from agentgen.codebase.script_model import ScriptUse

_SCRIPT_TEST = re.compile(r"\.(?:test|spec)\.[cm]?[jt]sx?$|(?:^|/)__tests__/")
_TEST_CALL = re.compile(r"^(?:it|test)(?:\.(?:each|only|concurrent)(?:\(.*)?)?$")


def python_files(codebase: Codebase) -> list[tuple[str, PythonFile]]:
    """Python files of the test suite, helpers and `conftest.py` included."""
    return [
        (p, f) for p, f in codebase.python.items() if is_test_file(p) or p.endswith("conftest.py")
    ]


def python_tests(codebase: Codebase) -> list[tuple[str, PythonFile]]:
    """Python files that hold at least one test."""
    return [(p, f) for p, f in python_files(codebase) if any(True for _ in tests_in(f))]


def tests_in(file: PythonFile) -> Iterator[FunctionFact]:
    """The tests of a Python file as pytest and unittest collect them."""
    for function in file.functions:
        if function.name.startswith("test") and not function.is_nested:
            yield function


def script_tests(codebase: Codebase) -> list[tuple[str, ScriptFile]]:
    """Scripts that hold at least one test."""
    return [
        (p, f)
        for p, f in codebase.scripts.items()
        if (_SCRIPT_TEST.search(p) or is_test_file(p)) and any(True for _ in calls_in(f))
    ]


def calls_in(file: ScriptFile) -> Iterator[ScriptUse]:
    """The tests of a script: `it("…", () => …)`."""
    for use in file.uses:
        if _TEST_CALL.match(use.name) and len(use.arguments) > 1:
            yield use
