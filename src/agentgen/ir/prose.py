"""Reading a statement's prose: plain text, clauses, and whether they forbid or demand a thing.

Rules and gates describe the *thing* by a pattern (`print statements?`); the grammar around it
(never, avoid, must not, is forbidden, is fine) is the same for all of them and lives here.
"""

import re
from functools import cache, lru_cache

from agentgen.ir.numbers import digits
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.words import words_in

MAX_CHARACTERS = 2000
"""Bounds the time that a hostile line can cost."""
_TYPOGRAPHIC = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-",
        "\u2012": "-", "\u2013": "-", "\u2212": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
        "\u2192": ">",
    }
)  # fmt: skip
_KIN = re.compile(f"[{''.join(map(chr, _TYPOGRAPHIC))}]")
_MARKUP = re.compile(r"\*\*|__(?=\w)|(?<=\w)__|`|^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s*)?")
_BULLET = re.compile(r"\s*[-*+\d]")
_STOP = re.compile(r"[.!?;\u2014]")
_CLAUSE = re.compile(
    r"[.!?;\u2014,\s](?:(?<=[a-z)\]\"'][.!?])(?:\s+|$)|(?<=[;\u2014])\s*|(?<=\s)-\s+"
    r"|(?<=,)\s+but\s+|(?<=\s)but\s+)"
)
"""Where clauses part. A set of characters comes first, for `re` then skips all others."""
_SENTENCE = re.compile(r"[.!?;](?:(?<=[a-z0-9)\]\"'][.!?])(?:\s+|$)|(?<=;)\s*)")
_FORBID_BEFORE = re.compile(
    r"\b(?:never|no|not|don't|do not|doesn't|cannot|can't|won't|avoid(?:ing|s)?|forbid(?:s|den)?"
    r"|ban(?:s|ned)?|without|disallow(?:s|ed)?|eliminate|prohibit(?:s|ed)?|remove|refrain from"
    r"|reject|free of|zero|instead of|rather than|stop|over)\b"
)
_FORBID_AFTER = re.compile(
    r"\b(?:(?:is|are|stays?|remains?) (?:strictly |absolutely )?(?:forbidden|prohibited|banned"
    r"|disallowed|not (?:allowed|permitted|acceptable|ok|okay)|unacceptable|off[- ]limits)"
    r"|must not|mustn't|may not|should not|shouldn't|cannot|can't|not allowed|forbidden"
    r"|prohibited|banned|disallowed|>\s*(?:reject|flag))\b"
)
_REFUSED = re.compile(
    r"^[^,.;]{0,25}?\b(?:(?:is|are|stays?|remains?) (?:strictly |absolutely )?(?:forbidden"
    r"|prohibited"
    r"|banned|disallowed|not (?:allowed|permitted|acceptable|ok|okay)|unacceptable|off[- ]limits)"
    r"|(?:is |are )?not allowed|forbidden|prohibited|banned|disallowed)\b"
)
"""What follows on a thing that is refused outright: `default exports are not allowed`."""
_PERMIT = re.compile(
    r"\b(?:(?:is|are|'s) (?:perfectly |totally |also )?(?:fine|ok|okay|allowed|permitted|acceptable"
    r"|optional|welcome)|may be omitted|can be omitted|(?:not|n't) (?:strictly )?(?:required"
    r"|necessary|needed|enforced|mandatory|forbidden|banned|prohibited|a problem|limited)"
    r"|need not|(?:don't|do not|doesn't|does not) (?:have to|need|worry|care|apply|matter"
    r"|require|enforce)|no need|no (?:hard |fixed )?(?:limit|rule|restriction)|isn't (?:required"
    r"|forbidden)|feel free)\b"
)
_PERMITTING = frozenset(
    {
        "fine", "ok", "okay", "allowed", "permitted", "acceptable", "optional", "welcome",
        "omitted", "required", "necessary", "needed", "enforced", "mandatory", "forbidden",
        "banned", "prohibited", "problem", "limited", "have", "need", "worry", "care",
        "apply", "matter", "require", "enforce", "limit", "rule", "restriction", "free",
    }
)  # fmt: skip
"""Words, one of which each text has that `_PERMIT` is found in."""
_DECLINE = re.compile(
    r"\b(?:never|no|not|don't|do not|avoid|without|skip|omit|optional|unnecessary|drop"
    r"|rather than|instead of|не|без|никогда|нельзя|nunca|kein\w*|nicht|ohne|jamais|không|tránh)\b"
)
_LINK = re.compile(r"\[[^\]]*\]\(https?://\S+\)$|.{0,80}?<?https?://\S+$")
_CODE = re.compile(
    r"(?:async )?def \w+\s*\("
    r"|from [\w.]+ import |import [\w.]+$|class \w+(?:\([^)]*\))?:$|@\w+[\w.]*\("
)
_NEGATOR = re.compile(r"\b(?:never|no|not|don't|do not|avoid)\b")
_IN_CASE = re.compile(r"(?:if|when|whenever|unless|once|while) [^,:;]*, ")
"""The case that a demand is for: what it speaks of is not demanded itself."""
_WITHOUT = re.compile(r"\b(?:without|skip|omit|forget|lacking)\b")
_WITHOUT_TAIL = re.compile(r"(?<=\w) without\b.*")
"""Says which cases a prohibition is about: «(never) use `any` without justification»."""
_LACK = re.compile(
    r"\b(?:never|no|not|don't|do not|avoid|forget(?:ting)?(?: to)?)\b[^.;]*?"
    r"\b(?:without|lack(?:s|ing)?|missing|un(?=\w)|skip(?:s|ping)?|omit(?:s|ting)?|forget)\b"
)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of our own, compiled once: `re` keeps 512 of them, and there are more."""
    return re.compile(pattern)


def plain(statement: Statement) -> str:
    """The statement's text in lower case, without markup, typographic forms or number words."""
    return plain_text(statement.text)


