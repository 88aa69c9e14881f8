"""Frontend code leaves no debugging output."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import forbids
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

_THING = (
    r"\bconsole(?:\.|\s)(?:log|debug|info|\*)|\bconsole (?:statements?|calls?|output|logging)\b"
)
_TAKEN = re.compile(
    r"^[ \t]*(?:export\s+)?(?:const|let|var)\s*(?:\{[^{}]*\b(?:log|debug|info|trace|dir)\b[^{}]*\}"
    r"\s*=\s*(?:window\.|globalThis\.)?console\b(?!\.)"
    r"|\w+\s*=\s*(?:window\.|globalThis\.)?console\.(?:log|debug|info|trace|dir)\s*(?:;|,|$))",
    re.MULTILINE,
)
_CALLS = frozenset({"console.log", "console.debug", "console.info", "console.trace", "console.dir"})


@needing(_THING)
def phrases(statement: Statement) -> Params | None:
    """«Never `console.log` in production»."""
    return {} if forbids(statement, _THING) else None


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at scripts outside tests and build configuration; warnings and errors may stay."""
    found = []
    paths = [p for p in hand_written(codebase, codebase.scripts) if not _is_tooling(p)]
    for path in paths:
        for call in codebase.scripts[path].calls:
            if call.name in _CALLS:
                found.append(Found(path, call.line, f"`{call.name}` is debugging output"))
        text = codebase.texts[path]
        for match in _TAKEN.finditer(text) if "console" in text else ():
            line = text.count("\n", 0, match.start()) + 1
            found.append(Found(path, line, "the console's output is given a name"))
    return found, len(paths)


def _is_tooling(path: str) -> bool:
    name = path.rsplit("/", 1)[-1]
    return is_test_file(path) or ".test." in name or ".spec." in name or ".config." in name


RULE = Rule(
    id="no-console-log",
    title="Frontend code does not write to the console",
    help="remove it, or report through the logging of the application",
    what="scripts",
    keywords=("console", "log"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"src/a.ts": "console.error(problem);\nconst s = 'console.log(1)';\n"}),
        Example({"src/a.test.ts": "console.log(1);\n", "src/a.ts": "f();\n"}),
    ),
    invalid=(
        Example({"src/a.ts": "console.log('x');\n"}),
        Example({"src/a.ts": "const { log } = console;\nlog('x');\n"}),
        Example({"src/a.jsx": "const f = () => { console.debug(1); };\n"}),
    ),
    prose={
        "Use structured logging (JSON format) \u2014 never `console.log` in production": {},
        "No console.log statements": {},
        "Remove all console.log calls": {},
        "console.log is forbidden": {},
    },
    not_prose=(
        "Use console.log for debugging",
        "console.log is fine in scripts",
        "The browser console shows errors",
    ),
    reads_fragments=True,
)
