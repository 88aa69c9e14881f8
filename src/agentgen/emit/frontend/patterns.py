"""Regular expressions of a contract: which ones a browser can check, and text that matches."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from re import _constants as ops  # type: ignore[attr-defined] # the parser has no public name
from re import _parser  # type: ignore[attr-defined] # the parser has no public name
from typing import Any

_PYTHON_ONLY = re.compile(r"\(\?(?![:=!<])|\(\?P|\\[AZz]|[*+?}]\+")
_CATEGORIES = {
    ops.CATEGORY_DIGIT: "5",
    ops.CATEGORY_NOT_DIGIT: "a",
    ops.CATEGORY_SPACE: " ",
    ops.CATEGORY_NOT_SPACE: "a",
    ops.CATEGORY_WORD: "a",
    ops.CATEGORY_NOT_WORD: "-",
}
_ALPHABET = "aA5b-_ .xyzBCXYZ0123456789cdefghijklmnopqrstuvw@#/:+"


@cache
def matching(pattern: str, shortest: int = 0, longest: int | None = None) -> str | None:
    """Text that matches `pattern` within the given lengths; None when none was found.

    Only patterns with such a text are checked in the browser: for others the server's word counts.
    """
    if len(pattern) > 500 or _PYTHON_ONLY.search(pattern):
        return None
    try:
        tree = _parser.parse(pattern)
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return None
    for extra in (0, 1, 3, 8, max(shortest, 0)):
        text = _text(tree, min(extra, 300))
        good = text is not None and len(text) >= shortest
        if good and (longest is None or len(text or "") <= longest) and compiled.search(text or ""):
            return text
    return None


def _text(tree: Iterable[tuple[Any, Any]], extra: int) -> str | None:
    parts: list[str] = []
    for code, argument in tree:
        part = _part(code, argument, extra)
        if part is None:
            return None
        parts.append(part)
    return "".join(parts)


def _part(code: Any, argument: Any, extra: int) -> str | None:
    if code is ops.LITERAL:
        return chr(argument)
    if code is ops.NOT_LITERAL:
        return "a" if argument != ord("a") else "b"
    if code is ops.ANY:
        return "a"
    if code is ops.IN:
        return _in_set(argument)
    if code is ops.BRANCH:
        return _text(argument[1][0], extra)
    if code is ops.SUBPATTERN:
        return _text(argument[-1], extra)
    if code in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        return _repeat(argument, extra)
    return "" if code in (ops.AT, ops.ASSERT_NOT) else None


def _repeat(argument: Any, extra: int) -> str | None:
    least, most, tree = argument
    count = min(max(int(least), extra), int(most), 400)
    inner = _text(tree, 0)
    return None if inner is None else inner * count


def _in_set(members: Sequence[tuple[Any, Any]]) -> str | None:
    negated = bool(members) and members[0][0] is ops.NEGATE
    if not negated:
        return _member(members[0])
    return next((c for c in _ALPHABET if not any(_holds(m, c) for m in members[1:])), None)


def _member(item: tuple[Any, Any]) -> str | None:
    code, argument = item
    if code is ops.LITERAL:
        return chr(argument)
    if code is ops.RANGE:
        return chr(argument[0])
    return _CATEGORIES.get(argument)


def _holds(item: tuple[Any, Any], char: str) -> bool:
    code, argument = item
    if code is ops.LITERAL:
        return bool(ord(char) == argument)
    if code is ops.RANGE:
        return bool(argument[0] <= ord(char) <= argument[1])
    tests = {
        ops.CATEGORY_DIGIT: char.isdigit(),
        ops.CATEGORY_SPACE: char.isspace(),
        ops.CATEGORY_WORD: char.isalnum() or char == "_",
        ops.CATEGORY_NOT_DIGIT: not char.isdigit(),
        ops.CATEGORY_NOT_SPACE: not char.isspace(),
        ops.CATEGORY_NOT_WORD: not (char.isalnum() or char == "_"),
    }
    return bool(tests.get(argument, False))
