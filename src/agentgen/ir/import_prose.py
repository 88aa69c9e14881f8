"""Reads which modules a statement speaks of: `Forbidden imports: httpx, app.models.*`."""

import re

from agentgen.ir.policy import Statement
from agentgen.ir.prose import MAX_CHARACTERS

_TO = re.compile(
    r"\bimport(?:s|ed|ing)?\b(?: (?:any|anything|directly|symbols|code|only))*(?: from)?:?\s+", re.I
)
_ENDS = re.compile(
    r"\s(?:in|inside|within|into|directly|outside|anywhere|at|to|for|via|through|because|so|only"
    r"|unless|except|when|if|without|instead|from)\b|[;→]|\.\s|\.$|\s[—–-]\s|\s\("
)
_SEPARATOR = re.compile(r",\s*(?:(?:and|or|nor)\s+)?|\s+(?:and|or|nor)\s+")
_MODULE = re.compile(r"@?[A-Za-z_][\w-]*(?:[./][\w@*-]+)*(?:\.\*|/\*{1,2})?$|[.]{1,2}/[\w./*-]+$")
_NAMES_OF = re.compile(r"([A-Za-z_][\w.]*) ([A-Z]\w+(?:/[A-Z]\w+)*)$")
_REFUSED = re.compile(
    r"\b(?:never|not|no|cannot|can't|don't|mustn't|avoid|forbid(?:den)?|without)\b[^.;]{0,40}$",
    re.I,
)
"""Before the verb that is refused: `a may import b, and b must not import a`."""
_ALL_BUT = re.compile(r"^\W*no (?:other|one else|others)\b", re.I)
_SOURCE = re.compile(
    r"[^.;]{1,80}?\bfrom (?:the )?(?:`(?P<code>[A-Za-z_][\w.]*)`|(?P<dotted>typing"
    r"|\w+\.\w[\w.]*\w)|\w)"
)
"""Where names come from: ``import `A` or `B` from `c```."""
_CODE_LINE = re.compile(r"(?:from\s+([\w.]+)\s+import\b|import\s+([\w.]+))")
_OTHER_WORDS = """
a an the any anything other others each everything nothing unused private internal internals
default named relative absolute star wildcard circular lazy dev development test tests
external directly modules files code data types statements names symbols them it this that
from all module file library libraries package packages dependencies directories layers
layer models services repositories routers routes controllers endpoints handlers schemas
components hooks pages domain infrastructure business ui order orders
"""
_NO_MODULE = frozenset(_OTHER_WORDS.split())


def listed_modules(text: str) -> tuple[str, ...]:
    """The modules of a list such as `httpx, app.models.*` or `fastapi Request/Response`."""
    found: list[str] = []
    for item in _SEPARATOR.split(text[:MAX_CHARACTERS]):
        clean = item.replace("`", "").strip(" .'\"")
        names = _NAMES_OF.match(clean)
        if names:
            found.extend(f"{names[1].lower()}.{name}" for name in names[2].split("/"))
        elif _MODULE.match(clean) and clean.casefold() not in _NO_MODULE:
            found.append(clean)
    return tuple(dict.fromkeys(found))


def imported(statement: Statement) -> tuple[str, ...]:
    """The modules behind the verb: `never import httpx or boto3 in services`."""
    text = statement.text[:MAX_CHARACTERS]
    verbs = list(_TO.finditer(text))
    verb = next((one for one in verbs if _REFUSED.search(text[: one.start()])), (*verbs, None)[0])
    if verb is None or _ALL_BUT.match(text):
        return ()
    rest = text[verb.end() :]
    end = _ENDS.search(rest)
    found = listed_modules(rest[: end.start()] if end else rest)
    source = _SOURCE.match(rest)
    if source is None:
        return found
    whole = source["code"] or source["dotted"]  # a bare word is the importer: `httpx from services`
    return tuple(f"{whole}.{name}" for name in found if "." not in name) if whole else ()


def code_line(statement: Statement) -> tuple[str, ...]:
    """The module of a statement that begins with a line of Python: `from a.b import C inside …`."""
    match = _CODE_LINE.match(statement.text.strip(" `"))
    return (match[1] or match[2],) if match else ()
