"""What specs say of starting, stopping and changing a system that others use."""

import re

from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import demands, is_example, plain
from agentgen.topics.base import Params, Topic, demanded, either, forbidden, names
from agentgen.topics.phrasing import named, words

_RESOURCE = r"clients?|connections?|pools?|sessions?|engines?|consumers?|workers?|resources"
_CARRIED = re.compile(
    r"\b(?:thread|carry|propagate|bind|pass|store|keep)s? (?P<names>[\w, /-]{3,80}?)"
    r" (?:through|in|across|via|into|with|over)\b"
)
_VARS = r"\bcontext ?vars?\b|\basynclocalstorage\b|\basync ?local ?storage\b"


@needing(_VARS)
def _log_context(statement: Statement) -> Params | None:
    """«Use ContextVar to thread tenant, request_id through async calls»."""
    text = plain(statement)
    if not demands(statement, _VARS):
        return None
    carried = _CARRIED.search(text)
    listed = re.split(r",? and |, |/", carried["names"]) if carried else ()
    fields = names(p.strip() for p in listed if re.fullmatch(r" *[a-z_]\w* *", p))
    return {
        **named("by", r"context ?vars?|asynclocalstorage")(text),
        **({"fields": fields} if fields else {}),
    }


_OPEN = re.compile(
    r"\b(?:public|open|unauthenticated|anonymous)\b[^.;]{0,10}\b(?:endpoints?|routes?|pages?)\b"
    r"|\b(?:endpoints?|routes?)\b"
)
_EXEMPT = re.compile(
    r"\b(?:exempt|excluded|excepted)\b[^.;]{0,10}\bfrom (?:the )?auth\w*"
    r"|\b(?:need|require)s? no auth\w*|\b(?:do|does)(?: not|n't) (?:need|require) auth\w*"
    r"|\bno auth\w* (?:is )?(?:needed|required)"
)
_THOSE = re.compile(r"\(([^()]{3,120})\)")
_SPECIAL = re.compile(
    r"\b(?:health[- ]?checks?|webhooks?|callbacks?|login|register|sign-?up|docs"
    r"|metrics|status pages?)\b"
)


@needing(_EXEMPT.pattern)
def _public(statement: Statement) -> Params | None:
    """«Public endpoints (health checks, webhooks) are exempt from auth»."""
    text = plain(statement)
    if is_example(statement) or not _EXEMPT.search(text):
        return None
    if not (_OPEN.search(text) or _SPECIAL.search(text)):
        return None
    listed = _THOSE.search(text)
    found = names(p.strip() for p in listed[1].split(",")) if listed else ()
    return {"routes": found or names(_SPECIAL.findall(text))}


def _stops(statement: Statement) -> Params | None:
    text = plain(statement)
    closes = (
        rf"\b(?:clos|dispos|releas|shut down|drain|stop)\w*\b[^.;]{{0,30}}\b(?:{_RESOURCE})\b"
        r"[^.;]{0,30}\b(?:lifespan|shutdown|exit|teardown|sigterm)\b"
        r"|\bgraceful(?:ly)? (?:shut ?down|terminat\w+|stop\w*)\b|\b(?:shut ?down|sigterm)\b"
        r"[^.;]{0,20}\bgracefully\b"
    )
    if statement.modality is Modality.NEVER or not demands(statement, closes):
        return None
    return named("in", r"lifespan|sigterm|on_event")(text)


TOPICS = (
    Topic(
        id="log-context",
        title="Identifiers travel with the call, not with every parameter",
        phrases=_log_context,
        keywords=words("context asynclocal async"),
        prose={
            "Use ContextVar to thread tenant, request_id through async calls": {
                "by": ("contextvar",),
                "fields": ("tenant", "request_id"),
            },
            "Keep the trace id in contextvars": {"by": ("contextvars",)},
            "Use AsyncLocalStorage for request data": {"by": ("asynclocalstorage",)},
        },
        not_prose=("Use React context for themes", "Avoid contextvars"),
    ),
    Topic(
        id="public-endpoints",
        title="Endpoints that are open to everybody",
        phrases=_public,
        describes=True,
        keywords=words("exempt exclude except need require no auth"),
        prose={
            "Public endpoints (health checks, webhooks) are exempt from auth": {
                "routes": ("health checks", "webhooks")
            },
            "The login and register routes need no authentication": {
                "routes": ("login", "register")
            },
            "Webhook routes are excluded from auth": {"routes": ("webhook",)},
        },
        not_prose=("Public holidays are exempt", "Admin endpoints require authentication"),
    ),
    Topic(
        id="graceful-shutdown",
        title="What is open is closed when the system stops",
        phrases=_stops,
        keywords=words("clos dispos releas shut drain stop graceful sigterm"),
        prose={
            "Close all clients in the FastAPI lifespan": {"in": ("lifespan",)},
            "Implement graceful shutdown": {},
            "Drain connections on shutdown": {},
            "Workers stop gracefully: handle SIGTERM gracefully": {"in": ("sigterm",)},
        },
        not_prose=("Close the issue on exit of the team", "Shut down old servers"),
    ),
    Topic(
        id="backward-compatibility",
        title="What others import keeps working",
        phrases=demanded(
            r"\bre-?export\w*\b[^.;]{0,30}\b(?:names?|symbols?|aliases|api|from)\b"
            r"|\bbackwards?[- ]compatib\w+\b|\bdeprecat\w+\b[^.;]{0,30}\bbefore\b[^.;]{0,12}"
            r"\bremov\w+|\bkeep\b[^.;]{0,20}\b(?:legacy|old|deprecated)"
            r" (?:alias\w*|names?|imports?)",
            named("from", r"init\.py|index\.tsx?|index\.js"),
        ),
        keywords=words("re reexport backward deprecat keep"),
        prose={
            "Re-export old public names from `__init__.py`": {"from": ("init.py",)},
            "Changes of the API stay backward compatible": {},
            "Deprecate endpoints before you remove them": {},
        },
        not_prose=("Do not keep legacy aliases", "Export the report from the page"),
    ),
    Topic(
        id="lifespan",
        title="An application starts and stops in one lifespan handler",
        phrases=either(
            demanded(
                r"\blifespan\b (?:context|handlers?|managers?|events?|functions?)"
                r"|\b(?:use|prefer|with|in|through|via)\b[^.;]{0,20}\blifespan\b(?! of)"
            ),
            forbidden(r"\bon_event\b|\b(?:startup|shutdown) (?:event|handler)s?\b"),
        ),
        keywords=words("lifespan on_event startup shutdown"),
        prose={
            "Use lifespan context managers, not startup events": {},
            "Open connections in the lifespan handler": {},
            "Avoid `on_event`": {},
        },
        not_prose=("The lifespan of a token is an hour", "Close clients on shutdown"),
    ),
)
