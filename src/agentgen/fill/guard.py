"""What a filled stub has no business with: the process, the environment, the tests."""

import ast
from collections.abc import Iterator, Sequence

from agentgen.fill.model import Rejection
from agentgen.fill.source import still_a_stub

_MODULES = frozenset(
    (
        "os", "sys", "subprocess", "socket", "ctypes", "shutil", "importlib", "pickle", "marshal",
        "shelve", "pytest", "_pytest", "unittest", "doctest", "tests", "conftest", "resource",
        "multiprocessing", "signal", "gc", "inspect", "traceback", "builtins", "runpy", "code",
        "codeop", "pty", "pdb", "site", "sysconfig", "atexit", "faulthandler", "tracemalloc",
        "webbrowser", "ftplib", "smtplib", "imaplib", "poplib", "posix", "nt", "_thread",
    )
)  # fmt: skip
_CALLS = frozenset(
    (
        "eval", "exec", "compile", "__import__", "open", "input", "breakpoint", "globals",
        "locals", "vars", "exit", "quit", "delattr", "__builtins__",
    )
)  # fmt: skip
_ATTRIBUTES = frozenset(
    (
        "__globals__", "__builtins__", "__subclasses__", "__bases__", "__mro__", "__code__",
        "__dict__", "__loader__", "__import__", "__getattribute__", "__spec__",
        "environ", "getenv", "_exit", "popen", "_getframe",
    )
)  # fmt: skip


def guard(nodes: Sequence[ast.AST]) -> None:
    """Refuse code that reaches for what a service or a repository never needs.

    This keeps honest mistakes and tricks on the tests out; the sandbox confines the rest.

    Raises:
        Rejection: naming what is not allowed, or when a function is still a stub.
    """
    for node in nodes:
        if still_a_stub(node):
            raise Rejection("NotImplementedError is still raised; implement the function")
        for name in _forbidden(node):
            raise Rejection(f"`{name}` is not allowed here; use what the feature offers")


def _forbidden(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] in _MODULES)
        elif isinstance(node, ast.ImportFrom):
            if node.module and node.module.split(".")[0] in _MODULES:
                yield node.module
            yield from ("import *" for a in node.names if a.name == "*")
        elif isinstance(node, ast.Name) and node.id in _CALLS:
            yield node.id
        elif isinstance(node, ast.Attribute) and node.attr in _ATTRIBUTES:
            yield node.attr
        elif isinstance(node, ast.Global):
            yield f"global {node.names[0]}"
