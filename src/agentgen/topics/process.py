"""What specs demand of people and of how changes are made: reviews, commits, escalation."""

import re

from agentgen.ir.code_names import spans
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import demands, is_example, plain
from agentgen.topics.base import Params, Topic, demanded, either, forbidden, names
from agentgen.topics.phrasing import flag, headed, named, together, under, words

_PR = r"(?:pull requests?|prs?|merge requests?|mrs?)"
_ESCALATION = r"\bescalat\w+|\bfailure handling\b|\bwhen (?:things|something) (?:go|goes|fail)\w*"
_TROUBLE = re.compile(
    r"((?:[a-z-]+ ){0,2}(?:failure|conflict|regression|finding|dependency|requirement|outage"
    r"|incident|blocker|ambiguity))s?\b(?: \([^()]{0,80}\))?\s*(?:-?>|:)"
)
_TYPES = r"feat|fix|refactor|test|docs|chore|perf|style|build|ci|revert"
_BLOCK = flag("block", r"\b(?:do not|don't|never) merge\b", "merge")


def _escalation(statement: Statement) -> Params | None:
    """«Schema conflict -> open discussion with Architect» below «Escalation»."""
    if not headed(statement, _ESCALATION) or is_example(statement):
        return None
    text = plain(statement)
    trouble = _TROUBLE.match(text)
    block = _BLOCK(text)
    if trouble is None and not block:
        return None
    return {**({"on": (trouble[1].strip(),)} if trouble else {}), **block}


_READ_FIRST = r"\b(?:read|consult|refer to|check|review|study)\b"


@needing(_READ_FIRST)
def _required_reading(statement: Statement) -> Params | None:
    """«Read `docs/RULES.md` before making changes»."""
    if not demands(statement, _READ_FIRST):
        return None
    found = names(s for s in spans(statement.text) if re.search(r"\.(?:md|mdx|rst|adoc)$", s))
    first = re.search(r"\b(?:before|first|prior to|always|must)\b", plain(statement))
    return {"files": found} if found and first else None


