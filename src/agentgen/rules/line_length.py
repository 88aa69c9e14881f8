"""Lines stay within the agreed width."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.numbers import upper_limit
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import is_example, plain, sentences
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

_LINE = r"\b(?:lines?|line[- ]length|columns?|width|wrap)\b"
_OTHER = re.compile(r"\b(?:summary|subjects?|titles?|commits?|headings?|messages?)\b")
_UNIT = r"char(?:acter)?s?|columns?|cols?"


@needing(r"\b\d")
def phrases(statement: Statement) -> Params | None:
    """«Line length: 100 characters» and its kin."""
    if is_example(statement):
        return None
    for sentence in sentences(plain(statement)):
        if _OTHER.search(sentence):
            continue
        limit = upper_limit(sentence, _LINE, _UNIT)
        bare = re.sub(r"\bline[- ]length\b", "line", sentence)
        if limit is None and bare != sentence:  # «line length: 88» needs no unit
            limit = upper_limit(bare, r"\bline\b", r"(?!\w)")
        if limit and 40 <= limit <= 400:
            return {"max": limit}
    return None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Measure every line of Python files; lines that can't be broken are left alone."""
    limit, examined, found = int(params["max"]), 0, []
    for path in hand_written(codebase, codebase.python):
        examined += 1
        text = codebase.texts[path]
        for number, line in enumerate(text.split("\n"), start=1):
            if len(line) > limit and _width(line) > limit and not _unbreakable(line, limit):
                message = f"{_width(line)} characters, {limit} allowed"
                found.append(Found(path, number, message))
    return found, examined


_PRAGMA = re.compile(r"\s*#\s*(?:noqa|type:|pragma|pylint|fmt|nosec|agentgen:).*$")


def _width(line: str) -> int:
    """Length of a line; a pragma at its end must stand there, and is not counted."""
    return len(line) if "#" not in line else len(_PRAGMA.sub("", line))


def _unbreakable(line: str, limit: int) -> bool:
    """One word, or a line that ends with a URL which begins before the limit (as ruff's E501)."""
    parts = line.strip(" #*").split()
    return len(parts) == 1 or ("://" in parts[-1] and len(line) - len(parts[-1]) <= limit)


RULE = Rule(
    id="line-length",
    title="Lines are no longer than the limit",
    help="wrap the line",
    what="Python files",
    keywords=("line", "col", "char"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "x = '" + "a" * 54 + "'\n"}, {"max": 60}),
        Example({"a.py": "x = 1  # noqa: S105 - " + "a" * 60 + "\n"}, {"max": 60}),
        Example({"a.py": "# https://example.org/" + "a" * 60 + "\n"}, {"max": 60}),
        Example({"a.py": "x = 'https://example.org/" + "a" * 60 + "'\n"}, {"max": 60}),
    ),
    invalid=(
        Example({"a.py": "x = '" + "a" * 55 + "'\n"}, {"max": 60}),
        Example({"a.py": "x = f(" + "a, " * 20 + "'https://example.org/')\n"}, {"max": 60}),
    ),
    prose={
        "Line length: 100 characters": {"max": 100},
        "Lines must not be longer than 120 chars": {"max": 120},
        "Max line length is 88": {"max": 88},
        "line-length: 100 (ruff + black)": {"max": 100},
        "Wrap lines at 79 columns": {"max": 79},
        "Maximum 100 characters per line": {"max": 100},
    },
    not_prose=(
        "Functions should be under 50 lines",
        "Passwords have at most 128 characters",
        "Break long lines appropriately",
        "Password length: 100 characters",
    ),
    params={
        "max": Param(
            ParamKind.WHOLE, "length of a line at most", "characters", 40, 400, required=True
        )
    },
)
