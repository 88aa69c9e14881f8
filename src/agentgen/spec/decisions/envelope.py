"""The envelope of successful answers: `{success, data, meta, error}` and its kin."""

import re

from agentgen.ir.policy import Modality, Statement
from agentgen.spec.decisions.base import Decider, Found, is_pointer
from agentgen.spec.decisions.shapes import Bare, Member, Shape, parse_shape

_PAYLOAD = {"data", "result", "results", "payload", "items"}
_AROUND = {
    "success", "ok", "status", "meta", "metadata", "pagination", "error", "errors", "message",
    "links", "total", "total_count", "page", "offset", "limit", "has_more", "next",
}  # fmt: skip
_ABOUT = re.compile(r"\benvelopes?\b|\bwrap(?:s|ped|pers?)?\b|\bresponses?\b", re.I)
_CALL = re.compile(
    r"\b\w*(?:Response|Page|Envelope" r"|Result)\(\n(?P<arguments>(?:[ \t]+\w+=[^\n]*\n){2,20})"
)
_KEYWORD = re.compile(r"^[ \t]+(\w+)=", re.M)
_LONGEST_SHAPE = 4_000
_MOST_SHAPES = 20


def _envelope(statement: Statement) -> Found | None:
    if statement.modality is Modality.NEVER or is_pointer(statement):
        return None
    is_example = statement.modality is Modality.EXAMPLE
    if not is_example and "{" not in statement.text:
        return None
    around = " ".join(statement.section[-2:])
    text = statement.text.strip()
    if is_example and not text.startswith("{"):
        return _from_call(text)
    if not _ABOUT.search(around if is_example else f"{around} {text}"):
        return None
    starts = [0] if is_example else [m.start() for m in re.finditer(r"\{", text)][:_MOST_SHAPES]
    for start in starts:
        shape = parse_shape(text[start : start + _LONGEST_SHAPE])
        if shape and _is_envelope(shape):
            return Found([member.key for member in shape])
    return None


def _from_call(text: str) -> Found | None:
    """`PageResponse(items=…, total_count=…)`, one keyword a line."""
    for call in _CALL.finditer(text) if "(\n" in text else ():
        keys = _KEYWORD.findall(call["arguments"])
        shape = tuple(Member(key, Bare("")) for key in keys)
        if shape and _is_envelope(shape):
            return Found(keys)
    return None


def _is_envelope(shape: Shape) -> bool:
    """True for a payload beside what wraps it, and nothing that belongs to an entity."""
    keys = {member.key.lower() for member in shape}
    return bool(keys & _PAYLOAD) and bool(keys & _AROUND) and keys <= _PAYLOAD | _AROUND


DECIDERS = (Decider("envelope", _envelope, keywords=("envelope", "wrap", "response")),)
