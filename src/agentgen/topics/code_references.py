"""Code that specs name: what to call, what to write in place of what, what not to write."""

import re

from agentgen.ir.code_names import parts, spans
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import MAX_CHARACTERS, demands, forbids, is_example, plain
from agentgen.topics.base import Params, Topic, names
from agentgen.topics.phrasing import words

_CALL = re.compile(
    r"(?:\b(?:use|call|via|with|through|prefer|or|and|by|narrow)\s+)(?:the\s+)?(?:\w+\s+)?"
    r"`(?:\.)?([A-Za-z_][\w.]*)\((?:[^`]{0,80})\)`",
    re.IGNORECASE,
)
_CALLED = r"\b(?:use|call|via|with|through|prefer|by)\b (?:the )?(?:\w+ )?\.?[\w.]+\("
_INSTALLERS = frozenset({"pip", "npm", "print"})


@needing(_CALLED)
def _calls(statement: Statement) -> Params | None:
    """«Use `page_of(query)` for lists, or `rows_of(…)` in services»."""
    if statement.modality is Modality.NEVER or "(" not in statement.text:
        return None
    if not demands(statement, _CALLED):
        return None
    found = names(n for n in _CALL.findall(statement.text[:MAX_CHARACTERS]) if n not in _INSTALLERS)
    if not found:
        return None
    text = plain(statement)
    held = parts(statement) if re.search(r"\b(?:in|at|inside|within) the \w+ layer\b", text) else ()
    layer = re.search(r"\bat the (service|repository|router) layer\b", text)
    named = (f"{layer[1]}s".replace("ys", "ies"),) if layer else held
    return {"calls": found, **({"where": named} if named else {})}


_CODE = re.compile(r"[=:{}()\[\]<>]|\w\.\w")
_PATH = re.compile(r"^[\w.*@{}<>-]*/|\.(?:py|tsx?|jsx?|md|json|ya?ml|toml|env|lock)$|^\.")
_NEAR = 30
_BANNED = re.compile(
    r"(?P<no>\b(?:never|not|don't|no|avoid|cannot|mustn't) (?:\w+ ){0,2}?)?"
    r"\b(?:write|inline|declare|redeclare|define|add|put|set|repeat|hard-?code|override|construct"
    r"|build|create|use|return|introduce|spell)(?:ing)?\b"
)


@needing(_BANNED.pattern)
def _forbidden_code(statement: Statement) -> Params | None:
    """«Never inline a `Membership.user_id == …` filter», «don't redeclare `id: int`»."""
    if is_example(statement):
        return None
    found = [s for s in spans(statement.text) if _CODE.search(s) and not _PATH.search(s)]
    found = [s for s in found if not re.fullmatch(r"[\w.]+\((?:\.\.\.|…)?\)", s)]
    text = plain(statement)
    meant = [s for s in found if _is_banned(statement, text, s)]
    return {"code": names(meant)} if meant else None


def _is_banned(statement: Statement, text: str, code: str) -> bool:
    """True when a prohibition with a verb of writing stands before the code."""
    at = text.find(plain_code(code))
    before = text[: max(at, 0)]
    start = max(before.rfind(";"), before.rfind(". ")) + 1
    found = [m for m in _BANNED.finditer(before, start) if at - m.end() <= _NEAR]
    return any(m["no"] or (m.start() == 0 and _is_never(statement)) for m in found)


def _is_never(statement: Statement) -> bool:
    return statement.modality is Modality.NEVER


def plain_code(code: str) -> str:
    """Code as `plain` leaves it in a text."""
    return " ".join(code.replace("__", "").casefold().split())


_HELPER = (
    r"(?:dependenc(?:y|ies)|helpers?|utilit(?:y|ies)|utils|components?|hooks?|functions?|factor(?:y"
    r"|ies)|mixins?|base class(?:es)?|decorators?|validators?|types|constants|middleware)"
)
_SHARED = (
    rf"\b(?:use|reuse|prefer|extend|import)s? (?:the |our |an? |one of the )?(?:predefined|existing"
    rf"|shared|provided|common|built-?in|central|ready-made) (?:[\w-]+ ){{0,2}}{_HELPER}\b"
    rf"|\breuse (?:the |our |your )?(?:\w+ ){{0,2}}{_HELPER}\b"
)
_FROM = re.compile(r"\bfrom `([\w./@-]+)`")
_FOR = re.compile(r"^for ([^,]{3,120}), ")


@needing(_SHARED)
def _shared(statement: Statement) -> Params | None:
    """«Use the predefined dependencies from `auth/deps.py`: `CurrentUser`, `Admin`»."""
    if not demands(statement, _SHARED):
        return None
    source = _FROM.search(statement.text)
    use = _FOR.match(plain(statement))
    named = names(s for s in spans(statement.text) if re.fullmatch(r"[A-Za-z_]\w*", s))
    return {
        **({"from": source[1]} if source else {}),
        **({"names": named} if named else {}),
        **({"for": (use[1],)} if use else {}),
    }


_BY_HAND = (
    r"\b(?:hand-?(?:roll|build|craft|write|code|made|rolled|built|crafted|written)(?:s|ing|ed)?"
    r"|reinvent\w*|re-?implement\w*|roll your own|duplicate)\b"
    r"(?=[^.;]*\b\w)"
)


@needing(_BY_HAND)
def _by_hand(statement: Statement) -> Params | None:
    """«Never hand-roll a session, use `make_session()`»."""
    if not forbids(statement, _BY_HAND):
        return None
    found = spans(statement.text)
    return {"names": found} if found else {}


