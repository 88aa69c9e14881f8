"""What specs demand of calls that may fail: retries, timeouts, fallbacks, limits."""

import re

from agentgen.ir.policy import Statement
from agentgen.ir.prose import MAX_CHARACTERS, demands, forbids, plain
from agentgen.topics.base import Params, Topic, demanded, names
from agentgen.topics.phrasing import words

_CLIENT = (
    r"httpx(?:\.\w+)?|aiohttp(?:\.\w+)?|requests\.session|http clients?|async clients?"
    r"|connection pools?|client sessions?"
)
_OWN = (
    rf"\b(?:own|per[- ](?:provider|vendor|service|upstream|integration)|separate|dedicated)"
    rf" (?:an? )?(?:{_CLIENT})"
)
_OWN_LIMITS = r"(?:client|session|pool)s?\b[^.;]{0,30}\bown limits\b"
_MAKES = r"(?:instantiat|creat|construct|open|mak|build)(?:e[sd]?|ing|s)?"
_MADE_INSIDE = (
    rf"\b(?:{_CLIENT})(?:\(\))? (?:is |are )?(?:{_MAKES} |built )?"
    r"(?:inside|in|within|for|per) (?:an? |each |every )?"
    r"(?:functions?|methods?|requests?|handlers?|calls?|endpoints?)\b"
)
_SHARED = rf"\b(?:(?:{_CLIENT})(?:\(\))?[^.;]{{0,20}}\bshared\b|bulkhead violation)"
_CLIENTS = re.compile(rf"\b(?:{_CLIENT})(?!\w)", re.IGNORECASE)


def _bulkheads(statement: Statement) -> Params | None:
    """«Each provider has its own httpx.AsyncClient», «a client made inside a function: never»."""
    text = plain(statement)
    kept = demands(statement, rf"\bbulkheads?\b(?! violation)|{_OWN}|{_OWN_LIMITS}")
    if not kept and not forbids(statement, rf"{_MADE_INSIDE}|{_SHARED}"):
        return None
    found = names(_CLIENTS.findall(statement.text[:MAX_CHARACTERS]))
    limits = ("limits",) if re.search(_OWN_LIMITS, text) else ()
    return {"of": (*found, *limits)} if found or limits else {}


TOPICS = (
    Topic(
        id="fallbacks",
        title="When something fails, the system still serves what it can",
        phrases=demanded(
            r"\bfall-?backs?\b (?:mechanisms?|strateg\w+|behaviou?r|paths?|plans?|logic)"
            r"|\b(?:provide|ensure|implement|have)\b (?:\w+ ){0,2}fall-?backs?\b"
            r"(?! ui)|\bdegrade\w* gracefully\b|\bgraceful(?:ly)? degrad\w+"
            r"|\bhandle failures gracefully\b|\bfalls? back to\b"
        ),
        keywords=words("fall degrade graceful"),
        prose={
            "Ensure a fallback mechanism": {},
            "Agents degrade gracefully and provide fallbacks": {},
            "Handle failures gracefully": {},
            "Fall back to stale data when the provider is down": {},
        },
        not_prose=("Never provide fallbacks for languages", "Never fall back to HTTP"),
    ),
    Topic(
        id="bulkheads",
        title="Each external service has resources of its own",
        phrases=_bulkheads,
        keywords=words("bulkhead httpx connection client limit session"),
        prose={
            "Uses per-provider httpx clients (bulkhead pattern)": {"of": ("httpx",)},
            "Isolate upstreams with bulkheads": {},
            "Each provider has its own httpx.AsyncClient": {"of": ("httpx.AsyncClient",)},
            "Every gateway brings its OWN connection pool": {"of": ("connection pool",)},
            "Give each upstream its own aiohttp.ClientSession with its own limits": {
                "of": ("aiohttp.ClientSession", "limits")
            },
            "Never create an httpx.Client() inside a handler": {"of": ("httpx.Client",)},
        },
        not_prose=(
            "Bulk upload of heads",
            "Do not use bulkheads",
            "Each client has its own account",
            "Never write to the session inside a handler",
            "Each team has its own limits",
        ),
    ),
)
