"""Principles, process and the role: what specs say that code alone cannot show."""

import re

from agentgen.ir.code_names import spans
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import compiled, demands, is_example, plain
from agentgen.topics.base import Params, Topic, demanded, either, forbidden, names
from agentgen.topics.phrasing import named, together, words

_NAMED = {
    "dry": r"\bdry\b(?![- ]run)|\bdon't repeat yourself\b"
    r"|\b(?:over|instead of|rather than|avoid|no|reduce|eliminate) (?:code )?"
    r"(?:duplication|repetition|duplicated? code)\b",
    "kiss": r"\bkiss\b|\bkeep it (?:simple|stupid)\b|\bsimplicity\b|\bstraightforward solutions?\b"
    r"|\bsimple(?:st)? solutions?\b|\bstart simple\b",
    "yagni": r"\byagni\b|\bon speculation\b|\bspeculative\b"
    r"|\bonly (?:when|what) (?:they are |it is |is |are )(?:actually |really )?needed\b",
    "solid": r"\bsolid\b(?: principles?| design)\b|\bsolid, ",
    "open/closed": r"\bopen[/ -](?:and )?closed principle\b|\bopen for extension\b",
    "liskov substitution": r"\bliskov\b",
    "interface segregation": r"\binterface segregation\b",
    "readability": r"\b(?:clean|readable|concise|maintainable|clear)(?:, | and | )"
    r"(?:\w+,? ){0,3}code\b|\bclarity over cleverness\b",
    "security first": r"\bsecurity first\b|\bcompromise on security\b",
    "production-ready": r"\bproduction[- ](?:ready|quality|grade)\b",
    "clean code": r"\bclean code\b",
    "performance": r"\bhigh performance\b|\bperformance implications?\b",
    "pure functions": r"\bpure functions?\b",
    "declarative": r"\bdeclarative\b[^.;]{0,20}\bprogramming\b",
    "functional": r"\bfunctional\b[^.;]{0,30}\bprogramming\b",
    "convention over configuration": r"\bconvention over configuration\b",
    "boy scout": r"\bboy[- ]scout\b|\bcleaner than you found\b",
}
_PROHIBITING = (
    r"\bduplication\b|\brepetition\b|\bduplicated? code\b"
    r"|\bspeculati(?:on|ve)\b|\bcompromise\b|\brepeat yourself\b"
)
_ANY = "|".join(_NAMED.values())


@needing(_ANY)
def _principles(statement: Statement) -> Params | None:
    """«Apply DRY and KISS», «clean, readable code over clever code»."""
    if is_example(statement):
        return None
    text = plain(statement)
    if not compiled(_ANY).search(text):
        return None
    found = names(name for name, pattern in _NAMED.items() if re.search(pattern, text))
    negative = statement.modality is Modality.NEVER and not re.search(_PROHIBITING, text)
    if not found or negative:
        return None
    against = re.search(_PROHIBITING, text) is not None
    return {"names": found} if against or demands(statement, _ANY) else None


_EXISTING = (
    r"\b(?:match|follow|consistent with|mirror|respect)\w*\b[^.;]{0,20}\bexisting\b[^.;]{0,25}"
    r"\b(?:code|style|patterns?|conventions?|components?)\b"
    r"|\bprefer (?:the )?existing (?:\w+ )?(?:patterns?|conventions?|components?|code"
    r"|abstractions?)\b"
    r"|\bcode ?base consistency\b|\bstyle of (?:the )?(?:surrounding|existing) code\b"
)


@needing(_EXISTING)
def _like_existing(statement: Statement) -> Params | None:
    """«Follow existing patterns (e.g. `TaxValidator`)»."""
    if not demands(statement, _EXISTING):
        return None
    found = spans(statement.text)
    return {"examples": found} if found else {}


_LOCK = r"\block[- ]?files?\b|(?<![\w.-])[\w-]*(?:\.lockb?|-lock\.(?:json|yaml))\b"
_LOCK_FILES = named("files", r"[\w-]*(?:\.lockb?|-lock\.(?:json|yaml))")

