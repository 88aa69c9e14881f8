"""What specs say of themselves: role, version, activation, what may be overridden, answers."""

import re

from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import is_example, plain
from agentgen.topics.base import Params, Topic, demanded
from agentgen.topics.phrasing import words

_TRIGGER = re.compile(r"(trigger|alwaysapply|globs|applyto|mode)\s*:\s*(\S.{0,200})", re.IGNORECASE)
_VERSION = re.compile(r"\bversion\s*:?\s*v?(\d+(?:\.\d+){0,3})\b")
_PARENT = re.compile(r"\bunder ([\w./-]+\.md(?: v\d[\w.]*)?)")
_ABOUT = r"\b(?:document|spec(?:ification)?|prompt|file|section|rules?)\b"
_OVERRIDE = re.compile(
    r"\bdefaults?\b[^.;]{0,30}\b(?:overrid\w+|unless|may be changed|if specified)\b"
    r"|\boverride if\b|\bunless (?:otherwise )?(?:specified|stated|told)\b"
)
_ROLE = re.compile(
    r"\b(?:you are|i am|act as|as)\b (?:an? |the |your )?([\w -]{0,60}?"
    r"(?:engineer|developer|architect|coder|tester|specialist|expert|assistant|reviewer"
    r"|designer))\b"
)
_MANDATE = re.compile(
    r"\b(?:your|the) (?:mandate|mission|job|task|role|goal|objective) is to (.{5,300})"
)


def _activation(statement: Statement) -> Params | None:
    if "front matter" not in statement.section[:1] or is_example(statement):
        return None
    match = _TRIGGER.match(statement.text)
    return {match[1].lower(): match[2].strip("\"' ")} if match else None


def _version(statement: Statement) -> Params | None:
    text = plain(statement)
    version = _VERSION.search(text)
    if is_example(statement) or version is None or statement.modality is Modality.NEVER:
        return None
    parent = _PARENT.search(text)
    if parent is None and not re.match(rf"(?:end of |this )?[^:]{{0,60}}{_ABOUT}|version", text):
        return None
    return {
        "version": version[1],
        **({"parent": parent[1].replace(".md", ".md")} if parent else {}),
    }


@needing(r"\bimmutable\b", r"\bread-only document\b")
def _immutable(statement: Statement) -> Params | None:
    text = plain(statement)
    if is_example(statement) or not re.search(r"\bimmutable\b|\bread-only document\b", text):
        return None
    about = re.search(rf"{_ABOUT}|\bexcept (?:via|by|through)\b", text)
    return {} if about else None


def _defaults(statement: Statement) -> Params | None:
    if is_example(statement) or not _OVERRIDE.search(plain(statement)):
        return None
    return {"precedence": "low"}


@needing(_ROLE.pattern)
def _identity(statement: Statement) -> Params | None:
    text = plain(statement)
    match = _ROLE.search(text[:300])
    if is_example(statement) or statement.modality is Modality.NEVER or match is None:
        return None
    if not re.match(r"(?:you are|i am|act as|as an?)\b", text):
        return None
    years = re.search(r"\b(\d{1,2})\+? years\b", text)
    return {"role": match[1].strip(), **({"years": int(years[1])} if years else {})}


@needing(_MANDATE.pattern)
def _mandate(statement: Statement) -> Params | None:
    match = _MANDATE.search(plain(statement))
    if is_example(statement) or match is None or statement.modality is Modality.NEVER:
        return None
    return {"mandate": match[1].strip(" .")}