TOPICS = (
    Topic(
        id="approval",
        title="Some changes need approval",
        phrases=either(
            forbidden(
                r"\bwithout\b[^.;]{0,25}\b(?:approval|permission|sign-off|consent|asking"
                r"|discussion)\b",
                named("by", r"without (?:an? |the )?([a-z-]+)(?:'s)? (?:approval|sign-off)"),
            ),
            demanded(
                r"\b(?:require|need|get|obtain|subject to|at least)s?\b[^.;]{0,20}\b(?:approval"
                r"|sign-off)\b"
                r"|\b(?:at least )?\d approvals?\b|\bdeployment approval\b|\bexcept (?:via"
                r"|by) prs?\b",
                named("by", r"approval (?:of|by|from) (?:an? |the )?([a-z-]+)"),
            ),
            demanded(
                r"^(?:always )?ask (?:\w+ ){0,3}before (?:chang|add|remov|alter|delet|modify|rename"
                r"|upgrad|introduc)\w*",
                named("before", r"before (\w+ing [^.;]{3,60})"),
            ),
            under(
                r"\bask (?:first|before)\b",
                r"^before \w+ing\b",
                named("before", r"^before (.{3,80})"),
            ),
        ),
        status=Status.PROCESS,
        keywords=words("approv permission sign consent except before asking ask discussion"),
        prose={
            "You never alter contracts without Architect approval": {"by": ("architect",)},
            "Schema changes require approval by the lead": {"by": ("lead",)},
            "Do not deploy without sign-off": {},
            "Never change the contract without asking": {},
            "Ask before changing the schema": {"before": ("changing the schema",)},
            "# Ask first\nBefore adding dependencies": {"before": ("adding dependencies",)},
            "At least one approval before merging": {},
        },
        not_prose=("Approval is optional", "Store without compression"),
    ),
    Topic(
        id="pull-requests",
        title="Changes arrive as pull requests",
        phrases=either(
            demanded(
                rf"\b(?:open|create)\b (?:an? |one )?(?:\w+ )?{_PR}\b"
                rf"|\b(?:via|through) (?:an? )?(?:\w+ )?{_PR}\b|\bas (?:\w+ )?(?:pull"
                rf"|merge) requests?"
                rf"|\b(?:small|smaller|atomic) {_PR}\b"
                r"|\bsummari[sz]e\b[^.;]{0,60}\b(?:added|changed|changes|coverage)\b",
                flag("summary", r"\bsummari[sz]e\b"),
            ),
            forbidden(r"\b(?:direct )?push(?:es|ing)?\b(?: (?:directly )?to (?:main|master))?"),
        ),
        status=Status.PROCESS,
        keywords=words("via through open create pull merge prs summari push small atomic"),
        prose={
            "All code is submitted as GitHub pull requests": {},
            "No direct pushes": {},
            "Summarise endpoints added or changed, and test coverage": {"summary": True},
            "Open a PR for each change": {},
        },
        not_prose=("Push the button", "Summarise the history of messages"),
    ),
    Topic(
        id="code-review",
        title="Changes are reviewed",
        phrases=demanded(
            rf"\breview(?:s|ed)? (?:all |every |each |the )?{_PR}\b"
            rf"|\b{_PR}\b[^.;]{{0,20}}\breviewed\b"
            r"|\bcode reviews?\b|\breviewed by\b|\benforce coding standards\b",
            named("by", r"reviewed by (?:an? |the )?([a-z-]+)"),
        ),
        status=Status.PROCESS,
        keywords=words("review coding"),
        prose={
            "Review PRs touching backend code": {},
            "All pull requests are reviewed by an architect": {"by": ("architect",)},
            "Code review before every merge": {},
        },
        not_prose=("Review the report", "No code review for typos"),
    ),
    Topic(
        id="escalation",
        title="What to do when something goes wrong",
        phrases=_escalation,
        status=Status.PROCESS,
        keywords=words("escalat failure when"),
        prose={
            "# Failure handling & escalation\nSchema conflict -> open a discussion": {
                "on": ("schema conflict",)
            },
            "# Escalation\nTest failure: fix the code and re-run": {"on": ("test failure",)},
            "# Escalation\nDo not merge until resolved": {"block": "merge"},
        },
        not_prose=("Test failure: fix the code", "# Escalation\nBe kind"),
    ),
    Topic(
        id="commit-messages",
        title="Commit messages have a form",
        phrases=demanded(
            r"\bconventional commits?\b|(?<!and )\bcommit messages?\b|<type>\(?(?:<scope>)?\)?:",
            together(
                flag("form", r"\bconventional commits?\b|<type>", "conventional"),
                named("types", _TYPES),
            ),
        ),
        status=Status.PROCESS,
        keywords=words("conventional commit type"),
        prose={
            "Use Conventional Commits": {"form": "conventional"},
            "Format: `<type>(<scope>): <description>`": {"form": "conventional"},
            "Commit messages start with feat or fix": {"types": ("feat", "fix")},
        },
        not_prose=("Commit early", "No commit messages in Latin"),
    ),
    Topic(
        id="required-reading",
        title="Documents are read before work begins",
        phrases=_required_reading,
        status=Status.PROCESS,
        keywords=words("read consult refer see check review study"),
        prose={
            "Read `docs/RULES.md` before making changes": {"files": ("docs/RULES.md",)},
            "Always consult `ARCHITECTURE.md` first": {"files": ("ARCHITECTURE.md",)},
            "Before you start, read `docs/api.md` and `docs/db.md`": {
                "files": ("docs/api.md", "docs/db.md")
            },
        },
        not_prose=("Read `app/main.py`", "Never read `secrets.md` aloud", "Read the room first"),
    ),
    Topic(
        id="small-changes",
        title="Changes are small and do one thing",
        phrases=demanded(
            r"(?<!with )\b(?:small|atomic|focused|minimal)(?:,? (?:and )?\w+)? (?:commits?"
            r"|changes?|edits?"
            r"|diffs?)"
            r"\b|\b(?:commits?|changes?|edits?|diffs?) (?:are |is )?(?:small|atomic|focused"
            r"|minimal)\b"
            r"|\b(?:one|1|single) (?:logical )?change per commit\b"
        ),
        status=Status.PROCESS,
        keywords=words("small atomic focused minimal commit"),
        prose={
            "Small, focused commits": {},
            "Keep edits focused and minimal": {},
            "One logical change per commit": {},
        },
        not_prose=("Avoid small changes to the schema", "A small team"),
    ),
    Topic(
        id="checks-before-commit",
        title="Checks run before a change is committed",
        phrases=demanded(
            r"\b(?:run|pass|execute)\b[^.;]{0,40}\bbefore (?:every |each |any |the "
            r"|you )?(?:commit\w*"
            r"|push\w*|merg\w+|finali[sz]ing|submitting)\b|\bpre-commit hooks?\b",
            flag("by", r"\bpre-commit\b", "pre-commit"),
        ),
        status=Status.PROCESS,
        keywords=words("before hook"),
        prose={
            "Run `pnpm check` before committing": {},
            "Tests must pass before every merge": {},
            "Install the pre-commit hooks": {"by": "pre-commit"},
        },
        not_prose=("Run the app before lunch", "Commit before the run"),
    ),
)
