"""Files stay small enough to be about one thing."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule, hand_written
from agentgen.rules.lookup import is_product

_LINES, _DEFINITIONS = 500, 40


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Count the lines, and the functions and classes at the top, of every source file."""
    found, examined = [], 0
    for path in hand_written(codebase, (*codebase.python, *codebase.scripts)):
        if not is_product(path):
            continue
        examined += 1
        lines = codebase.texts[path].count("\n") + 1
        file = codebase.python.get(path) or codebase.scripts[path]
        tops = [f for f in file.functions if not f.is_nested and not f.is_method]
        count = len(tops) + len(file.classes)
        if lines > _LINES:
            found.append(Found(path, 1, f"the file has {lines} lines, more than {_LINES}"))
        elif count > _DEFINITIONS:
            found.append(Found(path, 1, f"the file defines {count} things at its top"))
    return found, examined


RULE = Rule(
    id="modular-structure",
    title="Code is cut into small, focused modules",
    help="split the file by what its parts are for",
    what="source files",
    phrases=demanded(
        r"\b(?:files?|modules?|code|components?|classes)\b[^.;]{0,30}\b(?:focused|modular"
        r"|small|cohesive|separated? modules)\b"
        r"|(?<!\bin )\b(?:small|focused|modular|cohesive)(?:,? (?:and )?\w+){0,2} (?:files?"
        r"|functions?"
        r"|modules?"
        r"|code|components?|classes)\b|\bgroup related\b|\bmodular and small\b"
        r"|\bmodular (?:code|design|architecture|structure)\b"
    ),
    inspect=inspect,
    valid=(
        Example({"a.py": "x = 1\n" * 400}),
        Example({"src/a.ts": "export const a = 1;\n", "tests/test_a.py": "x = 1\n" * 900}),
    ),
    invalid=(
        Example({"a.py": "x = 1\n" * 501}),
        Example({"src/a.ts": "export const a = 1;\n" * 600}),
        Example({"a.py": "".join(f"def f{n}(): ...\n" for n in range(41))}),
    ),
    prose={
        "Keep files focused and modular": {},
        "Prefer small, focused modules": {},
        "Group related files together": {},
        "Organize code into clearly separated modules": {},
    },
    not_prose=(
        "Small screens come first",
        "Group chats need a name",
        "Use browser APIs only in small components",
    ),
    keywords=(
        "file",
        "module",
        "code",
        "component",
        "class",
        "small",
        "focused",
        "modular",
        "cohesive",
        "group",
    ),
    status=Status.HEURISTIC,
    combine=union,
)