_INSTEAD = re.compile(
    r"(?P<no>\b(?:never|not|don't)\b[^.;`]{0,30})?`(?P<use>[^`]{1,60})`"
    r"(?:,?\s+(?:\w+\s+){0,3}?(?:instead of|rather than|in place of)|,?\s+(?:over|not))\s+"
    r"(?:(?:the|an?|deprecated|old|legacy|raw)\s+)*`(?P<not>[^`]{1,60})`",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\binstead of\s+(?:(?:the|deprecated)\s+)*`(?P<not>[^`]{1,60})`,?\s+"
    r"use\s+`(?P<use>[^`]{1,60})`",
    re.IGNORECASE,
)


_FOUR_TICKS = 4
_ABOUT_NAMES = re.compile(r"\bnam(?:e|es|ed|ing)\b", re.IGNORECASE)


def _preferred(statement: Statement) -> Params | None:
    """«Use `pathlib` instead of `os.path`», «prefer `unknown` over `any`»."""
    text = statement.text[:MAX_CHARACTERS]
    if text.count("`") < _FOUR_TICKS:
        return None
    match = _INSTEAD.search(text)
    if match and match["no"]:
        return None
    match = match or _OTHERWISE.search(text)
    if match is None or is_example(statement) or statement.modality is Modality.NEVER:
        return None
    if _ABOUT_NAMES.search(text):
        return None
    return {"use": (match["use"],), "without": (match["not"],)}


_ENFORCED = re.compile(
    r"\b(?:enforced|checked|verified|guarded|linted|validated)\s+(?:by|via|with|through)\s+"
    r"(?:the\s+)?`(?P<command>(?-i:[a-z])[^`]{1,80})`",
    re.IGNORECASE,
)


_PART = re.compile(
    r" (?:dependency|function|method|class|module|helper|middleware|hook|decorator)s?\b"
)
"""Says that the code is no command: «verified via `current_user` dependency»."""


def _command(statement: Statement) -> Params | None:
    """«Enforced by `make lint-imports`»."""
    match = _ENFORCED.search(statement.text[:MAX_CHARACTERS])
    if match is None or is_example(statement) or _PART.match(statement.text, match.end()):
        return None
    return {"commands": (match["command"],)}


TOPICS = (
    Topic(
        id="prescribed-calls",
        title="The functions that the spec names are used",
        phrases=_calls,
        keywords=words("use call via with through prefer by"),
        prose={
            "Always load teams via `select_team_ids(user)`": {"calls": ("select_team_ids",)},
            "For lists, use `page_of(query)` or `rows_of(...)`": {"calls": ("page_of", "rows_of")},
            "Call `.only(...)` at the service layer via `narrow(query)`": {
                "calls": ("only", "narrow"),
                "where": ("services",),
            },
        },
        not_prose=(
            "Never use `eval(code)`",
            "The page uses `render`",
            "Avoid loading via `fetch(url)`",
        ),
    ),
    Topic(
        id="forbidden-code",
        title="Code that the spec forbids is not written",
        phrases=_forbidden_code,
        keywords=words("never no not don avoid must cannot forbid"),
        prose={
            "Never inline a `Membership.user_id == me` filter": {
                "code": ("Membership.user_id == me",)
            },
            "Don't redeclare `id: int`": {"code": ("id: int",)},
            "Do not set `verify=False`": {"code": ("verify=False",)},
        },
        not_prose=(
            "Use `verify=True`",
            "Never edit `src/app/main.py`",
            "Do not add comments; keep `x: int`",
            "Patch where it is used (`a.b`), not where it is defined (`c.d`)",
        ),
    ),
    Topic(
        id="shared-helpers",
        title="What exists is used, not defined once more",
        phrases=_shared,
        keywords=words("reuse predefined existing shared provided common built central ready"),
        prose={
            "For admin pages, use the predefined dependencies from `auth/deps.py`: `Admin`": {
                "from": "auth/deps.py",
                "names": ("Admin",),
                "for": ("admin pages",),
            },
            "Reuse existing helper functions": {},
            "Reuse the helpers in `core/`": {},
            "Prefer the shared UI components": {},
        },
        not_prose=("Use the existing database", "Avoid the shared helpers"),
    ),
    Topic(
        id="no-hand-made-copies",
        title="Nothing is made by hand that a helper makes",
        phrases=_by_hand,
        keywords=words("hand reinvent reimplement implement roll duplicate"),
        prose={
            "Never hand-roll a session like `Session(user, None)`": {
                "names": ("Session(user, None)",)
            },
            "Don't reinvent pagination": {},
            "Do not hand-build the schema": {},
        },
        not_prose=("Hand over the work", "Do not shake hands"),
    ),
    Topic(
        id="preferred-api",
        title="One construct is used in place of another",
        phrases=_preferred,
        keywords=words("instead rather over not place"),
        prose={
            "For forms, use `useActionState` instead of the deprecated `useFormState`": {
                "use": ("useActionState",),
                "without": ("useFormState",),
            },
            "Prefer `unknown` over `any`": {"use": ("unknown",), "without": ("any",)},
            "Instead of `os.path`, use `pathlib`": {
                "use": ("pathlib",),
                "without": ("os.path",),
            },
        },
        not_prose=(
            "Use `a`, then think over `b` and `c`",
            "Never use `a` instead of `b`",
            "Name variables in full: `order` not `o`",
        ),
    ),
    Topic(
        id="enforcing-command",
        title="A command of the project enforces the demand",
        phrases=_command,
        status=Status.PROCESS,
        describes=True,
        keywords=words("enforced checked verified guarded linted validated"),
        prose={
            "Enforced by `make lint-imports`": {"commands": ("make lint-imports",)},
            "This is checked via `uv run task types`": {"commands": ("uv run task types",)},
            "Layers are verified with `lint-imports`": {"commands": ("lint-imports",)},
        },
        not_prose=("Enforced by the team", "Input is validated by hand"),
    ),
)
