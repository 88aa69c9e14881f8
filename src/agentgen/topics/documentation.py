"""What specs demand of documentation: API pages, change logs, comments, decision records."""

import re

from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands
from agentgen.topics.base import Params, Topic, demanded, either, forbidden, names
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
        id="api-documentation",
        title="The API is documented",
        phrases=demanded(
            r"\b(?:api|openapi|swagger|endpoint) (?:docs?|documentation|annotations)\b"
            r"(?! (?:accuracy|lives?|at\b))"
            r"|\bdocument(?:ed)?\b[^.;]{0,12}\b(?:with openapi|all endpoints|every endpoint"
            r"|the api)"
            r"|\bdocument(?:ed|ing|s)?\b[^.;]{0,20}\b(?:components?|hooks?|modules?|props)(?:'s)?"
            r" (?:apis?|props|usage)\b|\bgenerated docs\b"
            r"|\bdocs?\b[^.;]{0,12}\bin version control\b",
            named("by", r"fastapi-codegen|fastapi|swagger|redoc|openapi|uvicorn"),
        ),
        keywords=words("doc annotation"),
        prose={
            "Document the component API": {},
            "Auto-generate API docs via FastAPI's built-in docs": {"by": ("fastapi",)},
            "Document all endpoints": {},
            "Generated docs: created by fastapi-codegen": {"by": ("fastapi-codegen",)},
            "Commit the docs in version control": {},
        },
        not_prose=("Read the API docs at /docs", "No API docs for internal routes"),
    ),
    Topic(
        id="documentation-updates",
        title="Documentation follows the code",
        phrases=_updates,
        keywords=words("update maintain keep reflect doc readme"),
        prose={
            "Update `/docs/api/**` and `CHANGELOG.md`": {"paths": ("/docs/api/**", "CHANGELOG.md")},
            "Keep the README up to date": {},
            "Documentation up-to-date": {},
            "Docs are updated with the code": {},
            "Update docs/setup.md with each new setting": {"paths": ("docs/setup.md",)},
        },
        not_prose=("Never update generated docs by hand", "Update the dependencies"),
    ),
    Topic(
        id="changelog",
        title="Changes are listed for users",
        phrases=demanded(
            r"\bchange-?log(?:\.md)?\b|\bbreaking changes?\b[^.;]{0,15}\b(?:documented|listed"
            r"|noted)"
            r"|\bdocument\b[^.;]{0,12}\bbreaking changes?\b|\brelease notes?\b",
            flag("what", r"\bbreaking changes?\b", "breaking changes"),
        ),
        keywords=words("change breaking release"),
        prose={
            "Breaking changes documented": {"what": "breaking changes"},
            "Update CHANGELOG.md": {},
            "Write release notes for each version": {},
        },
        not_prose=("Avoid breaking changes", "No changelog entry for typos"),
    ),
    Topic(
        id="comment-style",
        title="Comments say why, where the code does not",
        phrases=either(
            demanded(
                r"\b(?:inline )?comments?\b[^.;]{0,30}\b(?:prefix|complex|non-obvious|why|intent"
                r"|reason)\b|\b(?:complex|non-obvious)\b[^.;]{0,20}\bcomments?\b"
                r"|^comments?: |\bexplain (?:complex|the why|why)\b",
                together(
                    _prefix,
                    flag("where", r"\bcomplex\b", "complex logic"),
                    flag("where", r"\bnon-obvious\b", "non-obvious code"),
                ),
            ),
            forbidden(
                r"\bcomments?\b[^.;]{0,20}\bobvious\b|\b(?:redundant|obvious) comments?\b"
                r"|^comments?: only\b"
            ),
        ),
        keywords=words("comment explain"),
        prose={
            "Complex logic: inline comments with `# Reason:` prefix": {
                "prefix": "# Reason:",
                "where": "complex logic",
            },
            "Add comments for non-obvious constraints": {"where": "non-obvious code"},
            "Comments: explain why, not what": {},
            "No redundant comments": {},
        },
        not_prose=("Comment on the pull request", "Explain the error to the user"),
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
        id="todo-markers",
        title="Open work is marked with TODO",
        phrases=demanded(
            r"\b(?:mark|add|create|leave)\w*\b[^.;]{0,30}\btodos?\b"
            r"|\btodos?\b:?[^.;]{0,15}\b(?:mark|for|where)\b"
            r"|\btodos?(?: comments?)?\b[^.;]{0,15}\b(?:use|follow|have)s?\b[^.;]{0,12}\bformat\b"
            r"|\btodos?\b[^.;]{0,20}\b(?:reference|carry|name|link to|include|have|has|need)s?\b"
            r"[^.;]{0,20}\b(?:tickets?|issues?|owners?|authors?|dates?)\b",
            named("markers", r"todo\(\w+\)"),
        ),
        keywords=words("todo"),
        prose={
            "TODOs: mark areas that need future work": {},
            "Leave a TODO where a decision is open": {},
            "Create a stub with TODO": {},
            "Each TODO names an owner": {},
            "Add a TODO(team) header": {"markers": ("todo(team)",)},
        },
        not_prose=("Never leave TODOs", "Skip the todo app"),
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
