"""Every route carries a version in its path."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, plain
from agentgen.rules.base import Example, Found, Params, Rule

OPERATIONAL = re.compile(
    r"/(?:healthz?|livez?|readyz?|live|ready|liveness|readiness|ping|metrics|version|status|docs"
    r"|redoc|openapi\.(?:json|yaml)|favicon\.ico|robots\.txt|static|webhooks?)?(?:/.*)?$"
)
_VERSION = re.compile(r"/v\d+(?:/|$)")
_PREFIX = re.compile(r"(?<![\w.])(/(?:[a-z][\w-]*/)*v\d+)\b")
_THING = (
    r"\bversion(?:s|ed|ing)?\b[^.;]*\b(?:apis?|routes?|endpoints?|urls?|paths?)\b"
    r"|\b(?:apis?|routes?|endpoints?|urls?|paths?)\b[^.;]*\b(?:versioned|versioning|prefix\w*)\b"
    r"|\b(?:prefix|serve|mount|start)\w*\b[^.;]*/v\d"
)


@needing(_THING, r"\bversion")
def phrases(statement: Statement) -> Params | None:
    """«Version your APIs (/api/v1/resource)»; the prefix is a parameter when one is written."""
    text = plain(statement)
    if re.search(r"version(?:s|ed)? (?:control|of|history)|documentation version", text):
        return None
    prefix = _PREFIX.search(text)
    if not demands(statement, _THING) and not (prefix and demands(statement, r"\bversion")):
        return None
    if "prefix" in text and not (prefix or "version" in text):
        return None
    return {"prefix": prefix[1]} if prefix else {}


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at the full path of every HTTP route, health, docs and webhook routes excepted."""
    prefix, examined, found = str(params.get("prefix", "")), 0, []
    for route in codebase.http_routes:
        if not route.in_schema or OPERATIONAL.match(route.path):
            continue
        examined += 1
        versioned = route.path.startswith(prefix + "/") if prefix else _VERSION.search(route.path)
        if not versioned:
            wanted = f"under `{prefix}`" if prefix else "versioned"
            found.append(Found(route.place.path, route.place.line, f"`{route}` is not {wanted}"))
    return found, examined


_APP = "from fastapi import FastAPI\napp = FastAPI()\n"
_ROUTER = "from fastapi import APIRouter\nrouter = APIRouter(prefix='/users')\n"
_GET = "@router.get('')\nasync def users(): ...\n"
RULE = Rule(
    id="route-versioning",
    title="Routes are versioned",
    help="include the router under the versioned prefix",
    what="routes",
    keywords=("version", "api", "route", "endpoint", "v", "prefix"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "main.py": _APP
                + "from users import router\napp.include_router(router, prefix='/api/v1')\n",
                "users.py": _ROUTER + _GET,
            },
            {"prefix": "/api/v1"},
        ),
        Example(
            {
                "main.py": _APP
                + "@app.get('/health')\ndef health(): ...\n@app.get('/v2/x')\ndef x(): ...\n"
            }
        ),
    ),
    invalid=(
        Example({"main.py": _APP + "@app.get('/users')\ndef users(): ...\n"}),
        Example({"users.py": _ROUTER + _GET}, {"prefix": "/api/v1"}),
        Example({"main.py": _APP + "@app.get('/api/v2/x')\ndef x(): ...\n"}, {"prefix": "/api/v1"}),
    ),
    prose={
        "Version your APIs (/api/v1/resource)": {"prefix": "/api/v1"},
        "Always version APIs: `/api/v1/...`": {"prefix": "/api/v1"},
        "All endpoints must be versioned": {},
        "Every route is prefixed with /v1": {"prefix": "/v1"},
        "Never ship an endpoint without versioning": {},
    },
    not_prose=(
        "Version 1.0 of this document",
        "Use version control for the API",
        "API versioning is optional",
        "migrations versioned; follow naming conventions",
        "Use Python version 3.12",
    ),
    params={"prefix": Param(ParamKind.TEXT, "the path all routes begin with; any version without")},
)
