"""Names of code in prose: code spans, modules, calls, and the part of a system they belong to."""

import re
from collections.abc import Iterable

from agentgen.ir.policy import Statement
from agentgen.ir.prose import MAX_CHARACTERS, plain

_PARTS = (
    "router", "route", "controller", "endpoint", "handler", "view", "service", "repository",
    "provider", "adapter", "gateway", "model", "schema", "component", "hook", "page", "worker",
    "task", "middleware", "domain", "use case", "dependency",
)  # fmt: skip
_PLURAL = {"repository": "repositories", "dependency": "dependencies", "middleware": "middleware"}
_NOUN = "|".join([*_PARTS, "repositorie", "dependencie"])
_PART = rf"(?P<part>{_NOUN})s?(?: (?:layer|code|class(?:es)?|files?|modules?|functions?))?"
_INSIDE = re.compile(
    rf"\b(?:in|inside|within|from|into) (?:an? |the |any |all |your )*(?:[a-z-]+ )?{_PART}(?!\w)"
)
_SUBJECT = re.compile(
    rf"^(?:only |the |all |any )*{_PART}(?:(?:,| and|, and|/|,? or) (?:the )?(?P<more>{_NOUN})s?)?"
    r" (?:must|may|should|shall|can|cannot|can't|never|do|does|don't|are|is|only|import|rais|call)"
)
_PATH_SUBJECT = re.compile(
    r"`(?P<path>[\w@.*-]*(?:/[\w@.*-]*)+)` (?:(?:must|may|should|shall|can|do|does)(?: not|n't)"
    r"|cannot"
    r"|never)\b",
    re.IGNORECASE,
)
"""What is refused something: `app/domain` must not import …."""
_IN_TITLE = re.compile(rf"\b(?P<part>{_NOUN})s?\b")
_SPAN = re.compile(r"(?<!`)`([^`\n]{1,120})`(?!`)")
_LONGEST_TITLE = 60


def spans(text: str) -> tuple[str, ...]:
    """The code spans of a text, without their backticks, each once."""
    return tuple(dict.fromkeys(found.strip() for found in _SPAN.findall(text[:MAX_CHARACTERS])))


def parts(statement: Statement) -> tuple[str, ...]:
    """The parts of a system that a statement speaks of, in the plural: `routers`, `services`.

    Its own words come first (`inside a service`, `routers must not`), then the nearest heading
    that names one (`Router rules`).
    """
    own = own_parts(statement)
    if own:
        return own
    for title in reversed(statement.section[-2:]):
        if len(title) <= _LONGEST_TITLE and (found := _IN_TITLE.search(title.casefold())):
            return _plurals([found["part"]])
    return ()


def own_parts(statement: Statement) -> tuple[str, ...]:
    """The parts that the statement itself names; a path as it stands: `app/domain`."""
    path = _PATH_SUBJECT.search(statement.text[:MAX_CHARACTERS])
    if path:
        return (path["path"],)
    text = plain(statement)
    subject = _SUBJECT.search(text)
    if subject:
        return _plurals(name for name in (subject["part"], subject["more"]) if name)
    inside = _INSIDE.search(text)
    return _plurals([inside["part"]]) if inside else ()


def _plurals(found: Iterable[str]) -> tuple[str, ...]:
    singular = (re.sub(r"ie$", "y", name) for name in found)
    return tuple(dict.fromkeys(_PLURAL.get(name, f"{name}s") for name in singular))


def scope(statement: Statement) -> dict[str, tuple[str, ...]]:
    """`parts` as the parameter `scope`; nothing when the statement holds everywhere."""
    found = parts(statement)
    return {"scope": found} if found else {}
