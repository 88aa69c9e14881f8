"""Numbers in prose: words to digits, upper limits («no longer than 40 lines»), percentages."""

import re
from dataclasses import dataclass

from agentgen.ir.words import words_in

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000}
_BIG = "|".join([*_TENS, *list(_UNITS)[10:]])
_WORDS = re.compile(
    rf"\b(?:(?:{'|'.join(_UNITS)}|{_BIG}|a|\d+)[ -])?(?:hundred|thousand)\b"
    rf"|\b(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(list(_UNITS)[1:10])}))?\b"
    rf"|\b(?:{'|'.join(list(_UNITS)[2:])})\b"
)
_TELLING = frozenset([*list(_UNITS)[2:], *_TENS, *_SCALES])
"""Words, one of which each text has that `_WORDS` matches; far cheaper to look up."""
_GROUPED = re.compile(r"(\d(?<![\d,.]\d)\d{0,2})((?:,\d{3})+)(?![\d,])")


def digits(text: str) -> str:
    """Write number words of lower-case text as digits: «forty-five» 45, «1,000» 1000."""
    if "," in text:
        text = _GROUPED.sub(lambda m: m[1] + m[2].replace(",", ""), text)
    if _TELLING.isdisjoint(words_in(text)):
        return text
    return _WORDS.sub(lambda m: str(_value(m[0])), text)


def _value(words: str) -> int:
    total = 0
    for word in re.split(r"[ -]", words):
        if word in _SCALES:
            total = max(total, 1) * _SCALES[word]
        elif word == "a":
            total = 1
        else:
            total += _UNITS.get(word, _TENS.get(word, 0)) if not word.isdigit() else int(word)
    return total


_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Amount:
    value: int
    start: int
    end: int
    has_unit: bool


_UNDER = r"(?:under|below|less than|fewer than|shorter than|smaller than|<)\s*$"
_ATMOST = (
    r"(?:at most|up to|max(?:imum)?(?: of| is|:)?|within|<=|\u2264|limit(?:ed)?(?: of| to|:)?|to"
    r"|cap(?:ped)? (?:at|of)|of|:|is|be|~|about|around|at|=|\||stay at|length|roughly)\s*$"
)
_OVER = (
    r"(?:longer than|more than|over|above|greater than|exceed(?:s|ing)?|larger than|beyond|past"
    r"|bigger than|>=?|\u2265)\s*$"
)
_NEGATED = re.compile(
    r"\b(?:never|no|not|don't|do not|avoid|cannot|can't|shouldn't|mustn't|nor|any|flag|without)\b"
)
_REMEDY = re.compile(
    r"\b(?:split|refactor(?:ed)?|flag(?:ged)?|reject(?:ed)?|break(?: it)? (?:up|down)|extract"
    r"|smell|too long|rework|decompose|fail(?:s)?|god|forbidden|prohibited|not allowed"
    r"|be (?:split|broken|divided)|broken (?:up|down|apart)|needs? (?:splitting|refactoring))\b"
)
_LIMITING = re.compile(
    r"\b(?:max(?:imum)?|limit(?:s|ed)?|keep|cap(?:ped)?|at most|under|below|length|should|must"
    r"|shall|may|wrap|stay|small|short|size)\b|[<\u2264:]"
)
_AFTER = re.compile(
    r"^\s*(?:of code|of executable code|long|each|per \w+|in length)*\s*"
    r"(?:max(?:imum)?\b|limit\b|or (?:less|fewer|under)|at most|cap\b|or shorter)"
)
_VOID = re.compile(
    r"\b(?:not limited|isn't limited|aren't limited|no (?:hard |fixed |strict )?limit|at least"
    r"|minimum|exempt|not (?:enforced|required|count)|does(?:n't| not) apply|need not"
    r"|do(?:n't| not) apply|(?<!file )(?<!function )(?<!method )(?<!class )(?<!component )"
    r"(?<!module )(?<!line )(?:may|can) exceed|allowed to exceed|regardless)\b"
)


