"""The lines of a policy that concern the code of a stub."""

import re

from agentgen.ir.policy import Modality, Policy, Statement, Status
from agentgen.ir.prose import side

_URGENCY = [modality for modality in Modality if modality.binds]
_ABOUT_CODE = re.compile(
    r"\b(?:services?|repositor(?:y|ies)|business (?:logic|rules?)|domain|quer(?:y|ies)|sql|orm"
    r"|database|transactions?|functions?|methods?|class(?:es)?|types?|typed|typing|annotations?"
    r"|docstrings?|exceptions?|errors?|raise[sd]?|async|await|log(?:s|ging)?|print|naming|names?"
    r"|lines?|imports?|layers?|modules?|validat\w+|magic|constants?|mutable|defaults?|secrets?)\b",
    re.IGNORECASE,
)
_ABOUT_SCREENS = re.compile(
    r"\b(?:components?|hooks?|props|state|pages?|forms?|typescript|types?|typed|any|interfaces?"
    r"|functions?|named?|naming|exports?|imports?|async|await|fetch|api|errors?|loading|accessib\w+"
    r"|aria|styles?|css|tailwind|validat\w+|zod|quer(?:y|ies)|memo\w*|render\w*|console|log(?:s|ging)?"
    r"|lines?|modules?|secrets?|tests?)\b",
    re.IGNORECASE,
)
_MAX_LINES = 60


def policy_lines(policy: Policy, *, frontend: bool = False) -> str:
    """One line a statement with its place, binding ones first; the other side's are left out."""
    chosen = [s for s in policy.statements if _concerns(s, frontend)]
    chosen.sort(key=lambda s: _URGENCY.index(s.modality))
    lines = [f"{s.place} [{s.modality}] {' '.join(s.text.split())[:300]}" for s in chosen]
    return "\n".join(lines[:_MAX_LINES])


def lines_naming(policy: Policy, operation: str, path: str) -> tuple[str, ...]:
    """The binding lines that name an operation, or its path, with their places."""
    names = [re.escape(name) for name in (operation, path) if name.strip("/")]
    if not names:
        return ()
    named = re.compile(rf"(?<![\w/])(?:{'|'.join(names)})(?![\w/])")
    return tuple(
        f"{s.place} {' '.join(s.text.split())[:200]}"
        for s in policy.statements
        if s.modality.binds and named.search(s.text)
    )


def _concerns(statement: Statement, frontend: bool) -> bool:
    if not statement.modality.binds or statement.status is Status.PROCESS:
        return False
    about, other = (_ABOUT_SCREENS, "backend") if frontend else (_ABOUT_CODE, "frontend")
    return side(statement) != other and about.search(statement.text) is not None
