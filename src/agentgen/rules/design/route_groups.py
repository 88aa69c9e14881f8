"""Routes are declared on routers, one for each group, and the application includes them."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, members, union
from agentgen.rules.backend import product_routes
from agentgen.rules.base import Example, Found, Rule


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for routes on the application itself, and for routers that nothing includes."""
    routes = product_routes(codebase)
    apps = {
        (path, router.name)
        for path, file in codebase.python.items()
        for router in file.routers
        if router.is_app
    }
    declared = {
        (path, item.line): item.router.rpartition(":")[2]
        for path, file in codebase.python.items()
        for item in file.declared_routes
    }
    found = []
    for route in routes:
        place = (route.place.path, route.place.line)
        if (route.place.path, declared.get(place, "")) in apps:
            message = f"`{route}` is declared on the application, not on a router"
            found.append(Found(*place, message))
        elif not route.attached and apps:
            found.append(Found(*place, f"the router of `{route}` is never included"))
    return found, len(routes)


_ROUTER = (
    "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/a')\nasync def a(): ...\n"
)

_MAIN = "from fastapi import FastAPI\nfrom users import router\napp = FastAPI()\n"

RULE = Rule(
    id="route-groups",
    title="Routes are grouped as the spec says",
    help="declare it on an `APIRouter` of its group, and include that",
    what="routes",
    phrases=demanded(
        r"\bgroup(?:ed|ing)? (?:api |related )?(?:routes?|endpoints?|routers?)\b"
        r"|\b(?:routes?|endpoints?|routers?)\b[^.;]{0,20}\bgroup(?:ed)?\b"
        r"|\bmount(?:ed)? (?:the )?routers?\b|\b(?:one|a|1) router per\b|\bapirouter\b",
        members,
    ),
    inspect=inspect,
    valid=(
        Example({"users.py": _ROUTER, "main.py": _MAIN + "app.include_router(router)\n"}),
        Example(
            {
                "users.py": _ROUTER,
                "main.py": (
                    _MAIN + "app.include_router(router)\n@app.get('/health')\ndef h(): ...\n"
                ),
            }
        ),
    ),
    invalid=(
        Example(
            {
                "main.py": (
                    "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/users')\ndef h():"
                    " ...\n"
                )
            }
        ),
        Example({"users.py": _ROUTER, "main.py": _MAIN}),
    ),
    prose={
        "Group routes by service (orders, users, billing)": {
            "names": ("orders", "users", "billing")
        },
        "Mount routers with FastAPI": {},
        "Endpoints are grouped by resource": {},
    },
    not_prose=("Join the group of routers", "Routes to the office"),
    keywords=("group", "route", "endpoint", "mount", "apirouter", "one", "1"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "names": Param(ParamKind.WORDS, "names"),
    },
)
