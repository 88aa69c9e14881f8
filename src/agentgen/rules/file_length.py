"""Files stay short."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.numbers import upper_limit
from agentgen.ir.policy import Statement
from agentgen.ir.prose import is_example, plain, sentences, side
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

FILE = r"\b(?:files?|modules?)\b"
OTHERS = r"\b(?:functions?|methods?|class(?:es)?|handlers?|tests?|line length)\b"
_SOURCES = (".py", ".ts", ".tsx", ".js", ".jsx", ".css", ".sql")
_SIDES = {"backend": (".py", ".sql"), "frontend": (".ts", ".tsx", ".js", ".jsx", ".css")}


def phrases(statement: Statement) -> Params | None:
    """«Never create a file longer than 1000 lines of code» and its kin."""
    if is_example(statement):
        return None
    for sentence in sentences(plain(statement)):
        limit = upper_limit(sentence, FILE, r"lines?|loc|sloc", OTHERS)
        if limit:
            place = side(statement)
            return {"max": limit, "side": place} if place else {"max": limit}
    return None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Count the lines of every hand-written source file."""
    limit = int(params["max"])
    wanted = _SIDES.get(str(params.get("side", "")), _SOURCES)
    paths = hand_written(codebase, (p for p in codebase.texts if p.endswith(wanted)))
    found = []
    for path in paths:
        text = codebase.texts[path]
        lines = text.count("\n") + (not text.endswith("\n") and bool(text))
        if lines > limit:
            found.append(Found(path, limit + 1, f"{lines} lines, {limit} allowed"))
    return found, len(paths)


RULE = Rule(
    id="file-length",
    title="Files are no longer than the limit",
    help="split the file by responsibility",
    what="files",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "x = 1\n" * 10}, {"max": 10}),
        Example({"a.py": "x = 1\n", "notes.md": "text\n" * 50}, {"max": 10}),
        Example({"a.py": "x = 1\n" * 9 + "y = 2"}, {"max": 10}),
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
        "Frontend files stay below 200 lines": {"max": 199, "side": "frontend"},
    },
    not_prose=(
        "Functions should be under 50 lines",
        "Keep files focused and modular",
        "The log file has 1000 lines",
        "Group related files together",
        "Files may exceed 500 lines",
    ),
)
