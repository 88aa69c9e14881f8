"""What specs demand of documentation: API pages, change logs, comments, decision records."""

import re

from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands
from agentgen.topics.base import Params, Topic, demanded, forbidden, names
from agentgen.topics.phrasing import flag, named, together, words

_PATH = re.compile(
    r"(?<![\w:*.{}/-])(/?(?:[\w*.{}-]+/)*(?:[\w*{}-]+\.(?:md|rst|txt|ya?ml)|\*+|(?<=/)))(?!\w)"
)
_UPDATE = (
    r"\b(?:update|maintain|keep|reflect)s?\b[^.;]{0,40}(?:\b(?:docs?|documentation|readme)\b"
    r"|/docs/|\w\.md\b)|\b(?:docs|documentation|readme) (?:is|are|must be|gets?) updated\b"
    r"|\bdocumentation (?:is )?(?:kept )?(?:updates|up[- ]to[- ]date)\b"
)
_EXPLAINED = (
    r"purpose|parameters|params|arguments|return values?|returns|exceptions|raises|side effects"
)
_WHAT = (
    r"(?:public )?(?:functions?|methods?|classes|components|hooks|modules|interfaces|types"
    r"|utilities)"
)
_FOR = re.compile(
    rf"\b(?:to|for|on) (?:all |every |each |the )+(?P<list>{_WHAT}(?:(?:,? and |, ){_WHAT}){{1,5}})"
)


def _documented(text: str) -> Params:
    """What carries docstrings: `public functions, components and hooks`."""
    found = _FOR.search(text)
    listed = re.split(r",? and |, ", found["list"]) if found else ()
    return {"for": names(listed)} if listed else {}


_SECTIONS = r"args|arguments|returns?|raises|yields|examples?|attributes|parameters|params"


@needing(_UPDATE)
def _updates(statement: Statement) -> Params | None:
    """«Update `/docs/api/**` and `CHANGELOG.md`»."""
    if not demands(statement, _UPDATE):
        return None
    found = names(_PATH.findall(statement.text))
    return {"paths": found} if found else {}


def _prefix(text: str) -> Params:
    """The marker that comments begin with, such as `# Reason:`."""
    found = re.search(r"(#|//) ?([a-z]+):", text)
    return {"prefix": f"{found[1]} {found[2].capitalize()}:"} if found else {}


TOPICS = (
    Topic(
        id="component-documentation",
        title="Components and modules document how they are used",
        phrases=demanded(
            r"\bdocument(?:ed|ing|s)?\b[^.;]{0,20}\b(?:components?|hooks?|modules?|props)(?:'s)?"
            r" (?:apis?|props|usage)\b"
        ),
        keywords=words("doc"),
        prose={
            "Document the component API": {},
            "Every module documents its props: document props usage": {},
            "Document all hooks usage in the handbook": {},
        },
        not_prose=("Read the component API", "No documented component props yet"),
    ),
    Topic(
        id="comment-restraint",
        title="Comments do not repeat the code",
        phrases=forbidden(
            r"\bcomments?\b[^.;]{0,20}\bobvious\b|\b(?:redundant|obvious) comments?\b"
            r"|^comments?: only\b"
        ),
        keywords=words("comment"),
        prose={
            "No redundant comments": {},
            "Avoid comments on obvious code": {},
            "No obvious comments": {},
        },
        not_prose=("Comment on the pull request", "Write comments for readers"),
    ),
    Topic(
        id="docstring-sections",
        title="Docstrings have the sections that the spec lists",
        phrases=demanded(
            rf"\b(?:doc-?strings?|jsdoc)\b[^.;]{{0,60}}\b(?:{_SECTIONS})\b"
            rf"|\b(?:doc-?strings?|jsdoc)\b[^.;]{{0,90}}\b(?:explain|describ|document)ing\b"
            rf"[^.;]{{0,30}}\b(?:{_EXPLAINED})\b"
            r"|\b(?:google|numpy|sphinx)[- ]style\b[^.;]{0,12}\bdoc-?strings?"
            r"|\bdoc-?strings? (?:explaining|describing)\b",
            together(
                named("sections", rf"{_EXPLAINED}|{_SECTIONS}"),
                named("styles", r"google|numpy|sphinx|jsdoc"),
                _documented,
                flag("explains", r"\b(?:explain|describ)\w* (?:the )?purpose\b", "purpose"),
            ),
        ),
        keywords=words("doc jsdoc"),
        prose={
            "Functions: complete docstrings (Google/NumPy style) with Args, Returns, Raises": {
                "sections": ("args", "returns", "raises"),
                "styles": ("google", "numpy"),
            },
            "Modules: docstring explaining purpose": {
                "sections": ("purpose",),
                "explains": "purpose",
            },
            "Use Google-style docstrings": {"styles": ("google",)},
            "Add JSDoc to all classes and hooks, explaining parameters and return values": {
                "sections": ("parameters", "return values"),
                "styles": ("jsdoc",),
                "for": ("classes", "hooks"),
            },
        },
        not_prose=("No docstrings with examples", "Returns a document"),
    ),
    Topic(
        id="decision-records",
        title="Decisions are written down",
        phrases=demanded(
            r"\b(?:document|record|write down)\w*\b[^.;]{0,20}\bdecisions?\b|\b(?:write|create"
            r"|add|keep|record"
            r"|document|new|an)\b[^.;]{0,12}\badrs?\b|\b(?:architectur\w+ )?decision "
            r"records?\b|\bapply design decisions\b"
        ),
        keywords=words("decision adr"),
        prose={
            "Document your decisions": {},
            "Write an ADR for each new dependency": {},
            "Keep architecture decision records": {},
        },
        not_prose=("Decide early", "No ADR for small changes"),
    ),
    Topic(
        id="runbooks",
        title="Operations are described step by step",
        phrases=demanded(
            r"\brunbooks?\b|\b(?:setup|installation|migration|troubleshooting|upgrade|onboarding"
            r"|deployment"
            r"|contribut\w+) guides?\b"
            r"|\b(?:workflow|onboarding|deployment|setup|architecture) (?:docs?|documentation)\b"
            r"|\bincident response (?:process|plan)\b|\bon-call procedures?\b"
        ),
        keywords=words(
            "runbook guide incident call workflow onboarding deployment setup architecture"
        ),
        prose={
            "Runbooks for common operations": {},
            "Write a troubleshooting guide": {},
            "Incident response process documented": {},
        },
        not_prose=("Run the book club", "No runbooks for prototypes"),
    ),
)
