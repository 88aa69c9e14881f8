"""Which technologies a statement chooses: by its label, by a verb, by describing the project."""

import re

from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import MAX_CHARACTERS, is_example, plain, plain_text
from agentgen.ir.readers import Params
from agentgen.rules.stack.technologies import canonical, pattern, spellings

_LABEL = re.compile(
    r"^(?:the )?(?:[\w/&+-]+ ){0,3}(?:front-?end|back-?end|databases?|db|orms?|caching|cache"
    r"|queues?"
    r"|message (?:broker|queue)s?|runtime|languages?|frameworks?|testing|tests?|logging|validation"
    r"|integrations?|devops|deployment|infra(?:structure)?|styling|state(?: management)?|ui"
    r"|build(?: tool)?s?|bundler|package manager|linting|formatting|linters?|formatters?"
    r"|type check\w*"
    r"|http clients?|clients?|auth(?:entication)?|monitoring|observability|api|server|web|stack"
    r"|data(?: fetching)?|migrations?|external(?: services?)?|storage|search|realtime|real-time"
    r"|routing|forms?|ci(?:/cd)?|hosting|containers?|compose|libraries|tooling|tools|core|icons"
    r"|charts|animations?|dates?|i18n|editor|tables|e2e|mocking|cms|payments?|e-?mails?|realtime"
    r"|package management|package managers?|background (?:work|jobs|tasks)|feature flags"
    r"|task queues?|workers?|scheduling|tracing|lint)"
    r"(?: \([^)]*\))?\s*(?::|>|=| [-\u2013] |\|| (?:is|are) (?!not\b)| uses? | runs? on "
    r"| comes? from"
    r"| (?:is|are) handled by )"
)
_CHOOSE = re.compile(
    r"\b(?:(?:us(?:e|es|ing)|built (?:with|on|in)|build \w+ (?:with|on|in)|prefer|adopt|choose"
    r"|leverage|utili[sz]e|employ|consider|written in|write \w+ in|powered by|based on|on top of"
    r"|run(?:s|ning)? (?:on|in|inside|under)|rel(?:y|ies) on|opt for|work with|include|targets?"
    r"|requires?"
    r"|standardi[sz]e on|stick to)\W+(?:(?!for\b)\w+\W+){0,5}"
    r"|us(?:e|es|ing) (?:[\w-]+ ){1,7}\(|\bgo(?:es)? (?:in)?to\W+$|(?:with|via|from|through|by"
    r"|and)\W+(?:(?!for\b)\w+\W+){0,3})$"
)
_REJECT = re.compile(
    r"\b(?:no|not|never|don't|do not|avoid|without|instead of|rather than|over|replac\w+|drop"
    r"|remov\w+|than|(?:away|migrat\w+|mov\w+) from)\W+(?:\w+\W+){0,4}$"
)
_SLASHED = re.compile(
    r"(?<![\w./`-])[a-z][a-z0-9]*(?:\.js)?(?:/[a-z][a-z0-9]*(?:\.js)?){1,3}(?![\w./`-])"
)
_STACK_HEADING = re.compile(
    r"\b(?:stack|technolog(?:y|ies)|dependencies|frameworks?|built with|tools|libraries)\b"
)
_DOCUMENT = re.compile(r"^\W*[\w./-]+\.(?:md|mdx|rst|txt)\b\W*(?::|-|>|\(|$)")
"""A pointer to a document says what it is about, not what to use."""
_OF_PATH = re.compile(r"^(?:[\w.@{}<>\[\]-]+/)*(?:[\w.@{}<>\[\]-]+/|[\w{}<>\[\]-]+\.\w{1,4}): ")
"""What a directory tree says of a path: `app/tasks.py: Celery tasks`."""
_OPENING = re.compile(
    r"(?:(?:this|it|the \w+|our \w+|this \w+) is )?(?:(?:an?|the|our|modern|async|asynchronous"
    r"|small"
    r"|simple|typed|type-safe|full[- ]?stack|production|scalable|single|monolithic) )*"
)
_WANTED = re.compile(r" (?:for|as (?:the|our|a)) \w| (?:is |are )?(?:required|mandatory)\b")
_SINCE = re.compile(r"\b(?:available|syntax|types?|features?|unions?|supported) \($")
"""Before the version that a piece of syntax came with: `(Python 3.10+)`."""
_BETWEEN = re.compile(r"\s*(?:[/,&+]|and|with)?\s*")
_PROJECT = re.compile(
    r"(?:(?:web|rest|http|mobile|single-page|full[- ]?stack|async|api|code) )?(?:back-?end"
    r"|front-?end"
    r"|application|app|monorepo|mono-repo|server|service|api|project|platform|code ?base|repository"
    r"|repo|dashboard|site|website|saas|spa|microservices?|template|boilerplate)\b"
)
_FACT = re.compile(
    r"^we (?:use|build (?:with|on)|run on|rely on|deploy (?:with|to|on)|test with)\b"
    r"|^(?:this|the|our) (?:\w+ )?(?:project|repo(?:sitory)?|code ?base|app(?:lication)?|back-?end"
    r"|front-?end|server|service|system|stack|api|platform) (?:uses?|is built (?:with|on|using)"
    r"|runs on|relies on|is written in|is based on|is powered by|combines)\b"
)
_HOLDS = re.compile(
    r"^(?:this|the|our) (?:\w+ )?(?:director(?:y|ies)|folder|package|workspace|repo(?:sitory)?"
    r"|code ?base|project|monorepo) (?:contains?|holds?|hosts?|consists of|combines|houses)\b"
)
_SKILLED = re.compile(
    r"\b(?:expert|expertise|proficient|proficiency|speciali[sz](?:e|es|ing|ed)|skilled|fluent"
    r"|well[- ]versed|experienced?|knowledge)(?: \w+){0,3}? (?:in|with|of)\b"
)
"""The stack of a role: `You are an expert in Python and FastAPI`."""
_LIBRARY = re.compile(
    r"\b(?:use|adopt|prefer|call|rely on)s? (?:the "
    r"|only the )?`((?:@[\w.-]{1,40}/)?[A-Za-z][\w.-]{1,40})`"
    r" (?:library|package|sdk|dependency)\b",
    re.IGNORECASE,
)


