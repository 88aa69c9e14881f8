"""How binding a clause is: from its verb, from its lead-in, from its heading."""

import re
from collections.abc import Sequence
from functools import lru_cache

from agentgen.ir.policy import Modality
from agentgen.spec.verbs import VERBS

_NEVER = re.compile(
    r"\b(?:never|(?:must|shall|should|may|can)(?: not|n't)|cannot|do not|don't|does not|doesn't"
    r"|not allowed|not permitted|forbidden|prohibited|disallowed|banned|no longer)\b",
    re.IGNORECASE,
)
_NEVER_START = re.compile(r"^\W*(?:no|not)\s+\w", re.IGNORECASE)
_MUST = re.compile(
    r"\b(?:must|shall|always|required?|requires|mandatory|ensures?|needs? to|ha(?:s|ve) to|is to|"
    r"are to|strictly|at least|at most|no more than)\b",
    re.IGNORECASE,
)
_UNIVERSAL = re.compile(r"^\W*(?:all|every|each|any)\b", re.IGNORECASE)
_SHOULD = re.compile(
    r"\b(?:should|ought to|recommended|recommend|consider|aims?|try to|strive|ideally|encouraged|"
    r"optional|optionally|(?:when|where|if) (?:possible|appropriate|feasible|it helps))\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\bshould\b.*\b(?:under|below|at most|(?:no|not) more than|less than|fewer than|exceed|"
    r"max(?:imum)?(?: of)?)\b\D*\d",
    re.IGNORECASE,
)
_MAY = re.compile(r"\bmay\b(?! not)", re.IGNORECASE)
_AVOID = re.compile(r"^\W*avoid\b", re.IGNORECASE)
_PREFER = re.compile(r"\b(?:prefer|prefers|preferred|preferably|favou?r|favou?rs)\b", re.IGNORECASE)
_SHARPENS = re.compile(r"[,(–—-]\s*(?:and |but )?\W*$")
_CONDITION = re.compile(r"\b(?:if|when|unless|because|in case|that|which|who|where)\b[^,;]*$", re.I)
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_MIXED_HEADING = re.compile(r"\bdo'?s?\b.*\b(?:and|&|/|vs)\b.*\bdon'?t", re.IGNORECASE)
_NEVER_HEADING = re.compile(
    r"\b(?:never|do not|don'?ts?|must not|avoid)\b(?:(?:\W+(?:do|this|these|the|following|ever|"
    r"use|rules?|list|things|when|writing|code|in|it)\b)*)\W*$"
    r"|\b(?:forbidden|prohibited|anti-?patterns?|not allowed|bad practices|pitfalls"
    r"|common mistakes|(?:what|things) to avoid)\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:without|before|unless|until|prevention|how to)\b", re.IGNORECASE)
_MUST_HEADING = re.compile(
    r"^\W*(?:always|must|do|do's|dos|mandatory|requirements?|non-negotiables?|rules)\W*$"
    r"|\b(?:always|must)\W*$",
    re.IGNORECASE,
)
_SHOULD_HEADING = re.compile(r"\b(?:should|recommend\w*|nice to have|optional)\b", re.IGNORECASE)
_PREFER_HEADING = re.compile(r"\bprefer(?:red|ences?|ably)?\b", re.IGNORECASE)
_DEFAULTS_HEADING = re.compile(
    r"\bdefaults?\b.*\b(?:overrid|unless|if not|otherwise)|\bunless (?:otherwise )?specified",
    re.IGNORECASE,
)
_EXAMPLE_HEADING = re.compile(
    r"^\W*(?:\w+ ){0,3}(?:examples?|sample output|example output|usage example)\W*$", re.IGNORECASE
)
_INFO_HEADING = re.compile(
    r"^[\W\d]*(?:(?:project |product |current |system )*(?:overview|background|introduction|context"
    r"|architecture overview)|about\b.*|role(?: .*)?|identity|who you are|(?:core )?competenc\w+"
    r"|(?:core )?capabilities|expertise|purpose|mission statement|(?:\w+ )?resources|references"
    r"|links|further reading|see also|glossary|changelog|table of contents|ready to help.*"
    r"|knowledge base|example interactions|behavioral traits|tech(?:nology)? stack)\W*$",
    re.IGNORECASE,
)
_REFERENCE_HEADING = re.compile(
    r"^[\W\d]*(?:(?:\w+ )?resources|references|links|further reading|see also"
    r"|libraries to know)\W*$",
    re.IGNORECASE,
)


