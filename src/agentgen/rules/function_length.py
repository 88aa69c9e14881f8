"""Functions stay short."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.numbers import upper_limit
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import is_example, plain, sentences, side
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.limits import HANDLERS, combine_limits, limit, limit_for, limit_params

FUNCTION = r"\b(?:functions?|methods?|procedures?|subroutines?)\b"
HANDLER = r"\bhandlers?\b"
OTHERS = r"\b(?:class(?:es)?|files?|modules?|components?|lines? length|tests?|commits?)\b"
LINES = r"lines?|loc|sloc"


@needing(r"\b\d")
def phrases(statement: Statement) -> Params | None:
    """«Functions should be under 50 lines» and its kin.

    The limit holds for all functions, or for a `scope`: backend, frontend, handlers.
    """
    if is_example(statement):
        return None
    for sentence in sentences(plain(statement)):
        found = upper_limit(sentence, FUNCTION, LINES, f"{OTHERS}|{HANDLER}")
        if found:
            return limit(found, side(statement))
        found = upper_limit(sentence, HANDLER, LINES, f"{OTHERS}|{FUNCTION}")
        if found:
            return limit(found, HANDLERS)
    return None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Count lines from the definition to the last line of the body, docstring included."""
    examined, found = 0, []
    handlers = {(r.place.path, r.handler) for r in codebase.routes}
    for path, function in codebase.functions():
        is_handler = (path, function.name) in handlers
        allowed = limit_for(path, params, handler=is_handler)
        if allowed is None:
            continue
        examined += 1
        if function.length > allowed:
            message = f"`{function.qualname}` has {function.length} lines, {allowed} allowed"
            found.append(Found(path, function.line, message))
    return found, examined


_LONG = "def f():\n" + "    x = 1\n" * 5
RULE = Rule(
    id="function-length",
    title="Functions are no longer than the limit",
    help="split the function",
    what="functions",
    keywords=("function", "method", "line", "loc"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _LONG}, {"max": 6}),
        Example({"a.py": "@decorated\n" + _LONG}, {"max": 6}),
        Example({"a.py": _LONG, "b.ts": "const f = () => 1;\n"}, {"max": 1, "scope": "frontend"}),
        Example({"alembic/versions/1_init.py": _LONG, "a.py": "def g(): ...\n"}, {"max": 3}),
    ),
    invalid=(
        Example({"a.py": _LONG}, {"max": 5}),
        Example({"a.py": "class A:\n    async def m(self):\n" + "        x = 1\n" * 3}, {"max": 3}),
        Example(
            {
                "a.py": "from fastapi import FastAPI\napp = FastAPI()\n"
                "@app.get('/a')\ndef a():\n    x = 1\n    return x\n\n\n" + _LONG
            },
            {"max": 2, "limits": ({"max": 2, "scope": "handlers"}, {"max": 6})},
        ),
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
        "Handlers are THIN: \u226410 lines of code per handler": {
            "max": 10,
            "scope": "handlers",
        },
        "Functions are small (20-30 lines max)": {"max": 30},
        "Every function must fit in 24 lines or fewer": {"max": 24},
        "Route handlers have at most 8 lines": {"max": 8, "scope": "handlers"},
        "In Python, methods stay within 40 lines": {"max": 40, "scope": "backend"},
    },
    not_prose=(
        "Functions are not limited to 30 lines",
        "There is no limit of 30 lines for functions",
        "Tests are not limited to 30 lines",
        "Never create a file longer than 1000 lines of code",
        "Classes should be under 100 lines",
        "Write functions that do one thing",
        "Any class with >10 methods or >200 lines",
        "The function prints 30 lines",
        "Line length: 100 characters",
        "Every function needs at least 3 lines of documentation",
    ),
    combine=combine_limits,
    params=limit_params("function", "backend", "frontend", HANDLERS),
    reads_fragments=True,
)
