"""Backend code logs; it does not print."""

import ast
import re
from collections.abc import Iterable, Sequence

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.codebase.python_prints import PRINTS
from agentgen.ir.edits import Edit
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import forbids
from agentgen.rules.base import Example, Found, Params, Rule, hand_written
from agentgen.rules.mending import Fixed
from agentgen.rules.python_edits import bindings, offset, parsed

_THING = r"\bprint\s*\(|\bprint(?:s|ing)?\b(?! (?:out|media|job|shop|provider|style|version))"
_ENTRY = re.compile(r"(?:^|/)(?:scripts?|cli|tools|bin)/|(?:^|/)(?:cli|__main__|manage)\.py$")


@needing(_THING)
def phrases(statement: Statement) -> Params | None:
    """«No print statements», «use the logger instead of print»."""
    return {} if forbids(statement, _THING) else None


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at Python files outside tests and command-line entry points."""
    found = []
    paths = [p for p in hand_written(codebase, codebase.python) if not _may_print(p)]
    for path in paths:
        file = codebase.python[path]
        for call in (*file.calls, *(c for c in file.handed if c.name in PRINTS)):
            found.append(Found(path, call.line, f"`{call.name}` writes to standard output"))
    return found, len(paths)


def _may_print(path: str) -> bool:
    return is_test_file(path) or _ENTRY.search(path) is not None


_MAKERS = ("logging.getLogger", "getLogger", "structlog.get_logger", "structlog.getLogger")


def mend(codebase: Codebase, path: str, line: int, _message: str) -> Sequence[Edit]:
    """`print(x)` becomes `logger.info(x)` where the module has a logger of its own."""
    text = codebase.texts[path]
    tree = parsed(text)
    logger = _logger(tree) if tree else None
    if tree is None or logger is None or bindings(tree, "print"):
        return ()
    edits = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            call = node.value
            is_print = isinstance(call.func, ast.Name) and call.func.id == "print"
            if is_print and call.lineno == line and _is_plain(call):
                start = offset(text, call.func.lineno, call.func.col_offset)
                edits.append(Edit(start, start + len("print"), f"{logger}.info"))
    return edits


def _is_plain(call: ast.Call) -> bool:
    """One text and nothing else: a logger takes no separators, and no second value."""
    single = len(call.args) == 1 and not call.keywords
    return single and isinstance(call.args[0], ast.Constant | ast.JoinedStr)


def _logger(tree: ast.Module) -> str | None:
    """The name bound once, above all functions, to a logger of `logging` or structlog."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return None
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            target = node.targets[0]
            made = ast.unparse(node.value.func) in _MAKERS
            if made and isinstance(target, ast.Name) and bindings(tree, target.id) == 1:
                return target.id
    return None


_LOGGER = "import logging\nlog = logging.getLogger(__name__)\n"

RULE = Rule(
    id="no-print",
    title="Python code logs instead of printing",
    help="use the logger",
    what="Python files",
    keywords=("print",),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"app/a.py": "import logging\nlogging.info('print(x)')\n"}),
        Example({"scripts/seed.py": "print(1)\n", "app/a.py": "x = 1\n"}),
    ),
    invalid=(Example({"app/a.py": "def f():\n    print('x')\n"}),),
    prose={
        "No print statements in production code": {},
        "Never use `print()` for logging": {},
        "Use the logger instead of print": {},
        "`print` is not allowed": {},
    },
    not_prose=(
        "Print the result of the command",
        "Prints are fine in scripts",
        "Never call the print provider without a key",
        "Do not print out the report on paper",
    ),
    reads_fragments=True,
    mend=mend,
    fixes=(
        Fixed(
            {"app/a.py": _LOGGER + "def f(x):\n    é = 1; print(f'{x} of 2')\n"},
            {"app/a.py": _LOGGER + "def f(x):\n    é = 1; log.info(f'{x} of 2')\n"},
        ),
        Fixed({"app/a.py": _LOGGER + "def f(x):\n    print(x, 'b')\n    print('a', end='')\n"}, {}),
        Fixed({"app/a.py": _LOGGER + "def f(log):\n    print('a')\n"}, {}),
        Fixed({"app/a.py": "def f():\n    print('a')\n" + _LOGGER}, {}),
        Fixed({"app/a.py": "def f():\n    print('a')\n"}, {}),
    ),
)
