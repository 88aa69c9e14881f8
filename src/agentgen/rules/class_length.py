"""Classes stay short."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.numbers import upper_limit
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import is_example, plain, sentences
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.limits import limit_params

CLASS = r"\bclass(?:es)?\b"
OTHERS = r"\b(?:functions?|methods?|files?|modules?|components?|handlers?|tests?)\b"


@needing(r"\b\d")
def phrases(statement: Statement) -> Params | None:
    """«Classes should be under 100 lines» and its kin."""
    if is_example(statement):
        return None
    for sentence in sentences(plain(statement)):
        limit = upper_limit(sentence, CLASS, r"lines?|loc|sloc", OTHERS)
        if limit:
            return {"max": limit}
    return None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Count lines from `class` to the last line of the body."""
    limit, examined, found = int(params["max"]), 0, []
    for path, item in codebase.classes():
        examined += 1
        if item.length > limit:
            message = f"class `{item.qualname}` has {item.length} lines, {limit} allowed"
            found.append(Found(path, item.line, message))
    return found, examined


RULE = Rule(
    id="class-length",
    title="Classes are no longer than the limit",
    help="move what belongs together into a class of its own",
    what="classes",
    keywords=("class", "line", "loc"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "class A:\n    x = 1\n    y = 2\n"}, {"max": 3}),
        Example({"a.ts": "class A {\n  x = 1;\n}\n"}, {"max": 3}),
    ),
    invalid=(
        Example({"a.py": "class A:\n    x = 1\n    y = 2\n"}, {"max": 2}),
        Example({"a.ts": "export class A {\n  x = 1;\n}\n"}, {"max": 2}),
    ),
    prose={
        "**Classes should be under 100 lines** and represent a single concept.": {"max": 99},
        "Any class with >10 methods or >200 lines must be split": {"max": 200},
        "No class may be longer than two hundred lines": {"max": 200},
        "Functions under 50 lines, classes under 150 lines": {"max": 149},
    },
    not_prose=(
        "Functions should be under 50 lines",
        "Classes are nouns",
        "Classes have no limit of 100 lines",
    ),
    params=limit_params("class"),
    reads_fragments=True,
)