@lru_cache(maxsize=4096)
def plain_text(text: str) -> str:
    """See `plain`. What goes on after `MAX_CHARACTERS` is no statement, and is cut off."""
    text = text[:MAX_CHARACTERS]
    if not text.isascii() and _KIN.search(text):
        text = text.translate(_TYPOGRAPHIC)
    if "__" in text or _BULLET.match(text):
        text = _MARKUP.sub("", text)
    else:
        text = text.replace("**", "").replace("`", "")
    return digits(" ".join(text.casefold().split()))


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a plain text."""
    if not _STOP.search(text) and " - " not in text and "but " not in text:
        return (text,) if text else ()
    return tuple(c.strip() for c in _CLAUSE.split(text) if c and c.strip())


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a plain text; dashes and «but» do not end one."""
    return tuple(c.strip() for c in _SENTENCE.split(text) if c and c.strip())


def is_example(statement: Statement) -> bool:
    """True for sample output, links and code, which are no policy."""
    if statement.modality is Modality.EXAMPLE:
        return True
    return not _prose_of(statement.text)


@lru_cache(maxsize=4096)
def _prose_of(text: str) -> tuple[str, ...]:
    """The clauses of a statement's text; none when it is a link or code."""
    told = plain_text(text)
    is_link = "://" in told and _LINK.match(told) is not None
    return () if is_link or _CODE.match(told) else clauses(told) or (told,)


def forbids(statement: Statement, thing: str) -> bool:
    """True when the statement forbids what the pattern `thing` describes.

    «Never use X», «no X», «X is forbidden», and a bare «use X» under a heading of prohibitions.
    """
    if statement.modality is Modality.EXAMPLE:
        return False
    pattern = compiled(thing)
    found_in = _prose_of(statement.text)
    for number, clause in enumerate(found_in):
        found = pattern.search(clause)
        if found is None or _permits(clause):
            continue
        before, after = clause[: found.end()], clause[found.end() :]
        if _FORBID_BEFORE.search(before) or _FORBID_AFTER.search(after):
            return True
        bare = not _FORBID_BEFORE.search(_WITHOUT_TAIL.sub("", clause))
        if statement.modality is Modality.NEVER and bare and not _negated_later(found_in, number):
            return True
    return False


def _permits(clause: str) -> bool:
    return not _PERMITTING.isdisjoint(words_in(clause)) and _PERMIT.search(clause) is not None


def _negated_later(found_in: tuple[str, ...], number: int) -> bool:
    """True when the prohibition is a clause of its own that follows.

    `The tests are end-to-end - they don't mock anything` demands the first, forbids the second.
    """
    return any(_NEGATOR.search(later) for later in found_in[number + 1 :])


def demands(statement: Statement, thing: str) -> bool:
    """True when the statement asks for what the pattern `thing` describes.

    «Use X», «X required», «never write Y without X»; not «X is optional» or «avoid X».
    """
    if statement.modality is Modality.EXAMPLE:
        return False
    pattern = compiled(thing)
    found_in = _prose_of(statement.text)
    for number, clause in enumerate(found_in):
        found = _asked(pattern, clause)
        if found is None or _permits(clause):
            continue
        before = clause[: found.start()]
        lacking = _LACK.search(clause[: found.end()]) is not None
        if statement.modality is Modality.NEVER and not _NEGATOR.search(clause):
            lacking = _WITHOUT.search(before) is not None
            if not lacking and not _negated_later(found_in, number):
                continue
        if lacking or not (_DECLINE.search(before) or _REFUSED.match(clause[found.end() :])):
            return True
    return False


def _asked(pattern: re.Pattern[str], clause: str) -> re.Match[str] | None:
    """Where the thing stands, but for the case that the demand is for."""
    found = pattern.search(clause)
    in_case = _IN_CASE.match(clause) if found else None
    if found and in_case and found.end() <= in_case.end():
        return pattern.search(clause, in_case.end())
    return found


def mentions(statement: Statement, thing: str) -> bool:
    """True when the plain text or a heading above it holds the pattern."""
    if compiled(thing).search(plain(statement)):
        return True
    return any(compiled(thing).search(plain_text(heading)) for heading in statement.section)


def side(statement: Statement) -> str:
    """`backend` or `frontend` when the spec, or the section, speaks of one side alone."""
    text = plain(statement)
    headings = " ".join(plain_text(h) for h in statement.section)
    name = statement.place.path.casefold()
    for source in (text, headings, name):
        back = re.search(r"back[-_ ]?end|python|fastapi|server[- ]side", source)
        front = re.search(r"front[-_ ]?end|react|typescript|client[- ]side", source)
        full = re.search(r"full[-_ ]?stack", source)
        if full or (back and front):
            return ""
        if back or front:
            return "backend" if back else "frontend"
    return ""
