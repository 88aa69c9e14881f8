"""Backend code logs; it does not print."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import forbids
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

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
        for call in codebase.python[path].calls:
            found.append(Found(path, call.line, f"`{call.name}` writes to standard output"))
    return found, len(paths)


def _may_print(path: str) -> bool:
    return is_test_file(path) or _ENTRY.search(path) is not None


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
)
