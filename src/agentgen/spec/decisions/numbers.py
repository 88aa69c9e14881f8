"""Decisions that are figures: page sizes, line length, validation status."""

import re

from agentgen.ir.policy import Modality, Statement
from agentgen.spec.decisions.base import Decider, Found, about_frontend, is_pointer

_PAGED = re.compile(
    r"paginat|\bpaging\b|page[ _-]?size|per[ _]page"
    r"|(?:items|rows|records|results) (?:a|per|on each) page|list endpoints?|`limit`",
    re.I,
)
_DEFAULT = (
    re.compile(r"`limit`[^;.]{0,30}?\bdefault\w*\W{0,4}(?:is|of|to)?\W{0,3}(\d+)", re.I),
    re.compile(
        r"\bdefault\w*(?: page[ _]size| limit| value| size)?(?: is| of| to| at)?\W{0,4}(\d+)", re.I
    ),
    re.compile(r"\b(\d+)\s*(?:\w+ ){0,3}by default\b", re.I),
    re.compile(r"\bpage[ _-]?size`?(?: of| is|:|=| defaults to)?\W{0,3}(\d+)", re.I),
    re.compile(r"\b(\d+) (?:items|rows|records|results) (?:a|per|on each) page\b", re.I),
)
_MAXIMUM = (
    re.compile(
        r"\b(?:max(?:imum)?(?: page[ _]size| limit)?|at most|up to|no more than|never more than|"
        r"capped at|cap(?: of| at)?|not exceed|upper bound)(?: is| of| to| at)?\W{0,4}(\d+)",
        re.I,
    ),
    re.compile(r"\b(\d+)\s*(?:\w+ ){0,3}(?:at most|max(?:imum)?\b)", re.I),
)
_SIGNATURE = re.compile(
    r"\b(?:limit|page_?size|per_?page)\s*:\s*(?:int"
    r"|number)\s*=\s*(?:Query\(\s*(?:default\s*=\s*)?)?(\d+)",
    re.I,
)
_LINE = (
    re.compile(r"\bline[- _]?lengths?`?[^\d\n;]{0,30}?(\d{2,3})\b", re.I),
    re.compile(r"\b(?:max(?:imum)?[- ])?lines?\b[^\d\n;]{0,30}?(\d{2,3}) (?:char|col)\w*", re.I),
    re.compile(r"\b(\d{2,3})[- ](?:char\w*|col\w*)(?: (?:a|per))? (?:line|limit|width)\w*", re.I),
)
_NO_CODE_LINE = re.compile(r"\bcommit|\bsubject\b|\btitle\b|\blog lines?\b|\bdescription\b", re.I)
_AMBIGUOUS = re.compile(r"\b\d{2,3}\b[^\n]{0,20}\bor \d{2,3}\b", re.I)

_DIGIT = re.compile(r"\d")
_CODE = r"(400|422)"
_ABOUT_VALIDATION = (
    r"(?:validation(?: errors?| failures?| problems?)?|invalid (?:request|input|payload|bod)\w*)"
)
_ABOUT_FORMAT = r"(?:format errors?|malformed (?:request|input|payload)\w*)"
_REASON = r"(?:for|on|when|if|bad request|unprocessable\w*(?: entity)?)"
_NEGATED_CODE = re.compile(
    r"\b(?:not|never|instead of|rather than|no)\W+(?:a |an |with )?\d{3}\b", re.I
)


def _page_size(statement: Statement) -> Found | None:
    if statement.modality is Modality.EXAMPLE:
        told = "limit" in statement.text.lower() or "page" in statement.text.lower()
        shown = _SIGNATURE.search(statement.text) if told else None
        return Found(int(shown[1])) if shown and int(shown[1]) else None
    found = _figure(statement, _DEFAULT)
    return Found(found) if found else None


def _page_size_max(statement: Statement) -> Found | None:
    found = _figure(statement, _MAXIMUM)
    return Found(found) if found else None


def _figure(statement: Statement, patterns: tuple[re.Pattern[str], ...]) -> int | None:
    if (
        statement.modality in (Modality.EXAMPLE, Modality.NEVER)
        and "more than" not in statement.text
    ):
        return None
    if statement.modality is Modality.EXAMPLE or not _DIGIT.search(statement.text):
        return None
    if not _PAGED.search(statement.text):
        return None
    for pattern in patterns:
        for match in pattern.finditer(statement.text):
            if 0 < int(match[1]) <= 10_000:
                return int(match[1])
    return None


def _line_length(statement: Statement) -> Found | None:
    text = statement.text
    in_code = statement.modality is Modality.EXAMPLE
    if (in_code and "line" not in text) or not _DIGIT.search(text):
        return None
    if about_frontend(statement) or is_pointer(statement) or _NO_CODE_LINE.search(text):
        return None
    if in_code:
        match = re.search(r"^\s*line[-_]length\s*=\s*(\d{2,3})\s*$", text, re.M)
        return Found(int(match[1]), mention=True) if match else None
    if _AMBIGUOUS.search(text):
        return None
    for pattern in _LINE:
        match = pattern.search(text)
        if match and 60 <= int(match[1]) <= 200:
            return Found(int(match[1]))
    return None


def _validation_status(statement: Statement) -> Found | None:
    if statement.modality in (Modality.NEVER, Modality.EXAMPLE) or is_pointer(statement):
        return None
    text = _NEGATED_CODE.sub("", statement.text)
    for subject in (_ABOUT_VALIDATION, _ABOUT_FORMAT):
        after = re.search(rf"\b{subject}\b[^.;,\d]{{0,40}}\b{_CODE}\b", text, re.I)
        before = re.search(
            rf"\b{_CODE}\b\W{{0,3}}(?:{_REASON}\W+){{0,2}}(?:\w+ ){{0,2}}?{subject}\b",
            text,
            re.I,
        )
        match = before or after
        if match:
            return Found(int(match[1]))
    return None


_PAGES = (
    "paginat", "paging", "page", "per", "limit", "list", "item", "row", "record", "result",
)  # fmt: skip
"""Beginnings of words, one of which stands where the size of pages is spoken of."""

DECIDERS = (
    Decider("page_size", _page_size, stricter=min, keywords=_PAGES),
    Decider("page_size_max", _page_size_max, stricter=min, keywords=_PAGES),
    Decider("line_length", _line_length, stricter=min, keywords=("line", "char", "col")),
    Decider("validation_status", _validation_status, keywords=("400", "422")),
)
