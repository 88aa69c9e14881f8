"""Functions stay short."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.numbers import upper_limit
from agentgen.ir.policy import Statement
from agentgen.ir.prose import is_example, plain, sentences, side
from agentgen.rules.base import Example, Found, Params, Rule

FUNCTION = r"\b(?:functions?|methods?|handlers?|procedures?|subroutines?)\b"
OTHERS = r"\b(?:class(?:es)?|files?|modules?|components?|lines? length|tests?|commits?)\b"
LINES = r"lines?|loc|sloc"


def phrases(statement: Statement) -> Params | None:
    """«Functions should be under 50 lines» and its kin."""
    if is_example(statement):
        return None
    for sentence in sentences(plain(statement)):
        limit = upper_limit(sentence, FUNCTION, LINES, OTHERS)
        if limit:
            place = side(statement)
            return {"max": limit, "side": place} if place else {"max": limit}
    return None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Count lines from the definition to the last line of the body, docstring included."""
    limit, examined, found = int(params["max"]), 0, []
    suffixes = {"backend": (".py",), "frontend": (".ts", ".tsx", ".js", ".jsx")}
    wanted = suffixes.get(str(params.get("side", "")), ("",))
    for path, function in codebase.functions():
        if not path.endswith(wanted):
            continue
        examined += 1
        if function.length > limit:
            message = f"`{function.qualname}` has {function.length} lines, {limit} allowed"
            found.append(Found(path, function.line, message))
    return found, examined


_LONG = "def f():\n" + "    x = 1\n" * 5
RULE = Rule(
    id="function-length",
    title="Functions are no longer than the limit",
    help="split the function",
    what="functions",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _LONG}, {"max": 6}),
        Example({"a.py": "@decorated\n" + _LONG}, {"max": 6}),
        Example({"a.py": _LONG, "b.ts": "const f = () => 1;\n"}, {"max": 1, "side": "frontend"}),
        Example({"alembic/versions/1_init.py": _LONG, "a.py": "def g(): ...\n"}, {"max": 3}),
    ),
    invalid=(
        Example({"a.py": _LONG}, {"max": 5}),
        Example({"a.py": "class A:\n    async def m(self):\n" + "        x = 1\n" * 3}, {"max": 3}),
        Example({"a.ts": "export const f = () => {\n  a();\n  b();\n};\n"}, {"max": 3}),
    ),
    prose={
        "Maximum function length: 30 lines. If longer, refactor": {"max": 30},
        "**Functions should be under 50 lines** with a single, clear responsibility.": {"max": 49},
        "keep functions below forty lines": {"max": 39},
        "No function longer than 60 lines.": {"max": 60},
        "Methods must not exceed 25 lines of code": {"max": 25},
        "Limit functions to 20 lines": {"max": 20},
        "Functions: max 35 LOC": {"max": 35},
        "At most 45 lines per function": {"max": 45},
        "Functions longer than 80 lines must be split": {"max": 80},
        "Keep files under 300 lines and functions under 40 lines": {"max": 39},
        "Handlers are thin: \u226410 lines of executable code per handler": {"max": 10},
        "Functions are small (20-30 lines max)": {"max": 30},
        "Every function must fit in 24 lines or fewer": {"max": 24},
        "In Python, methods stay within 40 lines": {"max": 40, "side": "backend"},
    },
    not_prose=(
        "Functions are not limited to 30 lines",
        "There is no limit of 30 lines for functions",
        "Tests are not limited to 30 lines",
        "Never create a file longer than 1000 lines of code",
        "Classes should be under 100 lines",
        "Write functions that do one thing",
        "The function prints 30 lines",
        "Line length: 100 characters",
        "Every function needs at least 3 lines of documentation",
    ),
)
