"""What specs demand of authentication and authorisation."""

import re

from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import is_example, plain
from agentgen.topics.base import Params, Topic, demanded, listed, names
from agentgen.topics.phrasing import flag, named, together, words

_SCHEMES = r"jwt|oauth ?2(?:\.0)?|oauth|api[- ]keys?|openid connect|oidc|saml|basic auth|mtls"
_STEPS = re.compile(r" ?-?> ?")


def _roles(text: str) -> Params:
    found = listed(text)
    return {"roles": found} if found and all(len(one.split()) < 3 for one in found) else {}


def _providers(text: str) -> Params:
    found = re.search(r"\boauth[^(]{0,25}\(([\w ,/-]{3,80})\)", text)
    listed = names(part.strip() for part in re.split(r",|/", found[1])) if found else ()
    return {"providers": listed} if listed else {}


def _auth_flow(statement: Statement) -> Params | None:
    """«Login -> JWT -> session -> protected routes»."""
    text = plain(statement)
    steps = _STEPS.split(text.split(": ", 1)[-1].split(" - ")[-1])
    if is_example(statement) or statement.modality is Modality.NEVER or len(steps) < 3:
        return None
    if not re.search(r"\b(?:log ?in|sign[- ]?in|authenticat\w+|credentials)\b", steps[0]):
        return None
    return {"steps": tuple(s.strip(" .") for s in steps), **named("schemes", _SCHEMES)(text)}


TOPICS = (
    Topic(
        id="oauth",
        title="Access is granted through OAuth",
        phrases=demanded(
            r"\boauth(?: ?2(?:\.\d)?)?\b(?! consent)(?![^;]{0,60}\btest)",
            together(
                flag("pkce", r"\bpkce\b"),
                flag("version", r"\boauth ?2", "2"),
                _providers,
            ),
        ),
        keywords=words("oauth"),
        prose={
            "Integrate OAuth PKCE tokens (Google, GitHub)": {
                "pkce": True,
                "providers": ("google", "github"),
            },
            "Log in through OAuth2": {"version": "2"},
            "Use OAuth for third-party access": {},
        },
        not_prose=("Avoid OAuth", "No OAuth in the first release"),
    ),
    Topic(
        id="tenant-isolation",
        title="Users and tenants see their own data only",
        phrases=demanded(
            r"\bmulti-?tenan(?:cy|t)\b|\btenant isolation\b"
            r"|\b(?:quer(?:y|ies)|rows?|data|records?)\b[^.;]{0,20}\b(?:scoped|filtered|restricted)"
            r" (?:by|to) (?:the )?(?:\w+ )?(?:user|tenant|org\w*|owner|author)\w*"
            r"|\b(?:check|verify|enforce|validate)\w*\b[^.;]{0,20}\bownership\b"
            r"|\bownership checks?\b"
            r"|\b(?:quer(?:y|ies)|operations?|lookups?|mutations?)\b[^.;]{0,40}\b(?:include"
            r"|filter on"
            r"|carry|use)s? (?:the )?(?:authenticated|current|calling|signed-in|logged-in) \w+"
            r"|\busers? (?:may|can|must)(?: only)? (?:see|access|read|edit"
            r"|modify)(?: only)? (?:their"
            r" own|own)\b"
            r"|\bfilter(?:s|ed)? (?:\w+ )?(?:by|on) (?:the )?(?:current )?"
            r"(?:user|tenant|org\w*|owner|auth)\w*\b(?! input)",
            named(
                "by",
                r"(?:by|to|on) (?:the )?(?:current )?((?:user|tenant|org|owner|auth)\w*)",
            ),
        ),
        keywords=words(
            "tenan multitenan multi scoped filter restricted ownership user authenticat current"
            " calling signed logged"
        ),
        prose={
            "Every query scoped by user_id": {"by": ("user_id",)},
            "Enforce tenant isolation": {},
            "Check ownership before returning a record": {},
            "Users can only see their own orders": {},
            "ALWAYS filter by owner_id": {"by": ("owner_id",)},
            "Rows are filtered by tenant": {"by": ("tenant",)},
        },
        not_prose=("No multi-tenancy yet", "Rows are sorted by user"),
    ),
    Topic(
        id="auth-flow",
        title="Signing in takes the steps that the spec lists",
        phrases=_auth_flow,
        describes=True,
        keywords=words("log sign auth credential"),
        prose={
            "Authentication flow - Login -> JWT tokens -> Protected routes": {
                "steps": ("login", "jwt tokens", "protected routes"),
                "schemes": ("jwt",),
            },
            "Sign-in -> session cookie -> dashboard": {
                "steps": ("sign-in", "session cookie", "dashboard")
            },
            "Auth: credentials -> token -> refresh": {"steps": ("credentials", "token", "refresh")},
        },
        not_prose=("Login -> dashboard", "Upload -> parse -> store"),
    ),
)