TOPICS = (
    Topic(
        id="principle",
        title="A principle of good code",
        phrases=_principles,
        status=Status.ADVISORY,
        describes=True,
        keywords=words(
            "dry repeat kiss simpl stupid straightforward yagni speculati need solid closed "
            "extension liskov segregation clean readab concise maintainable clear clarity "
            "duplicat repetition security compromise production performance pure functional "
            "declarative convention "
            "boy"
        ),
        prose={
            "Apply DRY (Don't Repeat Yourself) and KISS": {"names": ("dry", "kiss")},
            "Follow SOLID principles strictly": {"names": ("solid",)},
            "Prefer iteration over repetition": {"names": ("dry",)},
            "Avoid code duplication": {"names": ("dry",)},
            "Write clean, readable code over clever code": {"names": ("readability",)},
            "Implement features only when they are needed": {"names": ("yagni",)},
            "Choose straightforward solutions over complex ones": {"names": ("kiss",)},
            "Never compromise on security for convenience": {"names": ("security first",)},
        },
        not_prose=(
            "Use a dry run",
            "Reject duplicated order numbers",
            "Solid lines mark the edge",
            "Clean the cache",
        ),
    ),
    Topic(
        id="match-existing-code",
        title="New code looks like the code around it",
        phrases=_like_existing,
        keywords=words("existing surrounding consistency"),
        prose={
            "Match existing code style, patterns and conventions": {},
            "Follow existing component patterns": {},
            "Prefer existing patterns over new architecture": {},
            "Codebase consistency": {},
            "Follow existing patterns (e.g. `TaxValidator`)": {"examples": ("TaxValidator",)},
        },
        not_prose=("Rewrite existing code", "Do not follow existing patterns blindly"),
    ),
    Topic(
        id="verify-before-use",
        title="Names and paths are verified before they are used",
        phrases=demanded(
            r"\b(?:verify|check|confirm)\b[^.;]{0,20}\b(?:paths?|modules?|names?|imports?|packages?"
            r"|files? exist)\b[^.;]{0,25}\b(?:before|exist)\b"
        ),
        status=Status.PROCESS,
        keywords=words("verify check confirm"),
        prose={
            "Always verify file paths and module names before use": {},
            "Check that modules exist": {},
            "Confirm package names before installing": {},
        },
        not_prose=("Verify tokens before use", "Check names in the list"),
    ),
    Topic(
        id="ask-when-unclear",
        title="What is unclear is asked, not guessed",
        phrases=either(
            forbidden(r"(?<!\()\b(?:assume|guess(?:ing)?|make assumptions)\b"),
            demanded(
                r"\bask\b[^.;]{0,30}\b(?:clarif\w+|questions?|unclear|doubt|unsure)\b"
                r"|\b(?:in doubt|unsure|unclear|ambiguous)\b[^.;]{0,40}\b(?:ask|clarif\w+)\b"
                r"|\bask\b[^.;]{0,30}\bambiguous\b"
            ),
        ),
        status=Status.PROCESS,
        keywords=words("assum guess ask clarif"),
        prose={
            "Never assume or guess": {},
            "When in doubt, ask for clarification": {},
            "Ambiguous requirement: ask before coding": {},
        },
        not_prose=("Ask the database", "Assume the server runs"),
    ),
    Topic(
        id="dependency-restraint",
        title="Dependencies are few",
        phrases=forbidden(
            r"\b(?:add|install|introduce)\w*\b[^.;]{0,15}\bdependenc(?:y|ies)\b(?!-)"
            r"(?! without (?:asking|approval|discussion|permission))"
        ),
        keywords=words("dependenc"),
        prose={
            "Never add dependencies without need": {},
            "Do not introduce new dependencies": {},
            "Avoid installing dependencies for trivial helpers": {},
        },
        not_prose=(
            "Dependencies are injected",
            "Do not add dependencies without asking",
        ),
    ),
    Topic(
        id="lock-file",
        title="The lock file is committed",
        phrases=either(
            demanded(_LOCK, _LOCK_FILES),
            forbidden(
                rf"\b(?:mix|leave|leaving|commit|edit|change|modify|several|multiple|two|both"
                rf"|2)\b[^.;]{{0,30}}(?:{_LOCK})",
                _LOCK_FILES,
            ),
        ),
        keywords=words("lock package pnpm uv poetry yarn bun cargo"),
        prose={
            "Always commit the `bun.lockb` file": {"files": ("bun.lockb",)},
            "Commit the lock file": {},
            "Never mix yarn.lock with package-lock.json": {
                "files": ("yarn.lock", "package-lock.json")
            },
            "Never edit uv.lock by hand": {"files": ("uv.lock",)},
            "Keep package-lock.json in git": {"files": ("package-lock.json",)},
        },
        not_prose=("Lock the door", "Do not open the lock file"),
    ),
    Topic(
        id="quota",
        title="Usage is limited by quotas",
        phrases=demanded(
            r"(?<!resource )\bquotas?\b(?=[^.;]*\b(?:middlewares?|per|limit\w*|enforc\w+"
            r"|billing)\b)"
            r"|\b(?:enforce|implement|check)\b[^.;]{0,12}\bquotas?\b",
            together(
                named("by", r"middlewares?"),
                named("per", r"per[- ](seat|user|tenant|customer|organi[sz]ation|team|key)"),
            ),
        ),
        keywords=words("quota"),
        prose={
            "Implement quota middleware for per-seat billing": {
                "by": ("middleware",),
                "per": ("seat",),
            },
            "Enforce quotas": {},
            "Quotas per tenant are enforced": {"per": ("tenant",)},
        },
        not_prose=("No quotas for admins", "Quote the spec"),
    ),
)