@needing(spellings(), r"\b(?:library|package|sdk|dependency)\b")
def technologies(statement: Statement) -> Params | None:
    """The technologies that a statement chooses, and the versions it gives them."""
    if is_example(statement) or statement.modality is Modality.NEVER:
        return None
    text = plain(statement)
    if "/" in text:
        text = _SLASHED.sub(_spaced, text)
    if _DOCUMENT.match(text):
        return None
    found = _chosen(statement, text) | _libraries(statement)
    if not found:
        return None
    versions = {name: version for name, version in found.items() if version}
    return {"names": tuple(found), **({"versions": versions} if versions else {})}


def _chosen(statement: Statement, text: str) -> dict[str, str]:
    """Versions (maybe empty) by the names of technologies."""
    listed = _is_list(statement, text)
    binding = statement.modality is not Modality.INFO or _FACT.match(text) is not None
    skilled = _SKILLED.search(text)
    found: dict[str, str] = {}
    for match in pattern().finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        of_role = skilled is not None and skilled.end() <= match.start()
        told = listed or of_role
        if not told and binding:
            told = _CHOOSE.search(before) is not None or _follows(found, before)
        if told and not _REJECT.search(before) and not _SINCE.search(before):
            found.setdefault(canonical(match["name"]), (match["version"] or "").replace(" ", ""))
    return found


def _is_list(statement: Statement, text: str) -> bool:
    """True where every technology is meant: `Backend: …`, below «Stack», `A FastAPI backend …`."""
    if _HOLDS.match(text):
        return True
    if _LABEL.match(text) or _OF_PATH.match(text) or _describes(text) or _names_first(text):
        return True
    return any(_STACK_HEADING.search(plain_text(title)) for title in statement.section)


def _names_first(text: str) -> bool:
    """True for a text that says what a technology is for: `Vitest for unit tests`."""
    found = pattern().match(text)
    while found:
        between = _BETWEEN.match(text, found.end())
        further = pattern().match(text, between.end()) if between else None
        if further is None:
            return _WANTED.match(text, found.end()) is not None
        found = further
    return False


def _describes(text: str) -> bool:
    """True for a text that begins by saying what is built: `Python/FastAPI backend with Redis`."""
    opening = _OPENING.match(text)
    at = opening.end() if opening else 0
    found = pattern().match(text, at)
    if found is None:
        return False
    while found:
        between = _BETWEEN.match(text, found.end())
        at = between.end() if between else found.end()
        found = pattern().match(text, at)
    return _PROJECT.match(text, at) is not None


def _libraries(statement: Statement) -> dict[str, str]:
    """Libraries that are called so, known or not: «use the `stamps` library»."""
    matches = _LIBRARY.finditer(statement.text[:MAX_CHARACTERS])
    told = [
        m[1].casefold() for m in matches if not _REJECT.search(m.string[: m.start()].casefold())
    ]
    return {name: "" for name in told if not pattern().search(name)}


def _spaced(match: re.Match[str]) -> str:
    """`vitest/jest` as two names; `shadcn/ui` and `ci/cd` are one."""
    text = match.group()
    return text if text in ("shadcn/ui", "ci/cd") else text.replace("/", " / ")


def _follows(found: dict[str, str], before: str) -> bool:
    """True for the next name of a list that has begun: `httpx (Python) or axios`."""
    return bool(found) and re.search(r"(?:,|/|\bor|\band|\(|\+|&)\s*$", before) is not None
