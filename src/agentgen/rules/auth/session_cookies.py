"""Cookies are set with httpOnly, Secure and SameSite."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bhttponly\b|\bhttp-only cookies?\b|\bsamesite\b|\b(?:secure|session" r"|signed) cookies?\b",
    named("attributes", r"httponly|http-only|samesite|secure"),
)

_GIVEN = {
    "httponly": "httponly",
    "http-only": "httponly",
    "secure": "secure",
    "samesite": "samesite",
}


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at the arguments of `set_cookie`, and of the middleware for sessions."""
    wanted = {_GIVEN.get(a, a) for a in params.get("attributes", ())} or set(_GIVEN.values())
    found, examined = list[Found](), 0
    for path, use in lookup.calls(codebase):
        name = use.name.rsplit(".", 1)[-1]
        if name == "set_cookie" and not use.spreads:
            examined += 1
            for attribute in sorted(wanted):
                value = use.keywords.get(attribute, "False").lower()
                if value == "false" or (attribute == "samesite" and value == "none"):
                    found.append(Found(path, use.line, f"the cookie is set without `{attribute}`"))
        elif name == "add_middleware" and use.arguments[0].endswith("SessionMiddleware"):
            examined += 1
            if "secure" in wanted and use.keywords.get("https_only", "False") == "False":
                found.append(Found(path, use.line, "the session cookie is sent without encryption"))
    return found, examined


_SET = "response.set_cookie('session', token"


RULE = Rule(
    id="session-cookies",
    title="Session cookies are protected",
    help='set `httponly=True`, `secure=True` and `samesite="lax"` or stricter',
    what="places that set cookies",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _SET + ", httponly=True, secure=True, samesite='lax')\n"}),
        Example(
            {"a.py": _SET + ", httponly=True)\nstore.set('cookie', 1)\n"},
            {"attributes": ("httponly",)},
        ),
        Example({"a.py": _SET + ", httponly=True, secure=settings.secure, samesite=s)\n"}),
    ),
    invalid=(
        Example({"a.py": _SET + ", secure=True, samesite='strict')\n"}),
        Example({"a.py": _SET + ", httponly=False, secure=True, samesite='lax')\n"}),
        Example({"a.py": _SET + ", httponly=True, secure=True, samesite='none')\n"}),
        Example(
            {"a.py": "app.add_middleware(SessionMiddleware, secret_key=k)\n"},
            {"attributes": ("secure",)},
        ),
    ),
    prose={
        "Refresh tokens live in an httpOnly cookie": {"attributes": ("httponly",)},
        "Set SameSite and Secure on cookies": {"attributes": ("samesite", "secure")},
        "Use signed cookies for sessions": {},
    },
    not_prose=("Bake cookies", "No session cookies for the API"),
    keywords=words("httponly samesite cookie"),
    combine=union,
    params={"attributes": Param(ParamKind.WORDS, "attributes that cookies carry")},
)
