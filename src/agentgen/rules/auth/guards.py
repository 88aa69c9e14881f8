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
    r"log-?in|sign-?in|sign-?up|register|registration|/tokens?\b|refresh|log-?out|sign-?out|hooks?\b"
    r"|callback|forgot|reset|recover|verify|confirm|activate|health|search|contact|subscribe|oauth"
    r"|/auth\b|/sessions?\b|public|feedback|graphql",
    re.IGNORECASE,
)


_ALIAS = re.compile(
    r"^(\w+)(?:\s*:\s*\w+)?\s*=\s*(?:\w+\.)?Annotated\[[^\n]*?\b(?:Depends|Security)\(\s*(?:\w+\.)*(\w+)",
    re.MULTILINE,
)
_REFUSALS = re.compile(r"\b40[13]\b|HTTP_40[13]_|UNAUTHORIZED|FORBIDDEN")
_READS = re.compile(r"(?:^|\.)jwt\.decode$|(?:^|\.)compare_digest$")


def authenticators(codebase: Codebase) -> frozenset[str]:
    """Functions that turn callers away (401, 403) or read their token, and names for them.

    `Member = Annotated[User, Depends(member)]` is a name for `member`.
    """
    found: set[str] = set()
    for _, file in lookup.product_python(codebase):
        for use in file.uses:
            inner = use.function.rsplit(".", 1)[-1]
            if not inner:
                continue
            told = f"{use.arguments[0]} {use.keywords.get('status_code', '')}"
            refuses = use.name.endswith("Exception") and _REFUSALS.search(told)
            if refuses or _READS.search(lookup.full_name(file, use.name)):
                found.add(inner)
    aliases = [
        (m[1], m[2])
        for path, _ in lookup.product_python(codebase)
        if "Annotated" in codebase.texts[path]
        for m in _ALIAS.finditer(codebase.texts[path])
    ]
    return frozenset(found | {alias for alias, meant in aliases if meant in found})


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
