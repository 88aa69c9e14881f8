"""Text to clauses: a sentence may hold several demands, each of which stands for itself."""

import re
from collections.abc import Iterator

from agentgen.spec.verbs import VERBS

_ABBREVIATIONS = ("e.g.", "i.e.", "etc.", "vs.", "cf.", "approx.", "incl.", "resp.", "no.", "max.")
_JOINS = re.compile(r"^(?:unless|except|otherwise|but|or|and|if|so that|which|where|with)\b", re.I)
_DASH = re.compile(r"\s(?:—|–|--|-)\s(?=(?:never|always|do not|don't|avoid|use|must)\b)", re.I)
_ASIDE = re.compile(r"\s\((?=(?:never|do not|don't|avoid)\b[^()]*\)[.;]?\s*$)", re.I)
_COMMA = re.compile(r",\s+(?:and |but )?(?=(?:never|do not|don't) ([\w-]+))", re.I)
_OPEN = {"(": ")", "[": "]", "{": "}"}


def clauses(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, clause) of a block's plain text, in order.

    It is cut after sentences and semicolons, and before a prohibition that a dash, a comma or an
    opening bracket sets off; never inside code or other brackets.
    """
    start = 0
    for end in [*_breaks(text), len(text)]:
        piece = text[start:end]
        clean = piece.strip(" \n\t;,—–")
        if clean.startswith("("):
            clean = re.sub(r"\)(?=\W*$)", "", clean[1:])
        if re.search(r"\w", clean):
            yield start + piece.index(clean[0]), re.sub(r"\s+", " ", clean)
        start = end


def _breaks(text: str) -> list[int]:
    shielded = _shield(text)
    found: list[int] = []
    for match in re.finditer(r"[.!?](?=\s+\S)|;(?=\s)", shielded):
        if _ends_sentence(shielded, match):
            found.append(match.end())
    found.extend(m.start() for m in _DASH.finditer(shielded))
    found.extend(m.start() for m in _ASIDE.finditer(text))
    found.extend(m.end() for m in _COMMA.finditer(shielded) if m[1].lower() in VERBS)
    return sorted(found)


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    rest = text[match.end() :].lstrip()
    if match.group() == ";":
        return not _JOINS.match(rest)
    before = text[: match.end()].split()[-1].lower().lstrip("(")
    if before in _ABBREVIATIONS or re.fullmatch(r"\d+\.|\.+|[a-z]\.", before):
        return False
    return not rest[0].islower()


def _shield(text: str) -> str:
    """Replace what lies in code spans, quotes or brackets by `x`, keeping the length."""
    out: list[str] = []
    closers: list[str] = []
    code = False
    last = {char: text.rfind(char) for char in "`)]}"}
    for index, char in enumerate(text):
        if char == "`":
            code = not code and index < last["`"]
        elif not code and char in _OPEN and index < last[_OPEN[char]]:
            closers.append(_OPEN[char])
        elif not code and closers and char == closers[-1]:
            closers.pop()
        elif code or closers:
            out.append(char if char == "\n" else "x")
            continue
        out.append(char)
    return "".join(out)
