"""Access tokens are signed, expire, and come from a library that is made for it."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, number, together, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bjwts?\b(?![^.;]*\btest)(?=[^.;]*\b(?:auth\w*|tokens?|stateless|signed|refresh"
    r"|expir\w*|session"
    r"|cookies?|login)\b)|\b(?:use|via|with|auth\w*:) jwts?\b|\brefresh tokens?\b"
    r"|\baccess tokens?\b[^.;]{0,20}\b(?:expire|valid|live)\w*",
    together(
        flag("refresh", r"\brefresh[- ]tokens?\b"),
        flag("stateless", r"\bstateless\b"),
        flag("signed", r"\bsigned\b"),
        flag("scheme", r"\bjwts?\b", "jwt"),
        number("expires_minutes", r"\b(\d{1,5}) min(?:ute)?s?\b"),
    ),
)

_LIBRARIES = (
    r"jwt|pyjwt|jose|python-jose|authlib|joserfc|jwcrypto|fastapi-users|(?:async-)?fastapi-jwt-auth"
)
_ISSUES = re.compile(r"(?:^|\.)jwt\.encode$")
_UNCHECKED = re.compile(r"verify_(exp|signature)\W+False")
_MINUTES = re.compile(
    r"(?:access_)?token_(?:expire_|lifetime_|ttl_)?minutes|access_token_expire", re.IGNORECASE
)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for the library, for `exp` where tokens are issued, and for refresh tokens."""
    apps = lookup.applications(codebase)
    found, examined = list[Found](), len(apps)
    if apps and not lookup.uses_library(codebase, _LIBRARIES):
        found += lookup.absent(apps, "no library for JSON Web Tokens is used")
    for path, file in lookup.product_python(codebase):
        for use in (u for u in file.uses if _ISSUES.search(lookup.full_name(file, u.name))):
            examined += 1
            claims = f"{use.arguments[0]} {use.keywords.get('payload', '')}"
            added = any(u.name.endswith(".update") and "exp" in u.keywords for u in file.uses)
            known = file.keys | use.keywords.keys()
            if "exp" not in known and "exp" not in claims and not added:
                found.append(Found(path, use.line, "the token never expires"))
        found += [
            Found(path, use.line, f"the token is read without a look at {off[1]}")
            for use in file.uses
            if lookup.full_name(file, use.name).endswith("jwt.decode")
            and (off := _UNCHECKED.search(use.keywords.get("options", "")))
        ]
        if params.get("expires_minutes"):
            found += _lifetimes(path, file, params["expires_minutes"])
    if params.get("refresh") and apps and not lookup.mentions(codebase, "refresh"):
        found += lookup.absent(apps, "there are no refresh tokens")
    return found, examined


def _lifetimes(path: str, file: PythonFile, minutes: float) -> Iterator[Found]:
    """Settings that say how long tokens live, and say something else than the spec."""
    for field in file.fields:
        value = field.value or field.keywords.get("default", "")
        if _MINUTES.fullmatch(field.name) and value.isdigit() and int(value) != minutes:
            yield Found(path, field.line, f"tokens live {value} minutes, {minutes} are asked for")


_APP = "import jwt\napp = FastAPI()\n"


RULE = Rule(
    id="jwt",
    title="Users are authenticated by JSON Web Tokens",
    help="sign with a library for JSON Web Tokens and set `exp`",
    what="applications and places that issue tokens",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {"a.py": _APP + "jwt.encode({'sub': 1, 'exp': later}, key, 'HS256')\n"},
            {"scheme": "jwt", "signed": True},
        ),
        Example(
            {"a.py": _APP + "@app.post('/auth/refresh')\ndef refresh_token(): ...\n"},
            {"refresh": True},
        ),
        Example(
            {"a.py": _APP + "class Settings(BaseSettings):\n    access_token_minutes: int = 15\n"},
            {"expires_minutes": 15},
        ),
    ),
    invalid=(
        Example({"a.py": "app = FastAPI()\n"}, {"scheme": "jwt"}),
        Example({"a.py": _APP + "def issue(u):\n    return jwt.encode({'sub': u.id}, key)\n"}),
        Example(
            {
                "a.py": "from jose import jwt\napp = FastAPI()\nclaims = {'sub': 1}\n"
                "jwt.encode(claims, k)\n"
            }
        ),
        Example({"a.py": _APP}, {"refresh": True}),
        Example(
            {"a.py": _APP + "class S(BaseSettings):\n    token_expire_minutes: int = 1440\n"},
            {"expires_minutes": 15},
        ),
        Example({"a.py": _APP + "jwt.decode(t, k, options={'verify_exp': False})\n"}),
    ),
    prose={
        "JWT tokens: stateless authentication with signed tokens": {
            "scheme": "jwt",
            "stateless": True,
            "signed": True,
        },
        "Auth: JWT with refresh tokens": {"scheme": "jwt", "refresh": True},
        "Access tokens expire after 15 minutes": {"expires_minutes": 15},
        "Use JWT for sessions": {"scheme": "jwt"},
    },
    not_prose=("Avoid JWT", "Refresh the page"),
    keywords=words("jwt refresh access"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "scheme": Param(ParamKind.TEXT, "jwt"),
        "refresh": Param(ParamKind.FLAG, "there are refresh tokens"),
        "stateless": Param(ParamKind.FLAG, "nothing about tokens is stored"),
        "signed": Param(ParamKind.FLAG, "tokens are signed"),
        "expires_minutes": Param(ParamKind.NUMBER, "minutes until access tokens expire"),
    },
)
