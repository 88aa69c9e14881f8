"""Text to clauses: a sentence may hold several demands, each of which stands for itself."""

import re
from collections.abc import Iterator

from agentgen.ir.words import words_in
from agentgen.spec.inline import BREAK
from agentgen.spec.verbs import VERBS

_ABBREVIATIONS = (
    "e.g.",
    "i.e.",
    "ie.",
    "eg.",
    "etc.",
    "vs.",
    "cf.",
    "approx.",
    "incl.",
    "resp.",
    "no.",
    "max.",
)
_JOINS = re.compile(r"^(?:unless|except|otherwise|but|or|and|if|so that|which|where|with)\b", re.I)
_DASH = re.compile(r"\s(?:—|–|--|-)\s(?=(?:never|always|do not|don't|avoid|use|must)\b)", re.I)
_ASIDE = re.compile(r"\s\((?=(?:never|do not|don't|avoid)\b[^()]*\)[.;]?\s*$)", re.I)
_COMMA = re.compile(r",\s+(?:and |but )?(?=(?:never|do not|don't) ([\w-]+))", re.I)
_END = re.compile(r"[.!?](?=\s+\S)|;(?=\s)|\v")
_STOP = re.compile(r"[.!?;\v](?:\s|(?<=\v))")
_BREAKING = frozenset({"never", "always", "not", "don", "avoid", "use", "must"})
"""Words, one of which each text has that is cut without a stop (`don` begins `don't`)."""
_MARK = re.compile(r"[`()\[\]{}\n]")
_WORD = re.compile(r"\w")
_INSTEAD = re.compile(r"\s(?:→|->|=>)\s+(?=([a-z][\w-]*)\b)", re.I)
_ARROWS = ("→", "->", "=>")
_NEXT = re.compile(r"\S")
_WINDOW = 40
"""Characters around a full stop that tell whether it ends a sentence."""
_OPEN = {"(": ")", "[": "]", "{": "}"}


def clauses(text: str, *, prohibited: bool = False) -> Iterator[tuple[int, str]]:
    """Yield (offset, clause) of a block's plain text, in order.

    It is cut after sentences and semicolons, and before a prohibition that a dash, a comma or an
    opening bracket sets off; never inside code or other brackets. A text that is `prohibited` is
    also cut before what to do instead: `print in services → use the logger`.
    """
    start = 0
    may_break = prohibited or _STOP.search(text) or not _BREAKING.isdisjoint(words_in(text.lower()))
    breaks = _breaks(text, prohibited=prohibited) if may_break else ()
    for end in [*breaks, len(text)]:
        piece = text[start:end]
        clean = piece.strip(" \n\t\v;,—–")
        if prohibited and clean.endswith(_ARROWS):
            clean = clean.rstrip("→->= ")
        if clean.startswith("("):
            clean = _without_closer(clean[1:])
        if _WORD.search(clean):
            yield start + piece.index(clean[0]), " ".join(clean.split())
        start = end


def _without_closer(text: str) -> str:
    """The text without the brackets that close behind its last word."""
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] == "_"):
        end -= 1
    return text[:end] + text[end:].replace(")", "")


def is_instead(text: str, offset: int) -> bool:
    """True when an arrow stands before the offset: the clause there says what to do instead."""
    return text[max(offset - 4, 0) : offset].rstrip().endswith(_ARROWS)


def _breaks(text: str, *, prohibited: bool) -> list[int]:
    shielded = _shield(text)
    found: list[int] = []
    for match in _END.finditer(shielded):
        if _ends_sentence(shielded, match):
            found.append(match.end())
    found.extend(m.start() for m in _DASH.finditer(shielded))
    found.extend(m.start() for m in _ASIDE.finditer(text))
    found.extend(m.end() for m in _COMMA.finditer(shielded) if m[1].lower() in VERBS)
    if prohibited:
        found.extend(m.end() for m in _INSTEAD.finditer(shielded) if m[1].lower() in VERBS)
    return sorted(found)


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if match.group() == BREAK:
        return True
    after = _NEXT.search(text, match.end())
    rest = text[after.start() : after.start() + _WINDOW] if after else " "
    if match.group() == ";":
        return not _JOINS.match(rest)
    before = text[max(match.end() - _WINDOW, 0) : match.end()].split()[-1].lower().lstrip("(")
    if before in _ABBREVIATIONS or re.fullmatch(r"\.+|[a-z]\.", before):
        return False
    if re.fullmatch(r"\d+\.", before) and not text[: match.end() - len(before)].strip():
        return False
    return not rest[0].islower()


def _shield(text: str) -> str:
    """Replace what lies in code spans or brackets by `x`, keeping the length."""
    out: list[str] = []
    closers: list[str] = []
    code, done = False, 0
    last = {char: text.rfind(char) for char in "`)]}"}
    for match in _MARK.finditer(text):
        index, char = match.start(), match.group()
        between = text[done:index]
        out.append("x" * len(between) if code or closers else between)
        done = index + 1
        if char == "`":
            code = not code and index < last["`"]
        elif not code and char in _OPEN and index < last[_OPEN[char]]:
            closers.append(_OPEN[char])
        elif not code and closers and char == closers[-1]:
            closers.pop()
        elif (code or closers) and char != "\n":
            char = "x"
        out.append(char)
    rest = text[done:]
    return "".join([*out, "x" * len(rest) if code or closers else rest])