def upper_limit(clause: str, subject: str, unit: str, other: str = "") -> int | None:
    """The highest number of `unit` that a clause allows its `subject`; None when it sets none.

    «under 50 lines» allows 49, «no more than 50» and «max 50» allow 50. `other` is a pattern of
    subjects that would claim the number for themselves («files» when asked about functions).
    """
    if not _DIGIT.search(clause):
        return None
    amounts = _amounts(clause, unit)
    for position, amount in enumerate(amounts):
        left = amounts[position - 1].end if position else 0
        right = amounts[position + 1].start if position + 1 < len(amounts) else len(clause)
        before, after = clause[left : amount.start], clause[amount.end : right]
        if not _belongs(before, after, clause, subject, other):
            continue
        value = _allowed(amount, before, after, clause)
        if value is not None:
            return value
    return None


def _amounts(clause: str, unit: str) -> list[_Amount]:
    pattern = re.compile(
        r"(?:\d+\s*(?:-|to)\s*)?(?P<n>\d+)\+?"
        rf"(?P<unit>[ -]?(?:physical |code |source |total )?(?:{unit})\b)?"
    )
    found = [
        _Amount(int(m["n"]), m.start(), m.end(), m["unit"] is not None)
        for m in pattern.finditer(clause)
    ]
    if not any(a.has_unit for a in found):
        return []
    return [a for a in found if a.has_unit or _compared(clause, a)]


def _compared(clause: str, amount: _Amount) -> bool:
    """A bare number counts when a comparison stands before it and no other unit behind it."""
    before, after = clause[: amount.start], clause[amount.end :]
    if re.match(r"\s*(?!and\b|or\b|each\b|per\b)[a-z%]", after):
        return False
    return re.search(_UNDER, before) is not None or re.search(_OVER, before) is not None


def _belongs(before: str, after: str, clause: str, subject: str, other: str) -> bool:
    mine = _subjects(subject, before)
    theirs = _subjects(other, before) if other else []
    if mine or theirs:
        return bool(mine) and (not theirs or max(mine) >= max(theirs))
    first_mine = re.search(subject, after)
    first_theirs = re.search(other, after) if other else None
    if first_mine is None:
        return False
    return first_theirs is None or first_mine.start() <= first_theirs.start()


def _subjects(pattern: str, before: str) -> list[int]:
    """Where subjects end; the methods of «10 methods» are counted, and no subject."""
    found = re.finditer(pattern, before)
    return [m.end() for m in found if not before[: m.start()].rstrip()[-1:].isdigit()]


def _allowed(amount: _Amount, before: str, after: str, clause: str) -> int | None:
    if _VOID.search(clause):
        return None
    if re.search(_OVER, before):
        bad = _NEGATED.search(before) or _NEGATED.search(clause[: amount.start])
        return amount.value if bad or _REMEDY.search(clause) else None
    if re.search(_UNDER, before):
        return amount.value - 1
    if re.search(r"(?:<=|\u2264)\s*$", before) or _AFTER.search(after):
        return amount.value
    if re.search(_ATMOST, before) and _LIMITING.search(clause):
        return amount.value
    if re.match(r"\s*(?:limit|max|cap|ceiling|budget)", after) and amount.has_unit:
        return amount.value
    return None


_PERCENT = re.compile(r"(?P<n>\d{1,3}(?:\.\d+)?)\s*(?:%|percent|per cent)(?P<plus>\+?)")


def percentages(text: str) -> tuple[tuple[float, str, str], ...]:
    """Every percentage of a plain text with the words before and after it, up to its neighbours."""
    found = list(_PERCENT.finditer(text))
    result = []
    for position, match in enumerate(found):
        left = found[position - 1].end() if position else 0
        right = found[position + 1].start() if position + 1 < len(found) else len(text)
        result.append((float(match["n"]), text[left : match.start()], text[match.end() : right]))
    return tuple(result)
