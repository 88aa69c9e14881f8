"""The JSON body of errors: from inline shapes, fenced JSON, declared models and field lists."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from agentgen.ir.policy import Modality, Statement
from agentgen.ir.words import words_in
from agentgen.spec.decisions.base import Decider, Found, is_pointer
from agentgen.spec.decisions.shapes import Bare, Member, Shape, parse_shape

_ERRORS = re.compile(r"\berrors?\b|\bexceptions?\b|\bfail(?:s|ed|ures?)?\b|\bproblems?\b", re.I)
_MOST_SHAPES = 20
_LONGEST_SHAPE = 4_000
_UPPER = re.compile(r"^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$")
_CODE_KEYS = {"code", "errorcode", "errcode", "errortype"}
_MESSAGE_KEYS = {"message", "msg", "errormessage", "description", "detail", "reason"}
_STATUS_KEYS = {"statuscode", "status", "httpstatus", "httpcode"}
_DETAIL_KEYS = {"details", "errors", "fields", "fielderrors", "validationerrors", "violations"}
_REQUEST_KEYS = {"requestid", "traceid", "correlationid"}
_PROBLEM = re.compile(r"\bRFC\W?(?:7807|9457)\b|application/problem\+json", re.I)
_TELLING = frozenset({"code", "message", "rfc", "rfc7807", "rfc9457", "problem"})
_PROBLEM_BODY = {
    "type": "about:blank",
    "title": "$code",
    "status": "$status",
    "detail": "$message",
    "errors": "$details?",
}
_DECLARED = re.compile(r"\b(?:interface|type)\s+\w*(?:Error|Problem)\w*\s*=?\s*(?=\{)")
_CONTENT = re.compile(r"\b(?:content|body|detail|json)\b\s*[=(:]\s*(?=\{)")
_MODEL = re.compile(
    r"^class\s+\w*(?:Error|Problem)\w*\(BaseModel\):\n(?P<body>(?:[ \t]+[^\n]*\n?|\n)+)", re.M
)
_MODEL_FIELD = re.compile(r"^[ \t]+(\w+)\s*:\s*([^=\n#]+?)\s*(=[^\n]*)?$", re.M)
_FIELD_LIST = re.compile(
    r"\b(?:includes?|contains?|carr(?:y|ies)|has|have|with|of)\b[^`]{0,30}(`\w+`[^.;]*)", re.I
)
_FIELD_WORDS = re.compile(
    r"(?<!\w\()\b(?:error )?(?:code|message)\b(?:(?:,| and|, and) (?:an? |optional(?:ly)? )?"
    r"(?:code|message|details|status(?: code)?)\b){1,3}",
    re.I,
)
_KNOWN_KEYS = (
    _CODE_KEYS
    | _MESSAGE_KEYS
    | _STATUS_KEYS
    | _DETAIL_KEYS
    | _REQUEST_KEYS
    | {"error", "success", "timestamp", "path", "title", "type", "instance"}
)


def _error_body(statement: Statement) -> Found | None:
    if statement.modality is Modality.NEVER or is_pointer(statement):
        return None
    context = " ".join(statement.section)
    if statement.modality is Modality.EXAMPLE:
        bodies = [b for b in map(body_of, _fenced(statement.text)) if b]
        return (
            Found(bodies[0]) if bodies and _ERRORS.search(f"{context} {statement.text}") else None
        )
    if not _may_show(statement.text) or not _ERRORS.search(statement.text + " " + context):
        return None
    if _PROBLEM.search(statement.text):
        return Found(dict(_PROBLEM_BODY))
    for start in [m.start() for m in re.finditer(r"\{", statement.text)][:_MOST_SHAPES]:
        shape = parse_shape(statement.text[start:])
        body = body_of(shape) if shape else None
        if body:
            return Found(body)
    return _field_list(statement)


def _may_show(text: str) -> bool:
    """True for text with code or a shape in it, or with a word of those that tell a body."""
    return "`" in text or "{" in text or not _TELLING.isdisjoint(words_in(text.lower()))


def stated_body(statement: Statement) -> Mapping[str, Any] | None:
    """The error body that a statement gives, if any."""
    found = _error_body(statement)
    return found.value if found else None


def _fenced(text: str) -> Iterator[Shape]:
    if "{" not in text and "class " not in text:
        return
    stripped = text.lstrip()
    starts = [0] if stripped.startswith("{") else []
    source = stripped if starts else text
    if not starts:
        starts = [m.end() for p in (_DECLARED, _CONTENT) for m in p.finditer(text)]
    for start in starts[:_MOST_SHAPES]:
        shape = parse_shape(source[start : start + _LONGEST_SHAPE])
        if shape:
            yield shape
    for model in _MODEL.finditer(text):
        yield tuple(
            Member(name, Bare(kind), bool(default) or "None" in kind)
            for name, kind, default in _MODEL_FIELD.findall(model["body"])
        )


def _field_list(statement: Statement) -> Found | None:
    """`Always include `message`, `code` and, optionally, `details` in an error`."""
    match = _FIELD_LIST.search(statement.text) if "`" in statement.text else None
    listed = match[1] if match else ""
    if not match:
        words = _FIELD_WORDS.search(statement.text)
        listed = (
            re.sub(r"\b(code|message|details|status)\b", r"`\1`", words.group()) if words else ""
        )
    members = []
    for name in re.finditer(r"`(\w+)`", listed):
        tail = listed[: name.start()].rsplit(",", 1)[-1]
        members.append(Member(name[1], Bare(""), "optional" in tail.lower()))
    if any(_plain(member.key) not in _KNOWN_KEYS for member in members):
        return None
    body = body_of(tuple(members)) if len(members) >= 2 else None
    has_both = body is not None and {"$message", "$code"} <= set(body.values())
    return Found(body) if has_both else None


def body_of(shape: Shape) -> Mapping[str, Any] | None:
    """The body with slots a shape stands for; None when the shape shows no error."""
    if any(m.key.lower() in ("success", "ok") and m.value is True for m in shape):
        return None
    body = _slots(shape)
    flat = set(_leaves(body))
    if "$message" not in flat or (
        not flat - {"$message"} and "error" not in body and "detail" not in body
    ):
        return None
    return body


def _slots(shape: Shape) -> dict[str, Any]:
    keys = {_plain(m.key) for m in shape}
    body: dict[str, Any] = {}
    for member in shape:
        slot = _slot(member, keys)
        if slot is not _OMIT:
            body[member.key] = slot
    return body


_OMIT = object()


# agentgen: ignore[single-responsibility] a dispatch: one way for each case
def _slot(member: Member, keys: set[str]) -> object:
    key, value = _plain(member.key), member.value
    mark = "?" if member.optional else ""
    if isinstance(value, tuple):
        return _slots(value) if key not in _DETAIL_KEYS else "$details?"
    if key in _DETAIL_KEYS:
        return "$details?"
    if key == "error":
        return _error_slot(value, keys) + mark if value is not None else _OMIT
    if key in _CODE_KEYS:
        return "$status" if isinstance(value, int) else "$code" + mark
    if key in _STATUS_KEYS:
        return value if isinstance(value, bool) or _is_word(value) else "$status"
    if key in _MESSAGE_KEYS:
        return "$details?" if key == "detail" and isinstance(value, list) else "$message"
    if key in _REQUEST_KEYS:
        return "$request_id" + mark
    if isinstance(value, bool) or value is None:
        return value
    if key == "success":
        return False
    if key in ("title", "type", "name") and not keys & _CODE_KEYS:
        return "$code" + mark
    return _OMIT


def _error_slot(value: object, keys: set[str]) -> str:
    if isinstance(value, str) and _UPPER.match(value):
        return "$code"
    return "$code" if keys & _MESSAGE_KEYS and not keys & _CODE_KEYS else "$message"


def _is_word(value: object) -> bool:
    return isinstance(value, str) and not value.isdigit()


def _plain(key: str) -> str:
    return re.sub(r"[^a-z]", "", key.lower())


def _leaves(body: Mapping[str, Any]) -> Iterator[Any]:
    for value in body.values():
        if isinstance(value, Mapping):
            yield from _leaves(value)
        elif isinstance(value, str):
            yield value


def combine(one: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """One body out of two that ask for the same fields; None when they differ.

    A bare list of fields and a nested example agree when the innermost object holds the same
    required fields; the more deeply nested one is taken, with every optional field of both.
    """
    outer, inner = sorted((one, other), key=_depth, reverse=True)
    big, small = _core(outer), _core(inner)
    if _depth(outer) == _depth(inner) and _required(outer) != _required(inner):
        return None
    if _required(big) != _required(small):
        return None
    extra = {k: v for k, v in small.items() if k not in big}
    return _extend(outer, extra)


def _depth(body: Mapping[str, Any]) -> int:
    return 1 + max((_depth(v) for v in body.values() if isinstance(v, Mapping)), default=0)


def _core(body: Mapping[str, Any]) -> Mapping[str, Any]:
    for value in body.values():
        if isinstance(value, Mapping) and "$message" in set(_leaves(value)):
            return _core(value)
    return body


def _required(body: Mapping[str, Any]) -> dict[str, Any]:
    return {
        k: _required(v) if isinstance(v, Mapping) else v
        for k, v in body.items()
        if not (isinstance(v, str) and v.endswith("?"))
    }


def _extend(body: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    core = _core(body)
    if core is body:
        return {**body, **extra}
    return {k: _extend(v, extra) if isinstance(v, Mapping) else v for k, v in body.items()}


DECIDERS = (
    Decider(
        "error_body",
        _error_body,
        structural=True,
        combine=combine,
        keywords=("error", "exception", "fail", "problem", "rfc", "application"),
    ),
)
