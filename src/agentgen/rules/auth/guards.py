"""What protects routes: dependencies that authenticate, and middleware that does."""

import re

from agentgen.codebase import Codebase
from agentgen.codebase.model import Route
from agentgen.rules import lookup

GUARD = re.compile(
    r"auth|current_?user|currentuser|principal|guard|token|permission|role|require|signed_?in|logged"
    r"|api_?key|jwt|oauth|security|caller|identity|protect|scope|verify|user_?dep|active_?user"
    r"|admin|credential|session_?user|signature",
    re.IGNORECASE,
)
"""Names of dependencies that know who calls."""
_OPEN = re.compile(
    r"log-?in|sign-?in|sign-?up|register|registration|/tokens?\b|refresh|log-?out|sign-?out|webhook"
    r"|callback|forgot|reset|recover|verify|confirm|activate|health|search|contact|subscribe|oauth"
    r"|/auth\b|/sessions?\b|public|feedback|graphql",
    re.IGNORECASE,
)


def is_open(route: Route) -> bool:
    """True for routes that callers use before anybody knows them."""
    return _OPEN.search(f"{route.path} {route.handler}") is not None


def guarded_by_middleware(codebase: Codebase) -> bool:
    """True when a middleware whose name tells of authentication surrounds the application."""
    for _, use in lookup.calls(codebase):
        if use.name.endswith("add_middleware") and re.search(
            "auth|jwt|session", use.arguments[0], re.I
        ):
            return "Session" not in use.arguments[0]
    return False
