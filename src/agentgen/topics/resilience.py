"""What specs demand of calls that may fail: retries, timeouts, fallbacks, limits."""

from agentgen.topics.base import Topic, demanded
from agentgen.topics.phrasing import words

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
        phrases=demanded(
            r"\bbulkheads?\b|\b(?:own|per[- ]provider|separate) (?:httpx|connection"
            r"|http client)\b[^.;]{0,30}"
        ),
        keywords=words("bulkhead httpx connection client"),
        prose={
            "Uses per-provider httpx clients (bulkhead pattern)": {},
            "Isolate upstreams with bulkheads": {},
            "Each provider has its own httpx.AsyncClient": {},
        },
        not_prose=("Bulk upload of heads", "Do not use bulkheads"),
    ),
)
