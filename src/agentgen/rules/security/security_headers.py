"""Responses carry security headers, set by a middleware or by the web server."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_HEADERS = (
    r"cors|hsts|csp|x-frame-options|x-content-type-options|content-security-policy"
    r"|strict-transport-security|referrer-policy|permissions-policy|x-xss-protection"
)

phrases = demanded(
    r"\bsecurity headers?\b|\bsecure headers?\b"
    rf"|\b(?:set|send|add|enable|configure|use)\b[^.;]{{0,30}}\b(?:{_HEADERS})\b",
    named("headers", _HEADERS),
)

_NAMES = {
    "hsts": "strict-transport-security",
    "csp": "content-security-policy",
    "cors": "access-control-allow-origin",
}
_DEFAULT = ("x-content-type-options", "hsts")
_LIBRARIES = r"secure|secweb|helmet|starlette-securityheaders"
_SERVERS = re.compile(r"(?:^|/)(?:nginx[\w.-]*|[\w.-]*\.nginx|Caddyfile|.*\.conf(?:\.template)?)$")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for each header among strings of the product, and in configuration of web servers."""
    apps = lookup.applications(codebase)
    if lookup.uses_library(codebase, _LIBRARIES):
        return [], len(apps)
    known = {name.lower() for name in lookup.names(codebase)}
    for _, use in lookup.calls(codebase):
        known |= {a.lower() for a in use.arguments}
    for _, file in lookup.product_python(codebase):
        known |= {s.name.lower() for s in file.named_strings}
    served = "".join(t.lower() for p, t in codebase.texts.items() if _SERVERS.search(p))
    found: list[Found] = []
    for header in params.get("headers", ()) or _DEFAULT:
        name = _NAMES.get(header, header)
        is_set = name in known or name in served or (header == "cors" and "corsmiddleware" in known)
        if not is_set:
            found += lookup.absent(apps, f"nothing sets the header {name}")
    return found + list(_open_to_all(codebase)), len(apps)


def _open_to_all(codebase: Codebase) -> Iterator[Found]:
    """CORS for every origin, with credentials."""
    for path, use in lookup.calls(codebase):
        given = use.keywords
        if given.get("allow_origins") == "*" and given.get("allow_credentials") == "True":
            yield Found(path, use.line, "every origin may send requests with credentials")


_APP = "app = FastAPI()\n"
_SET = (
    "@app.middleware('http')\nasync def m(request, call_next):\n"
    "    response.headers['X-Frame-Options'] = 'DENY'\n"
)


RULE = Rule(
    id="security-headers",
    title="Responses carry security headers",
    help="set it in a middleware that surrounds every request",
    what="applications",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _APP + _SET}, {"headers": ("x-frame-options",)}),
        Example(
            {
                "a.py": _APP,
                "m.py": "H = {'Strict-Transport-Security': 'x', 'X-Content-Type-Options': 'y'}\n",
            }
        ),
        Example(
            {"a.py": _APP + "app.add_middleware(CORSMiddleware, allow_origins=['https://a.eu'])\n"},
            {"headers": ("cors",)},
        ),
        Example(
            {"a.py": _APP, "deploy/nginx.conf": "add_header X-Frame-Options DENY;\n"},
            {"headers": ("x-frame-options",)},
        ),
    ),
    invalid=(
        Example({"a.py": _APP}, findings=2),
        Example({"a.py": _APP + "# X-Frame-Options\n"}, {"headers": ("x-frame-options",)}),
        Example({"a.py": _APP + _SET}, {"headers": ("x-frame-options", "csp")}),
        Example(
            {
                "a.py": _APP
                + "app.add_middleware(CORSMiddleware, allow_credentials=True, allow_origins='*')\n"
            },
            {"headers": ("cors",)},
        ),
    ),
    prose={
        "Set security headers: CORS, HSTS, X-Frame-Options": {
            "headers": ("cors", "hsts", "x-frame-options")
        },
        "Enable HSTS in production": {"headers": ("hsts",)},
        "All responses must have security headers": {},
    },
    not_prose=("Never set CORS to *", "Use a header for each section"),
    keywords=words("header cors hsts csp x content strict referrer permissions"),
    status=Status.HEURISTIC,
    combine=union,
    params={"headers": Param(ParamKind.WORDS, "headers that responses carry")},
)
