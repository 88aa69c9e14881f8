"""Error handling is written, not promised in a comment."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import forbids
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

_PROMISE = re.compile(
    r"\b(?:TODO|FIXME|XXX|HACK)\b.*(?:\b(?:handl|catch|deal|cover|recover|process)\w*\b.*"
    r"\b(?:errors?|exceptions?|failures?|edge cases?)\b|\b(?:error|exception) handling\b)",
    re.IGNORECASE | re.DOTALL,
)
_THING = (
    r"\b(?:skip\w* |omit\w* |defer\w* )?(?:error|exception) handling\b[^.;]*\btodos?\b"
    r"|\btodos?\b[^.;]*\b(?:errors?|exceptions?|failures?)\b|\bskip\w* error handling\b"
)


@needing(_THING)
def phrases(statement: Statement) -> Params | None:
    """«Never skip error handling with a TODO»."""
    return {} if forbids(statement, _THING) else None


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at the TODO comments of all source files."""
    found = []
    paths = hand_written(codebase, (*codebase.python, *codebase.scripts))
    for path in paths:
        for comment in codebase.comments.get(path, ()):
            if _PROMISE.search(comment.text):
                shown = comment.text.split("\n")[0][:60]
                found.append(Found(path, comment.line, f"error handling left open: `{shown}`"))
    return found, len(paths)


RULE = Rule(
    id="no-todo-error-handling",
    title="Error handling is not left as a TODO",
    help="handle the error",
    what="source files",
    keywords=("todo", "error", "handl"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "# TODO: rename\nx = '# TODO: handle error'\n"}),
        Example({"a.ts": "const s = '// TODO: handle error';\n"}),
    ),
    invalid=(
        Example({"a.py": "try:\n    f()\nexcept KeyError:\n    pass  # TODO: handle error\n"}),
        Example({"a.ts": "f(); // TODO: handle errors\n"}),
        Example({"a.ts": "/* FIXME: catch failures */\nf();\n"}),
    ),
    prose={
        "Never skip error handling with `// TODO: handle error`": {},
        "No TODOs for error handling": {},
        "Don't skip error handling": {},
    },
    not_prose=(
        "TODOs: Mark areas that need future work or decisions",
        "Write a TODO for each known error",
        "Implement robust error handling",
    ),
    reads_fragments=True,
)