TOPICS = (
    Topic(
        id="activation",
        title="When the spec applies",
        phrases=_activation,
        status=Status.ADVISORY,
        describes=True,
        keywords=words("trigger alwaysapply globs applyto mode"),
        prose={
            "# front matter\ntrigger: always_on": {"trigger": "always_on"},
            "# front matter\nglobs: **/*.tsx": {"globs": "**/*.tsx"},
            "# front matter\nalwaysApply: true": {"alwaysapply": "true"},
        },
        not_prose=("Trigger: the deploy button", "# front matter\ntitle: Rules"),
    ),
    Topic(
        id="spec-version",
        title="Which version the spec has",
        phrases=_version,
        status=Status.ADVISORY,
        describes=True,
        keywords=words("version"),
        prose={
            "Version: 1.0 - generated under `AGENTS.md v1.0`": {
                "version": "1.0",
                "parent": "agents.md v1.0",
            },
            "This document has version 2.3": {"version": "2.3"},
            "Specification version 4": {"version": "4"},
        },
        not_prose=("Use Python version 3.12", "Version your APIs"),
    ),
    Topic(
        id="immutable-section",
        title="A part of the spec may not be changed",
        phrases=_immutable,
        status=Status.ADVISORY,
        describes=True,
        keywords=words("immutable read"),
        prose={
            "System prompt (immutable)": {},
            "This document is immutable": {},
            "Immutable except via a reviewed change": {},
        },
        not_prose=("Treat state as immutable", "Use immutable data"),
    ),
    Topic(
        id="overridable-defaults",
        title="What follows holds unless something else is said",
        phrases=_defaults,
        status=Status.ADVISORY,
        describes=True,
        keywords=words("default override unless"),
        prose={
            "Tech stack defaults (override if specified)": {"precedence": "low"},
            "Use these tools unless otherwise specified": {"precedence": "low"},
            "Defaults may be overridden by the project": {"precedence": "low"},
        },
        not_prose=("Override the method", "The default page size is 20"),
    ),
    Topic(
        id="role",
        title="Who the agent is",
        phrases=_identity,
        status=Status.ADVISORY,
        describes=True,
        keywords=words(
            "engineer developer architect coder tester specialist expert assistant reviewer "
            "designer"
        ),
        prose={
            "You are a senior backend engineer with 10+ years of experience": {
                "role": "senior backend engineer",
                "years": 10,
            },
            "Act as a code reviewer": {"role": "code reviewer"},
            "I am your fullstack developer": {"role": "fullstack developer"},
        },
        not_prose=("You are done", "As a rule, engineers rest"),
    ),
    Topic(
        id="mandate",
        title="What the agent is for",
        phrases=_mandate,
        status=Status.ADVISORY,
        describes=True,
        keywords=words("mandate mission job task role goal objective"),
        prose={
            "Your mandate is to turn blueprints into FastAPI services": {
                "mandate": "turn blueprints into fastapi services"
            },
            "Your mission is to find bugs": {"mandate": "find bugs"},
            "The goal is to ship weekly": {"mandate": "ship weekly"},
        },
        not_prose=("Your job runs every hour", "Set a goal"),
    ),
    Topic(
        id="answer-structure",
        title="Answers have the structure that the spec gives",
        phrases=demanded(
            r"\bstructure your (?:answers?|responses?|output)\b|\b(?:answers?"
            r"|responses?) (?:must|should)"
            r" (?:have|follow)[^.;]{0,20}\b(?:structure|sections|format)\b"
            r"|\bfor (?:every|each)\b[^.;]{0,25}\brequest\b[^.;]{0,15}\bstructure\b"
        ),
        status=Status.PROCESS,
        describes=True,
        keywords=words("structure answer response"),
        prose={
            "For every technical request, structure your answer as:": {},
            "Structure your responses in three parts": {},
            "Answers must follow this structure": {},
        },
        not_prose=("Responses have a data key", "Structure components logically"),
    ),
    Topic(
        id="complete-files",
        title="Answers show whole files and complete code",
        phrases=demanded(
            r"\b(?:show|output|provide|give|deliver)\b[^.;]{0,12}\b(?:complete|full|entire|whole) "
            r"(?:files?|code|implementations?)\b|\bcomplete, working\b"
        ),
        status=Status.PROCESS,
        keywords=words("complete full entire whole"),
        prose={
            "Show the complete file, not snippets": {},
            "Provide full code": {},
            "Complete, working components": {},
        },
        not_prose=("Show the file name", "Never output entire files"),
    ),
)
