"""How names begin and end, and what they are called."""

import re

from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import MAX_CHARACTERS, demands, is_example, plain
from agentgen.topics.base import Params, Topic, names
from agentgen.topics.phrasing import words

_SUBJECTS = {
    "event handlers": r"\b(?:event |click )?handlers?\b|\bcallbacks?\b",
    "environment variables": r"\b(?:environment|env)(?:ironment)? (?:variables?|vars?)\b",
    "booleans": r"\bbool(?:ean)?s?\b|\bflags?\b|\bauxiliary verbs?\b",
    "hooks": r"\bhooks?\b",
    "interfaces": r"\binterfaces?\b",
    "private members": r"\bprivate\b",
    "components": r"\bcomponents?\b",
    "services": r"\bservices?\b|_service\b",
    "tests": r"\btests?\b",
    "exceptions": r"\bexception (?:names?|classes)\b|\bexceptions\b|\berror classes\b",
    "types": r"\btypes?\b",
    "props": r"\bprops\b",
}
_AFFIXED = (
    r"\bprefix(?:e[sd])?\b|\bsuffix(?:e[sd])?\b|\b(?:start|begin|end)s?(?:ing)? (?:with|in)\b"
    r"|\bauxiliary verbs?\b|\balias\b[^.;]{0,20}\bwith\b|\b(?:is|has|can|should|was|will|on"
    r"|handle|use|get|set)_?\*(?=$|[ ,.;)])"
)
_ITEM = r"[\"'`“](?P<{}>[A-Za-z]\w{{0,20}}_?|_\w{{1,20}})\W{{0,2}}[\"'`”]"
_GIVEN = re.compile(
    r"\b(?<!-)(?:prefix(?:e[sd])?|suffix(?:e[sd])?)\b(?:[^.;`]{0,45}?\b(?:with|by|is|are))?"
    rf" (?:an? |the )?{_ITEM.format('after')}"
    r"|\b(?:start|begin|end)(?:s|ing|ning)? (?:with|in) (?:an? |the )?"
    rf"{_ITEM.format('direct')}|{_ITEM.format('before')} (?:prefix|suffix)\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(is|has|should|can|was|will|on|handle|use)(?=[A-Z]\w|_[a-z]|\.\.\.|…|[A-Z]?\b[,/) ])"
)
_STARRED = re.compile(r"(?<![\w/.*])([a-z]+_?)\*(?=$|[ ,.;)])")
_HEAD = r"(?:is|has|can|should|was|will|did|on|handle|use|get|set)"
_CHOICE = re.compile(rf"\b{_HEAD}(?:(?:/|, or |, and |, | or | and ){_HEAD})+\b")
_LISTED = re.compile(r"\(([^()]{2,80})\)")


@needing(_AFFIXED)
def _affixes(statement: Statement) -> Params | None:
    """«Prefix event handlers with "handle"», «auxiliary verbs (isOpen, hasItems)»."""
    if statement.modality is Modality.NEVER or not demands(statement, _AFFIXED):
        return None
    text = statement.text[:MAX_CHARACTERS]
    low = plain(statement)
    subject = next((name for name, p in _SUBJECTS.items() if re.search(p, low)), "")
    choice = _CHOICE.search(low)
    starred = names(_STARRED.findall(low)) if subject else ()
    subject = subject or "names"
    quoted = names(m["after"] or m["direct"] or m["before"] for m in _GIVEN.finditer(text))
    shown = _LISTED.search(text)
    verbs = shown[1] if shown and "auxiliary verb" in low else ""
    found = quoted or starred or names(_SHOWN.findall(f"{verbs},"))
    if not found and choice and "fix" in low:
        found = names(re.findall(_HEAD, choice[0]))
    if not found:
        return None
    key = "suffixes" if re.search(r"\bsuffix|\bend(?:s|ing)? (?:with|in)", low) else "prefixes"
    return {key: {subject: found}}


_NAMED = re.compile(
    r"^(?:always )?(?:name|call) (?:the |each |every |all )?(?P<what>[a-z][\w ]{2,30}?)"
    r" (?:after |as |like |by )?(?P<how>(?:the|its|their|an?) [^.;]{4,60})"
)


@needing(_NAMED.pattern)
def _prescribed(statement: Statement) -> Params | None:
    """«Name the instance the bare domain noun», «name tests after the scenario»."""
    match = _NAMED.match(plain(statement))
    if match is None or is_example(statement) or statement.modality is Modality.NEVER:
        return None
    return {"names": {match["what"]: match["how"].strip()}}


TOPICS = (
    Topic(
        id="identifier-affix",
        title="Names begin and end as the spec says",
        phrases=_affixes,
        describes=True,
        keywords=words(
            "prefix suffix start begin end auxiliary alias handler callback environment env bool"
            " flag"
            " hook interface private component service test type props"
        ),
        prose={
            'Prefix event handlers with "handle" (handleClick)': {
                "prefixes": {"event handlers": ("handle",)}
            },
            "Use names with auxiliary verbs (isOpen, hasItems)": {
                "prefixes": {"booleans": ("is", "has")}
            },
            "Flags carry auxiliary verbs (e.g., is_paid, has_items)": {
                "prefixes": {"booleans": ("is", "has")}
            },
            "Public env vars are prefixed with `VITE_`": {
                "prefixes": {"environment variables": ("VITE_",)}
            },
            "Custom hooks start with `use`": {"prefixes": {"hooks": ("use",)}},
            "Handlers: `handle*`": {"prefixes": {"event handlers": ("handle",)}},
            "Boolean variables use is/has prefixes": {"prefixes": {"booleans": ("is", "has")}},
            "Importers alias it with a `_client` suffix": {"suffixes": {"names": ("_client",)}},
        },
        not_prose=(
            "Start with the tests",
            "Avoid names that start with `I`",
            "End with a summary",
            "Begin with a statement of the `Feature`",
            "Use `key_of` so that keys are domain-prefixed",
        ),
    ),
    Topic(
        id="prescribed-names",
        title="Things are called what the spec says",
        phrases=_prescribed,
        keywords=words("name call always"),
        prose={
            "Name the singleton the bare domain noun": {
                "names": {"singleton": "the bare domain noun"}
            },
            "Name tests after the scenario": {"names": {"tests": "the scenario"}},
            "Call each router by its resource": {"names": {"router": "its resource"}},
        },
        not_prose=("Name variables descriptively", "Call the API", "Never name tests after a bug"),
    ),
)
