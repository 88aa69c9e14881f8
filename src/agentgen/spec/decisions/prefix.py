"""The path every route begins with."""

import re

from agentgen.ir.policy import Modality, Statement
from agentgen.spec.decisions.base import Decider, Found, is_pointer

_VERSIONED = re.compile(r"(?<![\w.}/-])((?:/[a-z][\w-]*)*/v\d+)(?=/|\b)")
_SAID = re.compile(
    r"\bversion\w*|\bprefix\w*"
    r"|\bbegins?\b|\bstarts?\b|\bunder\b|\bbase (?:url|path)|\ball (?:routes"
    r"|endpoints|paths)|\bevery (?:route|endpoint|path)|\bmounted\b|\bcrud\b|\{resource\}",
    re.I,
)
_UNVERSIONED = re.compile(
    r"(?:prefix\w*|begin\w*|start\w*|mounted|served|live)\b[^.;`]{0,30}"
    r"`(/[a-z][\w-]*)/?(?:\*\*?|\.\.\.)?`",
    re.I,
)
_ROUTES = re.compile(r"\b(?:routes?|endpoints?|paths?|api|apis)\b", re.I)
_FOREIGN = re.compile(r"\b(?:webhooks?|external|third[- ]party|upstream|proxy|proxies)\b", re.I)


def _api_prefix(statement: Statement) -> Found | None:
    text = statement.text
    if "/v" not in text and "`/" not in text:
        return None
    if statement.modality is Modality.NEVER or is_pointer(statement):
        return None
    example = statement.modality is Modality.EXAMPLE
    own = [line for line in text.split("\n") if not _FOREIGN.search(line)]
    prefixes = {match[1] for line in own for match in _VERSIONED.finditer(line)}
    if len(prefixes) == 1:
        return Found(prefixes.pop(), mention=example or not _SAID.search(text))
    plain = None if example or not own else _UNVERSIONED.search(text)
    if plain and not prefixes and _ROUTES.search(text):
        return Found(plain[1])
    return None


DECIDERS = (Decider("api_prefix", _api_prefix),)
