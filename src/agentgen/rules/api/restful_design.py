"""Paths name things; what is done with them says the method."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.backend import product_routes
from agentgen.rules.base import Example, Found, Rule

_REST = r"\brest(?:ful(?:ly)?)?\b(?! of| api client| easy| assured|-|ore)"
_REST_NEAR = (
    rf"{_REST}[^.;]{{0,40}}\b(?:apis?|principles?|conventions?|design|patterns?|endpoints?|routes?"
    rf"|best practices?|standards?|semantics|resources?|naming|urls?)\b"
    rf"|\bapis?\b[^.;]{{0,30}}{_REST}"
)

_ACTION = re.compile(
    r"^(?:get|fetch|retrieve|create|insert|update|edit|modify|delete|remove|destroy|list)$"
    r"|^(?:get|fetch|retrieve|create|insert|delete|remove|destroy)_[a-z]"
    r"|^(?:get|fetch|retrieve|create|insert|update|edit|modify|delete|remove|destroy|list)[A-Z]"
    r"|^(?:get|fetch|retrieve|create|insert|delete|destroy)-(?!requests?\b|history\b|polic)[a-z]"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for verbs of CRUD among the segments of every path."""
    routes = product_routes(codebase)
    found = []
    for route in routes:
        verb = next((s for s in route.path.split("/") if _ACTION.match(s)), "")
        if verb:
            message = f"`{route}` names an action (`{verb}`), not a resource"
            found.append(Found(route.place.path, route.place.line, message))
    return found, len(routes)


_APP = "from fastapi import FastAPI\napp = FastAPI()\n"

RULE = Rule(
    id="restful-design",
    title="APIs follow REST conventions",
    help="name the resource in the path and let the method say what is done",
    what="routes",
    phrases=demanded(_REST_NEAR),
    inspect=inspect,
    valid=(
        Example({"a.py": _APP + "@app.get('/lists/{list_id}/updates')\nasync def a(): ...\n"}),
        Example({"a.py": _APP + "@app.post('/orders/{id}/cancel')\nasync def a(): ...\n"}),
        Example({"a.py": _APP + "@app.get('/delete-requests')\nasync def a(): ...\n"}),
    ),
    invalid=(
        Example({"a.py": _APP + "@app.get('/getUsers')\nasync def a(): ...\n"}),
        Example({"a.py": _APP + "@app.post('/users/create')\nasync def a(): ...\n"}),
        Example(
            {
                "a.py": "from fastapi import APIRouter, FastAPI\napp = FastAPI()\n"
                "router = APIRouter(prefix='/delete_user')\n"
                "@router.post('/{id}')\nasync def a(): ...\napp.include_router(router)\n"
            }
        ),
    ),
    prose={
        "Follow RESTful conventions strictly": {},
        "API Design: RESTful principles with clear request/response contracts": {},
        "All endpoints must respect REST semantics": {},
    },
    not_prose=("Restart the API after a deploy", "The rest of the API is unchanged"),
    keywords=("rest",),
    status=Status.HEURISTIC,
    combine=union,
)
