"""Python version and base image."""

import re

from agentgen.ir.policy import Modality, Statement
from agentgen.spec.decisions.base import Decider, Found, is_pointer

_IMAGE = re.compile(r"\bpython[: ](3\.\d+(?:\.\d+)?(?:-[a-z][\w.-]*\w)?)", re.I)
_VARIANT = re.compile(r"\bpython[: ]3\.\d+(?:\.\d+)?-[a-z]", re.I)
_DOCKER = re.compile(r"\b(?:docker\w*|container\w*|base image|image)\b|^\s*FROM\b", re.I | re.M)
_VERSION = re.compile(r"\bpython\W{0,3}(?:version\W{0,3})?(?:>=|==|~=|\^|≥)?\s*(3\.\d+)", re.I)
_LOWER_BOUND = re.compile(r">=?\W?$|≥\W?$|^\s*(?:\+|or (?:newer|later|higher|above))", re.I)
_NAMED = ((frozenset({"python"}), frozenset({"3", "python3"})),)
"""What each text holds that names a version of Python: `python`, and `3.…`."""
_OLDEST = "3.11"
"""Lower bounds below this one leave the choice open; generated code needs at least this."""
_OLD = re.compile(
    r"\b(?:drop\w*|not|never|no|without|remov\w+|end|older than|below|before|"
    r"(?:migrat|upgrad|mov)\w* (?:away )?from|instead of|"
    r"rather than|up to)\W+(?:\w+\W+){0,2}$",
    re.I,
)


def _docker_base(statement: Statement) -> Found | None:
    text = statement.text
    if statement.modality is Modality.NEVER or is_pointer(statement):
        return None
    match = _IMAGE.search(text) if "python" in text.lower() else None
    if not match or not (_VARIANT.search(text) or (":" in match.group() and _DOCKER.search(text))):
        return None
    if _OLD.search(text[: match.start()]):
        return None
    return Found(f"python:{match[1].lower()}", mention=statement.modality is Modality.EXAMPLE)


_SINCE = re.compile(
    r"\b(?:for|since|in|from) $|\b(?:syntax|types?|features?|unions?|operators?"
    r"|statements?|available|supported)\b[^()]*\($",
    re.I,
)
"""Before the version that a piece of syntax came with: `list[str]` (for Python 3.9+)."""


def _python(statement: Statement) -> Found | None:
    text = statement.text
    if statement.modality in (Modality.NEVER, Modality.EXAMPLE) or is_pointer(statement):
        return None
    for match in _VERSION.finditer(text):
        before = text[: match.start()]
        if not _OLD.search(before) and not (
            text[match.end() :][:1] == "+" and _SINCE.search(before)
        ):
            around = match.group()[: -len(match[1])].strip(), text[match.end() :]
            bound = any(_LOWER_BOUND.search(part) for part in around)
            return Found(_newer(match[1], _OLDEST) if bound else match[1])
    return None


def _newer(one: str, other: str) -> str:
    return max(one, other, key=lambda v: tuple(map(int, v.split("."))))


DECIDERS = (
    Decider("python", _python, stricter=_newer, needs=_NAMED),
    Decider("docker_base", _docker_base, needs=_NAMED),
)
