"""Paths that belong to the caller, and lists of what concerns them."""

from agentgen.ir.api import Operation
from agentgen.ir.blueprint import Audience
from agentgen.names import words
from agentgen.plan.verbs import mark_of

_ME = ({"me"}, {"my"}, {"user"}, {"self"}, {"current", "user"}, {"account"})
_FEEDS = frozenset(("feed", "timeline"))
_OWN = frozenset(("mine", "own", "me"))


def is_own_path(path: str) -> bool:
    """True for a path below the caller's own: `/me/…`, `/user/…`, `/users/me/…`."""
    segments = [s for s in path.split("/") if s]
    if segments[:1] in (["users"], ["accounts"]):
        segments = segments[1:]
        return bool(segments) and set(words(segments[0])) in _ME[:2]
    return len(segments) > 1 and set(words(segments[0])) in _ME


def audience_of(operation: Operation) -> tuple[Audience, str]:
    """Which records a list shows its caller, and the stem of the mark that selects them."""
    last = operation.path.rstrip("/").rpartition("/")[2]
    tokens = words(last)
    if not (operation.security and all(operation.security)) or "{" in operation.path:
        return Audience.ALL, ""
    if tokens and tokens[-1] in _FEEDS:
        return Audience.FOLLOWED, ""
    if mark_of(last):
        return Audience.MARKED, mark_of(last)
    if is_own_path(operation.path) or (len(tokens) == 1 and tokens[0] in _OWN):
        return Audience.OWN, ""
    return Audience.ALL, ""


def is_personal(operation: Operation) -> bool:
    """True for a list of what concerns its caller."""
    return audience_of(operation)[0] is not Audience.ALL