def is_reference(section: Sequence[str]) -> bool:
    """True below a heading that lists things to read."""
    return any(_REFERENCE_HEADING.match(title) for title in section)


def is_default(section: Sequence[str]) -> bool:
    """True below «defaults (override if specified)»: the weakest kind of demand."""
    return any(_DEFAULTS_HEADING.search(title) for title in section)


def context_modality(section: Sequence[str]) -> Modality | None:
    """What the nearest telling heading or lead-in demands of the clauses below it."""
    for title in reversed(section):
        found = _heading(title)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=1024)
def _heading(title: str) -> Modality | None:
    if _EXAMPLE_HEADING.match(title):
        return Modality.EXAMPLE
    if _INFO_HEADING.match(title):
        return Modality.INFO
    if _DEFAULTS_HEADING.search(title):
        return Modality.SHOULD
    short = len(title.split()) <= 6
    never = _NEVER_HEADING.search(title)
    if never and not _MIXED_HEADING.search(title) and not _BUT.search(title):
        at_end = not re.search(r"\w", title[never.end() :])
        if short or at_end:
            return Modality.NEVER
    if _MUST_HEADING.search(title):
        return Modality.MUST
    if short and _PREFER_HEADING.search(title):
        return Modality.PREFER
    if short and _SHOULD_HEADING.search(title):
        return Modality.SHOULD
    return None


def starts_with_verb(clause: str) -> bool:
    """True for an imperative: the first word is a verb in its base form."""
    words = _WORD.findall(clause[:60])
    while words and words[0].lower() in ("please", "then", "and", "you", "also", "only", "always"):
        words = words[1:]
    return bool(words) and words[0].lower() in VERBS


def explicit_modality(clause: str) -> Modality | None:
    """What the clause's own words demand, None when it only states something."""
    never = _NEVER.search(clause)
    body = clause.split(": ", 1)[-1]
    if _NEVER_START.match(body):
        return Modality.NEVER
    if never and not _LIMIT.search(clause) and not _is_afterthought(clause, never.start()):
        return Modality.NEVER
    must = _MUST.search(clause)
    if _PREFER.search(clause):
        return Modality.PREFER
    if _AVOID.match(body) or _AVOID.match(clause):
        return Modality.SHOULD
    if _LIMIT.search(clause):
        return Modality.MUST
    if _SHOULD.search(clause) and not (must and must.group().lower() in ("must", "always")):
        return Modality.SHOULD
    if not must and _MAY.search(clause) and not starts_with_verb(body):
        return Modality.INFO
    if must or any(starts_with_verb(s) or _UNIVERSAL.match(s) for s in (clause, body)):
        return Modality.MUST
    return None


def _is_afterthought(clause: str, start: int) -> bool:
    """True when a demand comes first, and the negation only sharpens or limits it.

    `Validate at the boundary, never inside logic`; `involve a lead if that does not help`.
    """
    before = clause[:start].split(": ", 1)[-1]
    demands = starts_with_verb(before) or _MUST.search(before) is not None
    return demands and bool(_SHARPENS.search(before) or _CONDITION.search(before))


def modality_of(clause: str, section: Sequence[str], *, stands_alone: bool) -> Modality:
    """How binding a clause is.

    Args:
        clause: plain text of one clause.
        section: headings and lead-ins above it, outermost first.
        stands_alone: True for list items and table rows, which demand something even without a
            verb (`Connection pooling`); sentences of a paragraph then only inform.
    """
    around = context_modality(section)
    if around is Modality.EXAMPLE:
        return Modality.EXAMPLE
    own = explicit_modality(clause)
    if around is Modality.NEVER:
        instead = re.search(r"\binstead\b", clause, re.IGNORECASE)
        return Modality.MUST if instead and own is Modality.MUST else Modality.NEVER
    if own is not None and own is not Modality.MUST:
        return own
    if around in (Modality.SHOULD, Modality.PREFER):
        strong = _MUST.search(clause)
        return Modality.MUST if strong else around
    if around is Modality.INFO:
        return Modality.MUST if _MUST.search(clause) else Modality.INFO
    if own is not None:
        return own
    return Modality.MUST if stands_alone or around is Modality.MUST else Modality.INFO
