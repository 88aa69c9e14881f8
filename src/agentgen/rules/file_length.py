"""Files stay short."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.numbers import upper_limit
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import is_example, plain, sentences, side
from agentgen.rules.base import Example, Found, Params, Rule, hand_written
from agentgen.rules.limits import combine_limits, limit, limit_for, limit_params

FILE = r"\b(?:files?|modules?)\b"
COMPONENT = (
    r"^(?:(?:if|keep|each|every|all|an?|the|any|react|ui|your|new|small|large|big"
    r"|single) ){0,4}components?\b"
    r"|\bper component\b"
)
"""A component has a file of its own, as the rules of frontends mean it."""
OTHERS = r"\b(?:functions?|methods?|class(?:es)?|handlers?|tests?|line length)\b"
_BAND = re.compile(
    r"(\d{2,5})(?:\+| ?- ?\d{2,5}| or more| and (?:above|more))?(?: loc| lines)?\s*:\s*(.+)"
)
_REFUSED = re.compile(
    r"\b(?:block|reject|forbid|refuse|fail|must (?:be )?split|not allowed|never)\w*\b"
)
_SIZES = re.compile(r"\b(?:file|module) (?:size|length)|\blines of code\b|\bloc\b", re.IGNORECASE)
_SOURCES = (".py", ".ts", ".tsx", ".js", ".jsx", ".css", ".sql")


@needing(r"\b\d")
def phrases(statement: Statement) -> Params | None:
    """«Never create a file longer than 1000 lines of code» and its kin."""
    if is_example(statement):
        return None
    band = _BAND.match(plain(statement))
    if band and _REFUSED.search(band[2]) and any(_SIZES.search(t) for t in statement.section[-2:]):
        return limit(int(band[1]) - 1, side(statement))
    for sentence in sentences(plain(statement)):
        found = upper_limit(sentence, FILE, r"lines?|loc|sloc", OTHERS)
        if found:
            return limit(found, side(statement))
        found = upper_limit(sentence, COMPONENT, r"lines?|loc|sloc", OTHERS)
        if found:
            return limit(found, "frontend")
    return None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Count the lines of every hand-written source file."""
    examined, found = 0, []
    for path in hand_written(codebase, (p for p in codebase.texts if p.endswith(_SOURCES))):
        allowed = limit_for(path, params)
        if allowed is None:
            continue
        examined += 1
        text = codebase.texts[path]
        lines = text.count("\n") + (not text.endswith("\n") and bool(text))
        if lines > allowed:
            found.append(Found(path, 1, f"{lines} lines, {allowed} allowed"))
    return found, examined


RULE = Rule(
    id="file-length",
    title="Files are no longer than the limit",
    help="split the file by responsibility",
    what="files",
    keywords=("file", "module", "line", "loc", "component"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "x = 1\n" * 10}, {"max": 10}),
        Example({"a.py": "x = 1\n", "notes.md": "text\n" * 50}, {"max": 10}),
        Example({"a.py": "x = 1\n" * 9 + "y = 2"}, {"max": 10}),
        Example({"a.py": "x = 1\n" * 9, "b.ts": "f();\n"}, {"max": 3, "scope": "frontend"}),
    ),
    invalid=(
        Example({"a.py": "x = 1\n" * 11}, {"max": 10}),
        Example({"frontend/src/a.tsx": "let x = 1;\n" * 11}, {"max": 10}),
    ),
    prose={
        "**Never create a file longer than 1000 lines of code**. If approaching this limit, "
        "refactor by splitting into modules.": {"max": 1000},
        "Files must not exceed 1,000 lines": {"max": 1000},
        "250-line limit per file": {"max": 250},
        "Keep modules under three hundred lines": {"max": 299},
        "Max file size: 400 lines": {"max": 400},
        "Frontend files stay below 200 lines": {"max": 199, "scope": "frontend"},
        "Components have at most 250 lines": {"max": 250, "scope": "frontend"},
        "Keep React components under 150 lines": {"max": 149, "scope": "frontend"},
    },
    not_prose=(
        "Functions should be under 50 lines",
        "Keep files focused and modular",
        "The log file has 1000 lines",
        "Functions of components should be under 50 lines",
        "Group related files together",
        "Files may exceed 500 lines",
    ),
    combine=combine_limits,
    params=limit_params("file", "backend", "frontend"),
)
