"""A tolerant reader of object shapes: JSON, JavaScript, Python, and `{code, message, details?}`."""

import json
import re
from dataclasses import dataclass

_KEY = re.compile(r"""\s*(?:"([^"\n]*)"|'([^'\n]*)'|([\w$-]+))\s*(\?)?""")
_LITERALS = {"true": True, "false": False, "null": None, "True": True, "False": False, "None": None}
_MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Bare:
    """A value that is no literal: a type, an expression, or (empty) no value at all."""

    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """One key of a shape; `value` is a literal, a `Bare`, a list or a nested shape."""

    key: str
    value: object
    optional: bool = False


Shape = tuple[Member, ...]


def parse_shape(text: str) -> Shape | None:
    """Read the object that `text` begins with; None when it is none, or is broken."""
    clean = re.sub(r"(?m)(?<!:)//[^\n]*$|#[^\n]*$|/\*.*?\*/", "", text).strip()
    try:
        members, _ = _object(clean, 0, 0)
    except ValueError:
        return None
    return members


def _object(text: str, at: int, depth: int) -> tuple[Shape, int]:
    if text[at : at + 1] != "{" or depth > _MAX_DEPTH:
        raise ValueError
    at += 1
    members: list[Member] = []
    while True:
        at = _skip(text, at, " \t\n,;")
        if at >= len(text):
            raise ValueError
        if text[at] == "}":
            return tuple(members), at + 1
        if text.startswith(("...", "…"), at):
            at = _end_of_bare(text, at)
            continue
        match = _KEY.match(text, at)
        if not match:
            raise ValueError
        key = next(group for group in match.groups()[:3] if group is not None)
        value, at = _value(text, match.end(), depth)
        members.append(Member(key, value, bool(match[4])))


def _value(text: str, at: int, depth: int) -> tuple[object, int]:
    at = _skip(text, at, " \t\n")
    if text[at : at + 1] not in (":", "="):
        return Bare(""), at
    at = _skip(text, at + 1, " \t\n")
    if text[at : at + 1] == "{":
        try:
            return _object(text, at, depth + 1)
        except ValueError:
            return Bare("object"), _end_of_bare(text, at)
    end = _end_of_bare(text, at)
    return _literal(text[at:end].strip()), end


def _literal(text: str) -> object:
    if text in _LITERALS:
        return _LITERALS[text]
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if len(text) >= 2 and text[0] == text[-1] == '"':
        try:
            return str(json.loads(text))
        except ValueError:
            return text[1:-1]
    if len(text) >= 2 and text[0] == text[-1] == "'":
        return text[1:-1]
    return [] if text.startswith("[") else Bare(text)


def _end_of_bare(text: str, at: int) -> int:
    """Index after a value: the next comma, semicolon, line end or closing brace at this level."""
    depth, quote = 0, ""
    for index in range(at, len(text)):
        char = text[index]
        if quote:
            quote = "" if char == quote and text[index - 1] != "\\" else quote
        elif char in "\"'":
            quote = char
        elif char in "([{<":
            depth += 1
        elif char in ")]>}" and depth:
            depth -= 1
        elif char == "}" or (char in ",;\n" and not depth):
            return index
    return len(text)


def _skip(text: str, at: int, chars: str) -> int:
    while at < len(text) and text[at] in chars:
        at += 1
    return at
