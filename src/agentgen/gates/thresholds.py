"""Coverage thresholds in prose: which percentage asks for which kind of coverage."""

import re
from enum import StrEnum

from agentgen.ir.numbers import percentages
from agentgen.ir.policy import Statement
from agentgen.ir.prose import is_example, mentions, plain

_VOID = re.compile(
    r"\b(?:not required|no need|optional|don't require|do not require|at most|under"
    r"|below|less than)\b"
)
_ROUTE = re.compile(r"\b(?:routes?|endpoints?)\b")
_TESTS = re.compile(r"\b(?:coverage|lines?|branch(?:es)?|statements?|covered|overall)\b")
_SCOPED = re.compile(
    r"^\+?\s*(?:for|of|on|in)\s+(?!the (?:code|whole|project)|all\b|lines?\b"
    r"|branch|statements|code\b|business|services?\b|(?:the )?(?:api )?(?:routes?|endpoints?)\b)"
)
_BUSINESS = re.compile(r"\b(?:business logic|services?|service layer|domain)\b")


class Kind(StrEnum):
    """What a percentage is about."""

    ROUTES = "routes"
    BUSINESS = "business"
    LINES = "lines"
    LINES_AND_BRANCHES = "lines and branches"


def coverage_claims(statement: Statement) -> tuple[tuple[Kind, float], ...]:
    """The coverage thresholds that a statement sets, in order."""
    text = plain(statement)
    if "%" not in text and "cent" not in text:
        return ()
    if is_example(statement) or not mentions(statement, r"\bcover(?:age|ed|s)?\b"):
        return ()
    claims = []
    for value, before, after in percentages(text):
        kind = _kind(before, after, text)
        if kind is not None and 0 < value <= 100 and not _VOID.search(before + after):
            claims.append((kind, value))
    return tuple(claims)


def _kind(before: str, after: str, text: str) -> Kind | None:
    if re.search(r"\b(?:latency|error rate|cpu|memory|5xx|errors)\b", before + after):
        return None
    if _SCOPED.search(after):
        return None  # «100% for agent decision logic»: a scope that only people can point at
    for window in (re.split(r"\band\b(?=[^a-z]*$)", after)[0], before):
        if _ROUTE.search(window):
            return Kind.ROUTES
        if _BUSINESS.search(window) and _TESTS.search(text):
            return Kind.BUSINESS
        if _TESTS.search(window):
            return Kind.LINES_AND_BRANCHES if "branch" in after + before else Kind.LINES
    return Kind.LINES if not after.strip(" +.)") or _TESTS.search(text) else None
