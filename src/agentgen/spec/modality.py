"""How binding a clause is: from its verb, from its lead-in, from its heading."""

import re
from functools import lru_cache

from agentgen.ir.policy import Modality
from agentgen.spec.verbs import VERBS

_NEVER = re.compile(
    r"\b(?:never|(?:must|shall|should|may|can)(?: not|n't)|cannot|do not|don't|does not|doesn't"
    r"|not allowed|not permitted|forbidden|prohibited|disallowed|banned|off[- ]limits|no longer)\b",
    re.IGNORECASE,
)
_NEVER_START = re.compile(r"^\W*(?:no|not)\s+\w", re.IGNORECASE)
_MUST = re.compile(
    r"\b(?:must|shall|always|required?|requires|mandatory|ensures?|needs? to|ha(?:s|ve) to|is to|"
    r"are to|strictly|at least|at most|no more than|exactly (?:one|two|\d+))\b",
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
_RESERVED = re.compile(
    r"^\W*only\b[^.;]{0,120}\b(?:may|can)\b"
    r"|\b(?:may|can)\b[^;]{0,80}\bonly (?:if|when|from|by|in|through)\b"
    r"|\b(?:flow|point|go|depend|import|call)s? [^.;]{0,40}\bonly\W*$",
    re.IGNORECASE,
)
_CONVENTION = re.compile(
    r"^\W*(?:(?:this|the|our) (?:\w+ )?(?:code ?base|project|repo(?:sitory)?|app(?:lication)?"
    r"|backend|frontend|service|api|team)|we) (?:strictly |always )?"
    r"(?:follows?|adheres? to|enforces?)\b",
    re.IGNORECASE,
)
_AVOID = re.compile(r"^\W*avoid\b", re.IGNORECASE)
_SHARPENS = re.compile(r"[,(–—-]\s*(?:and |but )?\W*$")
_CONDITION = re.compile(r"\b(?:if|when|unless|because|in case|that|which|who|where)\b[^,;]*$", re.I)
_NEVER_WORDS = frozenset(
    {
        "never", "not", "cannot", "don't", "doesn't", "forbidden", "prohibited", "disallowed",
        "banned", "longer", "limits", "mustn't", "shalln't", "shouldn't", "mayn't", "cann't",
    }
)  # fmt: skip
_MUST_WORDS = frozenset(
    {
        "must", "shall", "always", "require", "required", "requires", "mandatory", "ensure",
        "ensures", "need", "needs", "has", "have", "is", "are", "strictly", "least", "most",
        "more",
    }
)  # fmt: skip
_SHOULD_WORDS = frozenset(
    {
        "should", "ought", "recommended", "recommend", "consider", "aim", "aims", "try",
        "strive", "ideally", "encouraged", "optional", "optionally", "possible", "appropriate",
        "feasible", "helps",
    }
)  # fmt: skip
_PREFER_WORDS = frozenset(
    {
        "prefer", "prefers", "preferred", "preferably", "favor", "favour", "favors", "favours",
    }
)  # fmt: skip
_BEFORE_VERB = frozenset(
    {
        "please", "then", "and", "you", "also", "only", "always",
    }
)  # fmt: skip
_IN_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyz'")
_PARTED = bytes(byte if byte in _IN_WORD else ord(" ") for byte in range(256))
"""Every byte as it is in a word, else as a blank."""
_DASH = re.compile(r"\s(?:-|–|—)\s")
_CASE = re.compile(r"^\W*(?:for|in|on|when|if|to|before|after|otherwise)\b[^,;:]{0,120},\s+", re.I)
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_MIXED_HEADING = re.compile(r"\bdo'?s?\b.*\b(?:and|&|/|vs)\b.*\bdon'?t", re.IGNORECASE)
_NEVER_HEADING = re.compile(
    r"\b(?:never|do not|don'?ts?|must not|avoid)\b(?:(?:\W+(?:do|this|these|the|following|ever|"
    r"use|rules?|list|things|when|writing|code|in|it)\b)*)\W*$"
    r"|\b(?:forbidden|prohibited|anti-?patterns?|not allowed|bad practices|pitfalls"
    r"|common mistakes|(?:what|things) to avoid)\b",
    re.IGNORECASE,
)
_NEVER_THESE = re.compile(
    r"^\W*(?:never|do not|don't|avoid)\b[^.;:]*\b(?:these|the following|any of)\b[^.;:]*$",
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
    r"^\W*(?:(?:\w+ ){0,3}(?:examples?|sample output|example output|usage example)\W*$"
    r"|(?:example|sample) \w+(?: \w+){0,2}\W*$)",
    re.IGNORECASE,
)
_INFO_HEADING = re.compile(
    r"^[\W\d]*(?:(?:project |product |current |system )*(?:overview|background|introduction|context"
    r"|architecture overview)|about\b.*|role(?: .*)?|identity|who you are|(?:core )?competenc\w+"
    r"|(?:core )?capabilities|expertise|purpose|mission statement|(?:\w+ )?resources|references"
    r"|links|further reading|see also|glossary|changelog|table of contents|ready to help.*"
    r"|knowledge base|example interactions|behavioral traits|tech(?:nology)? stack"
    r"|troubleshooting.*|common (?:\w+ )?(?:issues|problems|errors|fixes)|symptoms?"
    r"|debugging.*)\W*$",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"`?(?:[\w.-]+/){0,9}[\w-]+\.\w{1,4}:\d+`?\s")
"""A finding as a tool or a reviewer reports it, with file and line: sample output."""
_REFERENCE_HEADING = re.compile(
    r"^[\W\d]*(?:(?:\w+ )?(?:resources|references|links)|further reading|see also"
    r"|libraries to know)\W*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def is_reference(section: tuple[str, ...]) -> bool:
    """True below a heading that lists things to read."""
    return any(_REFERENCE_HEADING.match(title) for title in section)


@lru_cache(maxsize=1024)
def is_default(section: tuple[str, ...]) -> bool:
    """True below «defaults (override if specified)»: the weakest kind of demand."""
    return any(_DEFAULTS_HEADING.search(title) for title in section)


@lru_cache(maxsize=1024)
def context_modality(section: tuple[str, ...]) -> Modality | None:
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
    if _NEVER_THESE.match(title) and not _BUT.search(title):
        return Modality.NEVER
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
    for match in _WORD.finditer(clause, 0, 60):
        word = match.group().lower()
        if word not in _BEFORE_VERB:
            return word in VERBS
    return False


def explicit_modality(clause: str) -> Modality | None:
    """What the clause's own words demand, None when it only states something."""
    words = words_of(clause)
    body = clause.split(": ", 1)[1] if ": " in clause else clause
    never = None if words.isdisjoint(_NEVER_WORDS) else _NEVER.search(clause)
    limit = "should" in words and _LIMIT.search(clause) is not None
    if _NEVER_START.match(body):
        return Modality.NEVER
    if never and not limit and not _is_afterthought(clause, never.start()):
        return Modality.NEVER
    must = None if words.isdisjoint(_MUST_WORDS) else _MUST.search(clause)
    if must is None:
        reserved = _RESERVED.search(clause) if "only" in words else None
        must = reserved or _CONVENTION.match(clause)
    if not words.isdisjoint(_PREFER_WORDS):
        return Modality.PREFER
    if "avoid" in words and _avoids(clause, body):
        return Modality.SHOULD
    if limit:
        return Modality.MUST
    should = None if words.isdisjoint(_SHOULD_WORDS) else _SHOULD.search(clause)
    if should and not (must and must.group().lower() in ("must", "always")):
        return Modality.MUST if _only_explains(clause, should.start()) else Modality.SHOULD
    if not must and "may" in words and _MAY.search(clause) and not starts_with_verb(body):
        return Modality.INFO
    return Modality.MUST if must or _demands_anywhere(clause, body) else None


def _avoids(clause: str, body: str) -> bool:
    """True for a clause that begins with «avoid», behind its label, or behind its case."""
    in_case = _CASE.match(clause)
    behind = clause[in_case.end() :] if in_case else clause
    return any(_AVOID.match(text) is not None for text in (clause, body, behind))


@lru_cache(maxsize=1024)
def words_of(clause: str) -> frozenset[str]:
    """The words of a clause in lower case; a look at them spares most searches."""
    parted = clause.lower().encode("utf-8", "replace").translate(_PARTED).decode("ascii")
    if "'" not in parted:
        return frozenset(parted.split())
    return frozenset(word.lstrip("'") for word in parted.split())


def _demands_anywhere(clause: str, body: str) -> bool:
    """True for a clause that demands outright, behind its label, or behind the case it is for."""
    if _demands_outright(clause) or (body is not clause and _demands_outright(body)):
        return True
    in_case = _CASE.match(clause)
    return in_case is not None and _demands_outright(clause[in_case.end() :])


def _demands_outright(text: str) -> bool:
    return starts_with_verb(text) or _UNIVERSAL.match(text) is not None


def _only_explains(clause: str, start: int) -> bool:
    """True when a dash parts an imperative from what it should lead to.

    `Fail early - callers should never see half a result`.
    """
    dash = _DASH.search(clause, 0, start)
    return dash is not None and " " in clause[: dash.start()] and starts_with_verb(clause)


def _is_afterthought(clause: str, start: int) -> bool:
    """True when a demand comes first, and the negation only sharpens or limits it.

    `Validate at the boundary, never inside logic`; `involve a lead if that does not help`.
    """
    before = clause[:start].split(": ", 1)[-1]
    demands = starts_with_verb(before) or _MUST.search(before) is not None
    return demands and bool(_SHARPENS.search(before) or _CONDITION.search(before))


def modality_of(clause: str, section: tuple[str, ...], *, stands_alone: bool) -> Modality:
    """How binding a clause is.

    Args:
        clause: plain text of one clause.
        section: headings and lead-ins above it, outermost first.
        stands_alone: True for list items and table rows, which demand something even without a
            verb (`Connection pooling`); sentences of a paragraph then only inform.
    """
    around = context_modality(section)
    if around is Modality.EXAMPLE or _REPORTED.match(clause):
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
